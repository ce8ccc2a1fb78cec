import type { PersonData } from './person-data.ts';
import type { usePeopleText } from './use-people-text.ts';

/** What somebody has by an account alone, in words; undefined where nothing hangs on it. */
export function tiedInWords(words: ReturnType<typeof usePeopleText>, tied: PersonData['person']['identities'][number]['tied']): string | undefined {
  if (tied === undefined) return undefined;
  const [belongs, uses] = [words('tied_memberships', { count: tied.memberships }), words('tied_entitlements', { count: tied.entitlements })];
  return words('tied', { what: tied.memberships === 0 ? uses : tied.entitlements === 0 ? belongs : words('tied_both', { memberships: belongs, entitlements: uses }) });
}
