import type { CheckOf } from '../../../../common/contract/admission-policy.ts';
import type { Facts, Found } from '../facts.ts';

/** Whatever people put between the parts: hyphens and dashes of every length, underscores, slashes, full-width forms of them. [000] */
const separators = '-\u2010-\u2015\u2212\u2500_/\\\\|\u30FB\u00B7';
const strong = new RegExp(`\\s*[${separators}]\\s*`, 'u');
const strongRuns = new RegExp(`\\s*[${separators}](?:\\s*[${separators}])*\\s*`, 'u');
const any = new RegExp(`[${separators}\\s]+`, 'u');

/** Of how many parts a reason consists. Left out: company, business, name. [000] */
export const usualParts = 3;

/**
 * A reason after the template, such as 公司-业务-姓名. A part may hold blanks when the parts are told apart by something else. When some are
 * missing, it says which: those that were left empty, else all after those that are there. `missing`: their places from 0, with spaces. [000]
 */
export function checkReason({ reason }: Pick<Facts, 'reason'>, { parts }: Pick<CheckOf<'reason'>, 'parts'>): Found {
  const wanted = parts?.length ?? usualParts;
  const text = (reason ?? '').normalize('NFKC').trim();
  if (text === '') return { verdict: 'wrong', reason: 'reason_empty', parameters: { missing: placesFrom(0, wanted).join(' '), given: 0, wanted } };
  const given = Math.max(filled(text.split(strongRuns)), filled(text.split(any)));
  if (given >= wanted) return { verdict: 'ok', reason: 'reason_complete', parameters: { given } };
  const missing = leftEmpty(text, wanted) ?? placesFrom(given, wanted);
  return { verdict: 'wrong', reason: 'reason_part_missing', parameters: { missing: missing.join(' '), given: wanted - missing.length, wanted } };
}

function filled(parts: readonly string[]): number {
  return parts.filter((part) => part !== '').length;
}

/** The parts that were left empty between two separators, or at an end, where there is a place for each. */
function leftEmpty(text: string, wanted: number): number[] | undefined {
  const slots = text.split(strong);
  return slots.length === wanted ? slots.flatMap((slot, place) => (slot === '' ? [place] : [])) : undefined;
}

function placesFrom(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_none, place) => first + place);
}
