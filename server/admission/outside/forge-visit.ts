import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { keptSchema, type finishForgeVisitSchema, type forgeVisitFinishedSchema, type forgeVisitSchema, type forgeVisitStartedSchema, type startForgeVisitSchema } from '../../../common/contract/forges.ts';
import type { byTokenSchema } from '../../../common/contract/sign-in.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import type { ProductParts } from '../../parts.ts';
import { accountOf, proveIdentity } from '../../people/index.ts';
import { done, newSecret, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import { placeOfForge } from './ask-contributor.ts';
import { readAccount, type ForgeAccount } from './forge-api.ts';
import { forgeCallback } from './forges.ts';
import { findForge, findForgeVisit, insertForgeVisit, noteForgeResult, takeForgeVisit, type ForgeVisit, type KeptForge } from './store/forges.ts';

const visitMilliseconds = 10 * 60_000;

/** Whoever is signed in with a browser: a program cannot be sent to a forge. */
function browserOwner({ actor }: Work): string | undefined {
  return actor.kind === 'person' && actor.via.kind === 'session' ? actor.id : undefined;
}

/** Sends somebody to a forge to show who they are there: code flow with state and PKCE (RFC 7636). */
export async function startForgeVisit(work: Work, { forge: key, to, kept }: z.output<typeof startForgeVisitSchema>): Promise<Outcome<z.input<typeof forgeVisitStartedSchema>>> {
  const [personId, forge] = [browserOwner(work), await findForge(work.db, key)];
  if (personId === undefined || forge === undefined || !forge.enabled) return refuse('not_found');
  const [state, verifier, token] = [newSecret(), newSecret(), newSecret()];
  await insertForgeVisit(work.db, {
    stateHash: secretHash(state), browserHash: secretHash(token), forge: key, personId, sealedVerifier: work.secrets.seal('admission.forge_visit', verifier),
    sealedKept: work.secrets.seal('admission.forge_kept', JSON.stringify(kept)), returnTo: to, now: work.now, expiresAt: new Date(work.now.getTime() + visitMilliseconds),
  });
  return done({ token, address: authorizeAddress(forge, { state, verifier, callback: forgeCallback(work, key) }), name: inLanguage(forge.name, work.language) });
}

function authorizeAddress({ authorizeUrl, clientId, scopes }: KeptForge, { state, verifier, callback }: { state: string; verifier: string; callback: string }): string {
  const url = new URL(authorizeUrl);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const parameters = { response_type: 'code', client_id: clientId, redirect_uri: callback, state, code_challenge: challenge, code_challenge_method: 'S256', ...(scopes === '' ? {} : { scope: scopes }) };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

type Returned = { visit: ForgeVisit; forge: KeptForge; account: ForgeAccount | undefined };

/** Takes the visit, once, and asks the forge who came back. Why it was nobody stands in the log. */
export function prepareForgeReturnWith(parts: Pick<ProductParts, 'outbound'>) {
  return async (work: Work, { token, state, code, error }: z.output<typeof finishForgeVisitSchema>): Promise<Returned | undefined> => {
    const personId = browserOwner(work);
    const visit = personId === undefined ? undefined : await takeForgeVisit(work.db, secretHash(state), secretHash(token), personId, work.now);
    const forge = visit === undefined ? undefined : await findForge(work.db, visit.forge);
    if (visit === undefined || forge === undefined || !forge.enabled) return undefined;
    const nobody = (reason: string): Returned => {
      work.log.warn('admission.forge_refused', { forge: forge.key, reason });
      return { visit, forge, account: undefined };
    };
    if (error !== undefined || code === undefined) return nobody(`answer_${(error ?? 'empty').slice(0, 60)}`);
    const [verifier, secret] = [work.secrets.open('admission.forge_visit', visit.sealedVerifier), work.secrets.open('admission.forge', forge.sealedSecret)];
    if (verifier === undefined || secret === undefined || secret === '') return nobody('sealed_with_another_key');
    const read = await readAccount(parts.outbound, forge, { code, verifier, secret, callback: forgeCallback(work, forge.key) });
    return read.ok ? { visit, forge, account: read.account } : nobody(read.reason);
  };
}

/** Writes down whose account that is: by the number that the forge gave. An account serves one person (H4). */
export async function finishForgeVisit(work: Work, _input: unknown, returned: Returned | undefined): Promise<Outcome<z.input<typeof forgeVisitFinishedSchema>>> {
  const personId = browserOwner(work);
  if (personId === undefined || returned === undefined || returned.visit.personId !== personId) return refuse('wrong_code');
  const { visit, forge, account } = returned;
  const result = account === undefined ? 'refused' : await prove(work, personId, forge, account);
  await noteForgeResult(work.db, visit.id, result);
  return done({ result, forge: forge.key, to: visit.returnTo });
}

async function prove(work: Work, personId: string, forge: KeptForge, { id, login }: ForgeAccount): Promise<'proven' | 'taken' | 'refused'> {
  const read = accountOf(forge.kind, id);
  if (!read.ok) return 'refused';
  const result = await proveIdentity(work, personId, { ...read.account, issuer: placeOfForge(forge), typed: `${login} (${id})`.slice(0, 300) }, 'oauth');
  if (result === 'taken') return 'taken';
  if (result === 'proven') await work.audit({ subjectKind: 'person', subjectKey: personId, before: null, after: { account: forge.kind, forge: forge.key } });
  return 'proven';
}

/** What came of the visit of this browser, and what had been typed before it. */
export async function readForgeVisit(work: Work, { token }: z.output<typeof byTokenSchema>): Promise<Outcome<z.input<typeof forgeVisitSchema>>> {
  const personId = browserOwner(work);
  const visit = personId === undefined ? undefined : await findForgeVisit(work.db, secretHash(token), personId, work.now);
  const forge = visit === undefined ? undefined : await findForge(work.db, visit.forge);
  if (visit === undefined || forge === undefined) return refuse('not_found');
  const text = work.secrets.open('admission.forge_kept', visit.sealedKept);
  const kept = text === undefined ? {} : keptSchema.parse(JSON.parse(text));
  return done({ forge: forge.key, name: inLanguage(forge.name, work.language), kept, ...(visit.result === null ? {} : { result: visit.result }) });
}
