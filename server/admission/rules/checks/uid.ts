import type { Facts, Found } from '../facts.ts';

/** Digits only, full-width ones too. [002] */
const digits = /^\d{1,20}$/;

/** The UID as it is asked for and compared; undefined when it is none. */
export function readUid(typed: string): string | undefined {
  const text = typed.normalize('NFKC').replace(/\s/gu, '');
  return digits.test(text) ? text.replace(/^0+(?=\d)/, '') : undefined;
}

/**
 * The UID of a product. Not digits: mended in the form. It exists and is the applicant's: well. It exists, and nothing says whose it is: a
 * moderator looks. There is none: wrong. Could not ask: a moderator looks. In an outage it may be left out; who says that the product could
 * not be reached, although nobody saw that, goes to a moderator. [002]
 */
export function checkUid({ uid, grace }: Pick<Facts, 'uid' | 'grace'>): Found {
  const { typed, answer } = uid;
  if (typed === null || typed.trim() === '') return leftOut(uid.unreachable, grace !== null);
  if (readUid(typed) === undefined || answer?.outcome === 'malformed') return { verdict: 'wrong', reason: 'uid_malformed', effect: 'correct' };
  if (answer === null || answer.outcome === 'could_not_ask') return { verdict: 'unclear', reason: 'uid_could_not_ask' };
  if (answer.outcome === 'unknown') return uid.unreachable && grace === null ? { verdict: 'unclear', reason: 'uid_trouble_claimed' } : { verdict: 'wrong', reason: 'uid_unknown' };
  if (uid.ofAnother) return { verdict: 'unclear', reason: 'uid_of_another' };
  return answer.outcome === 'proven' ? { verdict: 'ok', reason: `uid_proven_${answer.how ?? 'match'}` } : { verdict: 'unclear', reason: 'uid_exists' };
}

function leftOut(unreachable: boolean, inGrace: boolean): Found {
  if (inGrace) return { verdict: 'unclear', reason: 'uid_owed' };
  return unreachable ? { verdict: 'unclear', reason: 'uid_trouble_claimed' } : { verdict: 'wrong', reason: 'uid_missing', effect: 'correct' };
}
