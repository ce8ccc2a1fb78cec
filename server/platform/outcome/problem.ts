import type { Language } from '../../../common/contract/text.ts';
import { problemStatuses, type FieldProblem, type Problem } from '../../../common/contract/problem.ts';
import { formatMessage, type Dictionary } from '../../../common/i18n/messages.ts';
import { fieldMessages, typeNames } from '../../../common/locales/fields/index.ts';
import { problemMessages } from '../../../common/locales/problems/index.ts';
import type { Refusal, WrongField } from './refusal.ts';

/** Puts a refusal into words: RFC 9457 problem details in the reader's language. */
export function toProblem(refusal: Refusal, language: Language, requestId?: string): Problem {
  return {
    type: `/problems/${refusal.code}`,
    status: problemStatuses[refusal.code],
    code: refusal.code,
    title: formatMessage(problemMessages[language][refusal.code], language, { requestId: requestId ?? '–', ...refusal.parameters }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(refusal.fields === undefined
      ? {}
      : { fields: refusal.fields.slice(0, 100).map((field) => toFieldProblem(field, language)) }),
  };
}

function toFieldProblem(field: WrongField, language: Language): FieldProblem {
  const { path, code, line, column } = field;
  return { path: path.slice(0, 300), code, message: fieldSentence(field, language), ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

/** The sentence for one wrong field. */
export function fieldSentence(field: WrongField, language: Language): string {
  const texts: Dictionary = fieldMessages[language];
  const types: Dictionary = typeNames[language];
  const expected = types[String(field.parameters?.['expected'])];
  const parameters = typeof expected === 'string' ? { ...field.parameters, expected } : field.parameters;
  return formatMessage(texts[field.code] ?? texts['form']!, language, parameters).slice(0, 1000);
}
