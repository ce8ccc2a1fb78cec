import type { Facts, Found } from '../facts.ts';

/** What is to be read before joining has been confirmed, each of them. [002] */
export function checkReading({ readings }: Pick<Facts, 'readings'>): Found {
  const missing = readings.asked.filter((key) => !readings.confirmed.includes(key));
  if (readings.asked.length === 0) return { verdict: 'ok', reason: 'reading_none_asked' };
  return missing.length === 0 ? { verdict: 'ok', reason: 'reading_confirmed' } : { verdict: 'wrong', reason: 'reading_missing', parameters: { missing: missing.join(' '), count: missing.length } };
}
