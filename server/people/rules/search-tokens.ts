import type { Account } from './account.ts';
import { canonicalEmail, mailboxOf } from './canonical-email.ts';
import { foldText } from './fold-text.ts';

type Known = Pick<Account, 'kind' | 'typed' | 'canonical'>;

/** One thing to find: a whole token, or the beginning of one. */
export type Wanted = { text: string; prefix: boolean };

const longest = 120;
const mostTokens = 300;
const mostWanted = 12;
/** Shorter beginnings would match a good part of everybody. */
const shortestPrefix = 3;
/** The beginnings of telephone numbers are few: 138 is a seventieth of everybody. */
const shortestNumberPrefix = 5;

/** By which words a person is found: characters, pairs and threes of them for Han, words for the rest, and every account in its ways of writing. */
export function searchTokens(name: string, accounts: readonly Known[]): string[] {
  const tokens = [...nameTokens(foldText(name)), ...accounts.flatMap(accountTokens)];
  return [...new Set(tokens.filter((token) => token !== ''))].slice(0, mostTokens);
}

/** What a search asks for; all of it must be found. Undefined when nothing that could be searched was written. */
export function readSearch(text: string): Wanted[] | undefined {
  const folded = foldText(text.slice(0, 200));
  const digits = /^[+\d\s().-]{4,40}$/.test(folded) ? folded.replace(/\D/g, '') : '';
  const wanted = digits.length >= 3 ? [{ text: digits, prefix: digits.length >= shortestNumberPrefix }] : folded.split(/\s/).flatMap(wantedOf);
  return wanted.length === 0 ? undefined : wanted.slice(0, mostWanted);
}

/** What somebody bears who is exactly the one looked for: the name as it is compared, and accounts in their canonical forms. */
export type Exact = { name: string; accounts: string[] };

/** As what whoever bears exactly what was written is known, whatever kind of thing that is. */
export function readExact(text: string): Exact {
  const name = foldText(text.slice(0, 200));
  const digits = /^[+\d\s().-]{4,40}$/.test(name) ? name.replace(/\D/g, '') : '';
  const mailbox = mailboxOf(name) === undefined ? [] : [canonicalEmail(name)];
  return { name, accounts: [...new Set([name, name.replace(/^@/, ''), ...mailbox, ...(digits === '' ? [] : [digits, `+${digits}`, `+86${digits}`])])].filter((form) => form !== '') };
}

function wantedOf(part: string): Wanted[] {
  if (part.includes('@') && !part.startsWith('@')) {
    return mailboxOf(part) === undefined ? [{ text: part.slice(0, longest), prefix: true }] : [{ text: canonicalEmail(part), prefix: false }];
  }
  return pieces(part.replace(/^@/, '')).flatMap(({ text, han }) => (han ? wantedRuns(text).map((piece) => ({ text: piece, prefix: false })) : [{ text: text.slice(0, longest), prefix: text.length >= shortestPrefix }]));
}

function nameTokens(name: string): string[] {
  return pieces(name).flatMap(({ text, han }) => (han ? [...text, ...runs(text, 2), ...runs(text, 3)] : [text.slice(0, longest)]));
}

function accountTokens({ kind, typed, canonical }: Known): string[] {
  if (kind === 'phone') return [canonical.replace(/\D/g, ''), ...(canonical.startsWith('+86') ? [canonical.slice(3)] : [])];
  const forms = [foldText(canonical), foldText(typed)].map((form) => form.slice(0, longest));
  return forms.flatMap((form) => [form, ...(form.startsWith('@') ? [form.slice(1)] : []), ...pieces(kind === 'email' ? form.slice(0, form.lastIndexOf('@')) : form).map(({ text }) => text)]);
}

/** Runs of Han characters and words of everything else, in their order. */
function pieces(text: string): { text: string; han: boolean }[] {
  return [...text.slice(0, 300).matchAll(/\p{Script=Han}{1,60}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}_]){1,60}/gu)].map(([piece]) => ({ text: piece, han: /^\p{Script=Han}/u.test(piece) }));
}

/** The longest runs that are kept: of a million people thousands share two characters of their name, and to intersect thousands takes its time. */
function wantedRuns(text: string): string[] {
  return runs(text, Math.min(3, [...text].length));
}

/** Every run of so many characters. */
function runs(text: string, count: number): string[] {
  const characters = [...text];
  return characters.slice(count - 1).map((_, index) => characters.slice(index, index + count).join(''));
}
