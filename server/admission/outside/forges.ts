import type { z } from 'zod';
import { translator } from '../../../common/i18n/messages.ts';
import { forgeDefaults, type forgeByKeySchema, type forgeSchema, type forgesSchema, type forgeTriedSchema, type ownForgesSchema, type PutForge, type tryForgeSchema } from '../../../common/contract/forges.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { admissionOutsideMessages } from '../../../common/locales/admission-outside/index.ts';
import type { ProductParts } from '../../parts.ts';
import { identitiesOf } from '../../people/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { provenAccounts } from './ask-contributor.ts';
import { readRepository } from './forge-api.ts';
import { findForge, insertForge, listForges, setForgeDeleted, updateForge, type KeptForge } from './store/forges.ts';

type Shown = z.input<typeof forgeSchema>;

/** The redirect address that operators register with a forge. */
export function forgeCallback({ publicAddress }: Pick<Work, 'publicAddress'>, key: string): string {
  return `${publicAddress}/forge/${key}/callback`;
}

function shown(work: Work, { sealedSecret: _secret, sealedToken, ...forge }: KeptForge): Shown {
  return { ...forge, hasApiToken: sealedToken !== undefined, callback: forgeCallback(work, forge.key) };
}

/** What the history keeps of a forge. */
function recorded({ sealedSecret: _secret, sealedToken, revision: _revision, ...forge }: Omit<KeptForge, 'revision'> & { revision?: number }): object {
  return { ...forge, apiToken: sealedToken !== undefined };
}

export async function showForges(work: Work): Promise<Outcome<z.input<typeof forgesSchema>>> {
  return done({ items: (await listForges(work.db)).map((forge) => shown(work, forge)) });
}

/** Makes or changes a forge. */
export async function putForge(work: Work, input: PutForge): Promise<Outcome<Shown>> {
  const { clientSecret, apiToken, withoutApiToken, revision, ...rest } = input;
  const before = await findForge(work.db, input.key);
  const usual = forgeDefaults[rest.kind];
  const given = (text: string | undefined, other: string) => (text === undefined || text === '' ? other : text.replace(/\/$/, ''));
  const places = { webUrl: given(rest.webUrl, usual.webUrl), authorizeUrl: given(rest.authorizeUrl, usual.authorizeUrl), tokenUrl: given(rest.tokenUrl, usual.tokenUrl), apiUrl: given(rest.apiUrl, usual.apiUrl) };
  // A secret goes only where it was given for: at another place it would be told to somebody else, and accounts there are other people's.
  const moved = before === undefined || before.kind !== rest.kind || before.tokenUrl !== places.tokenUrl || before.apiUrl !== places.apiUrl;
  if (moved && clientSecret === undefined) return refuse('invalid_input', { fields: [{ path: 'clientSecret', code: 'required' }] });
  const sealedSecret = clientSecret === undefined ? (before?.sealedSecret ?? '') : work.secrets.seal('admission.forge', clientSecret);
  const keptToken = moved || withoutApiToken ? undefined : before?.sealedToken;
  const sealedToken = apiToken === undefined ? keptToken : work.secrets.seal('admission.forge_token', apiToken);
  const forge = { key: rest.key, kind: rest.kind, name: rest.name, ...places, scopes: rest.scopes ?? usual.scopes, clientId: rest.clientId, enabled: rest.enabled, sealedSecret, sealedToken };
  const others = (await listForges(work.db)).filter(({ key, kind }) => key !== forge.key && kind === forge.kind);
  if (others.length > 0) return refuse('invalid_input', { fields: [{ path: 'kind', code: 'forge_kind_taken' }] });
  if (revision === 0) {
    if (!(await insertForge(work.db, forge, work.now))) return refuse('already_exists');
  } else if ((await updateForge(work.db, forge, revision)) === undefined) return refuse(before === undefined ? 'not_found' : 'stale_revision');
  await work.audit({ subjectKind: 'forge', subjectKey: forge.key, before: before === undefined ? null : recorded(before), after: { ...recorded(forge), ...(clientSecret === undefined ? {} : { newSecret: true }) } });
  await work.publish({ name: 'forge.changed', subject: forge.key });
  return done(shown(work, { ...forge, revision: revision + 1 }));
}

export async function deleteForge(work: Work, { key }: z.output<typeof forgeByKeySchema>): Promise<Outcome<{ key: string }>> {
  const before = await findForge(work.db, key);
  if (before === undefined || !(await setForgeDeleted(work.db, key, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'forge', subjectKey: key, before: recorded(before), after: null });
  await work.publish({ name: 'forge.changed', subject: key });
  return done({ key });
}

export async function restoreForge(work: Work, { key }: z.output<typeof forgeByKeySchema>): Promise<Outcome<Shown>> {
  if (!(await setForgeDeleted(work.db, key, null))) return refuse('not_found');
  const forge = await findForge(work.db, key);
  if (forge === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'forge', subjectKey: key, before: null, after: recorded(forge) });
  await work.publish({ name: 'forge.changed', subject: key });
  return done(shown(work, forge));
}

/** Reads one repository at the forge, as a check of a pull request would, and explains what is wrong. */
export function tryForgeWith(parts: Pick<ProductParts, 'outbound' | 'secrets'>) {
  return async (work: Work, { key, repository }: z.output<typeof tryForgeSchema>): Promise<z.input<typeof forgeTriedSchema> | undefined> => {
    const forge = await findForge(work.db, key);
    if (forge === undefined) return undefined;
    const t = translator(admissionOutsideMessages, work.language);
    const opens = work.secrets.open('admission.forge', forge.sealedSecret) !== undefined;
    const reason = opens ? await readRepository(parts.outbound, work.secrets, forge, repository) : 'secret_lost';
    return { works: reason === 'works', reason, explanation: t(`forge_reason_${reason}`, { repository, api: forge.apiUrl }) };
  };
}

/** Where whoever is signed in can prove an account, and what they have proven. */
export async function showOwnForges(work: Work): Promise<Outcome<z.input<typeof ownForgesSchema>>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const identities = await identitiesOf(work.db, work.actor.id);
  const forges = (await listForges(work.db)).filter(({ enabled }) => enabled);
  return done({
    items: forges.map((forge) => {
      const { key, kind, name } = forge;
      const [account] = provenAccounts(identities, forge);
      return { key, kind, name: inLanguage(name, work.language), ...(account === undefined ? {} : { account: account.typed }) };
    }),
  });
}
