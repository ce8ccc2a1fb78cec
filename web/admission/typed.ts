import { joinFieldNames, type JoinFieldName } from '../../common/contract/join.ts';
import type { Answers } from '../../common/contract/admission.ts';

/** What was typed into the form, kept through every refusal. */
export type Typed = { answers: Partial<Record<JoinFieldName, string>>; unreachable: boolean; readings: readonly string[]; email: string; consent: boolean; key: string; /** Where a code was mailed, its middle hidden. */ codeSentTo: string };

export const nothingTyped: Typed = { answers: {}, unreachable: false, readings: [], email: '', consent: false, key: '', codeSentTo: '' };

/** Nothing beyond what could be valid is carried along; the operation says what is too long. */
const longest = 4000;

/** The form as it was sent: line ends as one character. */
export function typedIn(form: FormData): Typed {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n').slice(0, longest) : '';
  };
  return {
    answers: Object.fromEntries(joinFieldNames.filter((name) => form.has(name)).map((name) => [name, text(name)])),
    unreachable: text('uidUnreachable') === '1',
    readings: form.getAll('readings').flatMap((value) => (typeof value === 'string' ? value.slice(0, 500).split(' ') : [])).filter((key) => key !== '').slice(0, 10),
    email: text('email'),
    consent: text('consent') === '1',
    key: /^[0-9a-f-]{36}$/.test(text('key')) ? text('key') : '',
    codeSentTo: text('codeSentTo').slice(0, 254),
  };
}

/** The answers as the operation takes them: a field that was left empty is left out. */
export function answersOf({ answers, unreachable, readings }: Typed): Answers {
  const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value.trim() !== ''));
  return { ...given, ...(unreachable ? { uidUnreachable: true } : {}), ...(readings.length === 0 ? {} : { readings: [...readings] }) };
}

/** What is in the form of an application that is being corrected. */
export function typedFrom({ uidUnreachable, readings, ...answers }: Answers): Typed {
  return { ...nothingTyped, answers, unreachable: uidUnreachable === true, readings: readings ?? [] };
}
