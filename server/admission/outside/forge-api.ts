import { z } from 'zod';
import type { forgeReasons } from '../../../common/contract/forges.ts';
import type { Outbound, OutboundAnswer } from '../../platform/outbound/index.ts';
import type { Secrets } from '../../platform/index.ts';
import type { PullRequestFacts, PullRequestName } from '../rules/pull-request.ts';
import type { KeptForge } from './store/forges.ts';

/** The few things that a forge is asked for. GitHub and Gitee answer them alike; where they differ is said here. */

const mostBytes = 512 * 1024;
const timeoutMilliseconds = 10_000;
const numericId = z.union([z.int().min(1), z.string().regex(/^[1-9]\d{0,18}$/)]).transform(String);
const pullRequestSchema = z.object({
  state: z.string().max(30),
  title: z.string().max(10_000).catch(''),
  merged: z.boolean().optional().catch(undefined),
  merged_at: z.string().max(60).nullish().catch(undefined),
  user: z.object({ id: numericId, login: z.string().max(1000).optional().catch(undefined) }).nullish().catch(undefined),
  base: z.object({ repo: z.object({ full_name: z.string().max(300) }) }),
});
const repositorySchema = z.object({ full_name: z.string().max(300) });
const tokenSchema = z.object({ access_token: z.string().min(1).max(4000) });
const userSchema = z.object({ id: numericId, login: z.string().max(100) });

export type PullRequestRead = { ok: true; facts: PullRequestFacts } | { ok: false; reason: 'not_found' | 'could_not_ask' };

/** Reads a pull request. What the forge calls the repository today comes with it: an old name leads on, and the answer tells the new one. */
export async function readPullRequestAt(outbound: Outbound, secrets: Secrets, forge: KeptForge, { owner, repository, number }: PullRequestName): Promise<PullRequestRead> {
  const answer = await get(outbound, secrets, forge, `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repository)}/pulls/${number}`);
  if (answer === undefined || !answer.ok) return { ok: false, reason: 'could_not_ask' };
  if (answer.status === 404 || answer.status === 410) return { ok: false, reason: 'not_found' };
  const read = answer.status === 200 ? pullRequestSchema.safeParse(readJson(answer.body)) : undefined;
  if (read?.success !== true) return { ok: false, reason: 'could_not_ask' };
  const { state, title, merged, merged_at: mergedAt, user, base } = read.data;
  const isMerged = merged === true || state === 'merged' || (merged === undefined && typeof mergedAt === 'string' && mergedAt !== '');
  return { ok: true, facts: { merged: isMerged, state: isMerged ? 'merged' : state, authorId: user?.id, author: user?.login === undefined ? undefined : plain(user.login).slice(0, 100), repository: base.repo.full_name, title: plain(title) } };
}

/** Reads a repository, to see whether the forge can be asked at all. */
export async function readRepository(outbound: Outbound, secrets: Secrets, forge: KeptForge, repository: string): Promise<(typeof forgeReasons)[number]> {
  const answer = await get(outbound, secrets, forge, `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`);
  if (answer === undefined) return 'secret_lost';
  if (!answer.ok) return answer.reason === 'too_slow' || answer.reason === 'host_unknown' || answer.reason === 'unreachable' ? answer.reason : 'not_allowed';
  if (answer.status === 404) return 'unknown_repository';
  if (answer.status === 429 || (answer.status === 403 && answer.headers['x-ratelimit-remaining'] === '0')) return 'too_often';
  if (answer.status === 401 || answer.status === 403) return 'refused';
  return answer.status === 200 && repositorySchema.safeParse(readJson(answer.body)).success ? 'works' : 'not_an_api';
}

/** Undefined when the token was sealed with another key of the centre. */
async function get(outbound: Outbound, secrets: Secrets, { apiUrl, sealedToken }: KeptForge, path: string): Promise<OutboundAnswer | undefined> {
  const token = sealedToken === undefined ? '' : secrets.open('admission.forge_token', sealedToken);
  if (token === undefined) return undefined;
  return outbound.fetchOutside(`${apiUrl}${path}`, { headers: { accept: 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) }, maximumBytes: mostBytes, timeoutMilliseconds });
}

export type ForgeAccount = { id: string; login: string };

/** Gives the code back for a token, and asks with it who that is. The token is dropped: nothing else is ever asked with it. */
export async function readAccount(outbound: Outbound, forge: KeptForge, visit: { code: string; verifier: string; callback: string; secret: string }): Promise<{ ok: true; account: ForgeAccount } | { ok: false; reason: string }> {
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: forge.clientId, client_secret: visit.secret, code: visit.code, redirect_uri: visit.callback, code_verifier: visit.verifier });
  const exchanged = await outbound.fetchOutside(forge.tokenUrl, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, body: body.toString(), redirects: 0, timeoutMilliseconds });
  if (!exchanged.ok) return { ok: false, reason: `token_${exchanged.reason}` };
  const token = exchanged.status === 200 || exchanged.status === 201 ? tokenSchema.safeParse(readJson(exchanged.body)) : undefined;
  if (token?.success !== true) return { ok: false, reason: `token_status_${exchanged.status}` };
  const answer = await outbound.fetchOutside(`${forge.apiUrl}/user`, { headers: { accept: 'application/json', authorization: `Bearer ${token.data.access_token}` }, redirects: 0, timeoutMilliseconds });
  if (!answer.ok) return { ok: false, reason: `user_${answer.reason}` };
  const user = answer.status === 200 ? userSchema.safeParse(readJson(answer.body)) : undefined;
  return user?.success === true ? { ok: true, account: user.data } : { ok: false, reason: `user_status_${answer.status}` };
}

/** A title is shown to moderators as one line of plain text. */
function plain(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim().slice(0, 300);
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    // No schema takes it: whoever asked says that the forge could not be understood.
    return undefined;
  }
}
