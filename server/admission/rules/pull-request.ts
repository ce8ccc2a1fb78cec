import type { ContributorAnswer } from './facts.ts';

/** Which pull request somebody means, and whether it makes them a contributor. [000] */

export type PullRequestName = { owner: string; repository: string; number: number };

/** Reads an address below the forge's own, or owner/name#12. Undefined for anything else. */
export function readPullRequest(typed: string, webUrl: string): PullRequestName | undefined {
  const text = typed.trim();
  const short = /^([A-Za-z0-9_.-]{1,100})\/([A-Za-z0-9_.-]{1,100})(?:#|!)(\d{1,9})$/.exec(text);
  if (short !== null) return named(short[1], short[2], short[3]);
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address) || !URL.canParse(webUrl)) return undefined;
  const [url, home] = [new URL(address), new URL(webUrl)];
  // http and https lead to the same place there; what is asked is the API that the operator named.
  if (url.host !== home.host && url.host !== `www.${home.host}`) return undefined;
  const below = home.pathname.replace(/\/$/, '');
  if (!url.pathname.startsWith(`${below}/`)) return undefined;
  const found = /^\/([A-Za-z0-9_.-]{1,100})\/([A-Za-z0-9_.-]{1,100})\/pulls?\/(\d{1,9})(?:\/[\w./-]{0,100})?$/.exec(url.pathname.slice(below.length));
  return found === null ? undefined : named(found[1], found[2], found[3]);
}

function named(owner: string | undefined, repository: string | undefined, number: string | undefined): PullRequestName | undefined {
  if (owner === undefined || repository === undefined || number === undefined || Number(number) === 0) return undefined;
  if ([owner, repository].some((part) => /^\.{1,2}$/.test(part))) return undefined;
  return { owner, repository, number: Number(number) };
}

/** What the forge's API says of a pull request. `repository`: the one that it was made to, by its name of today. */
export type PullRequestFacts = { merged: boolean; state: string; authorId: string | undefined; author: string | undefined; repository: string; title: string };
export type Asked = {
  forge: string;
  /** Repositories of the policy, as forge:owner/name. */
  repositories: readonly string[];
  /** Numeric ids at the forge that the person has proven by OAuth; never names, which change hands. */
  accounts: readonly string[];
};

/** Judges a pull request. Where a policy names no repository, its owner decides about each. Names of repositories are told apart without regard to case, as forges do. */
export function judgePullRequest(facts: PullRequestFacts, { forge, repositories, accounts }: Asked): ContributorAnswer['outcome'] {
  if (repositories.length === 0) return 'owner_decides';
  const canonical = `${forge}:${facts.repository}`.toLowerCase();
  if (!repositories.some((one) => one.toLowerCase() === canonical)) return 'not_listed';
  if (!facts.merged) return 'not_merged';
  if (accounts.length === 0) return 'account_not_proven';
  return facts.authorId !== undefined && accounts.includes(facts.authorId) ? 'merged_own' : 'merged_of_another';
}

/** The forges that a policy's repositories name, each once. */
export function forgesOf(repositories: readonly string[]): string[] {
  return [...new Set(repositories.map((one) => one.slice(0, one.indexOf(':'))))];
}
