import type { PersonWords } from '../../platform/index.ts';

export type KnownBy = {
  names: readonly { text: string; shared: boolean }[];
  /** `shared`: somebody else has, or claims, the same account. */
  accounts: readonly { kind: string; typed: string; canonical: string; proven: boolean; shared: boolean }[];
};

/** A number of five digits or less, or a name of a letter or two, stands in other people's texts by chance. */
const shortest = 2;

/** The words by which a person is known, apart by whether others are known by them too. Pure. */
export function personWords({ names, accounts }: KnownBy): PersonWords {
  const own = new Set<string>();
  const shared = new Set<string>();
  for (const { text, shared: others } of names) if (text.trim() !== '') (others || [...text.trim()].length < shortest ? shared : own).add(text.trim());
  for (const account of accounts) {
    for (const text of [account.typed, account.canonical, account.canonical.replace(/^@/, '')]) {
      if (text.trim() !== '') (account.shared || [...text.trim()].length < shortest ? shared : own).add(text.trim());
    }
  }
  const proven = accounts.filter((account) => account.proven).flatMap(({ typed, canonical }) => [typed.trim().toLowerCase(), canonical.toLowerCase()]);
  return { own: [...own], shared: [...shared].filter((word) => !own.has(word)), proven: [...new Set(proven)] };
}
