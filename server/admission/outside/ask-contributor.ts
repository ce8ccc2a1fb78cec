import { forgeDefaults } from '../../../common/contract/forges.ts';
import type { ProductParts } from '../../parts.ts';
import type { Identity } from '../../people/index.ts';
import type { Secrets } from '../../platform/index.ts';
import type { ContributorAnswer, ContributorCheck } from '../ports.ts';
import { forgesOf, judgePullRequest, readPullRequest } from '../rules/pull-request.ts';
import { readPullRequestAt } from './forge-api.ts';
import { takeJoinUse } from './limits.ts';
import { listForges, type KeptForge } from './store/forges.ts';

/** Where an account of a forge is one: nothing for the public place of its kind, else the address of its API. At another place the same number is somebody else. */
export function placeOfForge({ kind, apiUrl }: Pick<KeptForge, 'kind' | 'apiUrl'>): string {
  return apiUrl === forgeDefaults[kind].apiUrl ? '' : apiUrl;
}

/**
 * The accounts at a forge that somebody has proven by signing in there: by the number that the forge gave, which stays, never by a
 * name, which changes hands (H4). What an operator wrote down, what was typed, and what was proven where the forge was before, is not among them.
 */
export function provenAccounts(identities: readonly Identity[], forge: Pick<KeptForge, 'kind' | 'apiUrl'>): Identity[] {
  const place = placeOfForge(forge);
  return identities.filter((one) => one.kind === forge.kind && one.issuer === place && one.provenAt !== undefined && one.provenHow === 'oauth' && /^\d+$/.test(one.canonical));
}

/** By which it is remembered whom an account served, and nothing else. */
function accountHash(secrets: Secrets, forge: Pick<KeptForge, 'kind' | 'apiUrl'>, id: string): string {
  const place = placeOfForge(forge);
  return secrets.keyedHash('admission.contributor', JSON.stringify([forge.kind, id, ...(place === '' ? [] : [place])]));
}

/** Whether a pull request is merged, on the list, and the applicant's own. What stands in the way is for people to look at. [000] */
export function createContributorCheck(parts: Pick<ProductParts, 'outbound'>): ContributorCheck {
  return {
    async ask(work, { pullRequest, repositories, applicant }) {
      const at = work.now.toISOString();
      const wanted = forgesOf(repositories);
      const forges = (await listForges(work.db)).filter(({ key, enabled }) => enabled && (wanted.length === 0 || wanted.includes(key)));
      if (forges.length === 0) return { outcome: 'could_not_ask', at };
      const found = forges.flatMap((forge) => {
        const name = readPullRequest(pullRequest, forge.webUrl);
        return name === undefined ? [] : [{ forge, name }];
      })[0];
      if (found === undefined) return { outcome: wanted.length === 0 ? 'could_not_ask' : 'malformed', at };
      const { forge, name } = found;
      const seen: Pick<ContributorAnswer, 'at' | 'url' | 'repository'> = { at, url: `${forge.webUrl}/${name.owner}/${name.repository}/${forge.kind === 'gitee' ? 'pulls' : 'pull'}/${name.number}`, repository: `${name.owner}/${name.repository}` };
      if ((await takeJoinUse(work, 'pull_request_person', applicant.personId)) > 0) return { ...seen, outcome: 'could_not_ask' };
      const read = await readPullRequestAt(parts.outbound, work.secrets, forge, name);
      if (!read.ok) return { ...seen, ...(wanted.length === 0 && read.reason === 'not_found' ? { outcome: 'owner_decides', state: 'not_found' } : { outcome: read.reason }) };
      const { facts } = read;
      const accounts = provenAccounts(applicant.identities, forge).map(({ canonical }) => canonical);
      const outcome = judgePullRequest(facts, { forge: forge.key, repositories, accounts });
      const own = accounts.length === 0 ? {} : { own: facts.authorId !== undefined && accounts.includes(facts.authorId) };
      return { ...seen, repository: facts.repository, state: facts.state, title: facts.title, outcome, ...(facts.author === undefined ? {} : { author: facts.author }), ...own, ...(outcome === 'merged_own' ? { by: accountHash(work.secrets, forge, facts.authorId ?? '') } : {}) };
    },
  };
}
