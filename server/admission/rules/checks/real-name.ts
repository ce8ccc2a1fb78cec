import type { Facts, Found } from '../facts.ts';

/** A name has letters of some script, and is not a number or a row of signs. [003] */
const name = /\p{L}/u;

/** A real name is given; whether it is somebody's, people see. [003] */
export function checkRealName({ realName }: Pick<Facts, 'realName'>): Found {
  if (realName === null || realName.trim() === '') return { verdict: 'wrong', reason: 'real_name_missing' };
  const text = realName.normalize('NFKC').trim();
  return name.test(text) && [...text].length >= 2 ? { verdict: 'ok', reason: 'real_name_given' } : { verdict: 'wrong', reason: 'real_name_form' };
}
