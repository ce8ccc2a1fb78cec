import type { CheckOf } from '../../../../common/contract/admission-policy.ts';
import type { Facts, Found } from '../facts.ts';

/** Whatever people put between the parts: hyphens and dashes of every length, underscores, slashes, full-width forms of them. [000] */
const separators = '-\u2010-\u2015\u2212\u2500_/\\\\|\u30FB\u00B7';
const strong = new RegExp(`\\s*[${separators}]\\s*`, 'u');
const strongRuns = new RegExp(`\\s*[${separators}](?:\\s*[${separators}])*\\s*`, 'u');
const any = new RegExp(`[${separators}\\s]+`, 'u');

/** Of how many parts a reason consists. Left out: company, business, name. [000] */
export const usualParts = 3;
/** An example that fits the usual parts. [000] */
export const usualExample = '网钉科技-考勤排班-张三';

/**
 * A reason after the template, such as 公司-业务-姓名. A part may hold blanks when the parts are told apart by something else. When one is
 * missing, it says which: the one that was left empty, else the first after those that are there. `missing` counts from 0. [000]
 */
export function checkReason({ reason }: Pick<Facts, 'reason'>, { parts }: Pick<CheckOf<'reason'>, 'parts'>): Found {
  const wanted = parts?.length ?? usualParts;
  const text = (reason ?? '').normalize('NFKC').trim();
  if (text === '') return { verdict: 'wrong', reason: 'reason_empty', parameters: { missing: 0, given: 0, wanted } };
  const given = Math.max(filled(text.split(strongRuns)), filled(text.split(any)));
  if (given >= wanted) return { verdict: 'ok', reason: 'reason_complete', parameters: { given } };
  return { verdict: 'wrong', reason: 'reason_part_missing', parameters: { missing: missingPart(text, wanted, given), given, wanted } };
}

function filled(parts: readonly string[]): number {
  return parts.filter((part) => part !== '').length;
}

/** A part that was left empty between two separators, or at an end, is the missing one. */
function missingPart(text: string, wanted: number, given: number): number {
  const slots = text.split(strong);
  const empty = slots.indexOf('');
  return slots.length === wanted && empty >= 0 ? empty : Math.min(given, wanted - 1);
}
