import type { Finding } from '../../../common/contract/admission.ts';
import type { Admission, CheckKind } from '../../../common/contract/admission-policy.ts';
import type { Language } from '../../../common/contract/text.ts';
import { admissionMessages } from '../../../common/locales/admission/index.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { listWords } from '../../../common/i18n/words.ts';
import type { WrongField } from '../../platform/index.ts';
import { reasonTemplate } from '../views/reason-words.ts';
import { checkOf } from './gather.ts';

/** Where the answer to each check stands in the form. */
const paths: Partial<Record<CheckKind, string>> = { human: 'human', reading: 'answers.readings', real_name: 'answers.realName', reason: 'answers.reason', question: 'answers.question', uid: 'answers.uid', contributor: 'answers.pullRequest', high_trust: 'high_trust' };

/** What is wrong with the form, field by field, with the cure; in the applicant's words. */
export function fieldsToCorrect(findings: readonly Finding[], policy: Admission, language: Language): WrongField[] {
  return findings.filter(({ effect }) => effect === 'correct').map(({ check, reason, parameters }) => ({ path: paths[check] ?? check, code: reason, parameters: { ...parameters, ...reasonWords(policy, reason, parameters, language) } }));
}

/** Which parts of the reason are missing, all of them by their names, with an example. [000] */
export function reasonWords(policy: Admission, reason: string, parameters: Finding['parameters'], language: Language): Record<string, string | number> {
  if (reason !== 'reason_part_missing' && reason !== 'reason_empty') return {};
  const { names, template, example } = reasonTemplate(checkOf(policy, 'reason') ?? {}, language);
  const missing = String(parameters?.['missing'] ?? '').split(' ').flatMap((index) => names[Number(index)] ?? []);
  return { parts: listWords(missing.map((name) => translator(admissionMessages, language)('part_quoted', { name })), language), count: missing.length, template, example };
}
