import type { z } from 'zod';
import type { accountSchema, addressSchema, byIdSchema, changeAccountSchema, enterCodeSchema, sessionsSchema } from '../../../common/contract/sign-in.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import type { ProductParts } from '../../parts.ts';
import { endSessionOf, endSessionsOf, findPerson, giveUpIdentity, grantsOf, identitiesOf, listSessions, mailboxOf, renameSelf, sessionEnd, standingOf } from '../../people/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { SentCode } from '../store/codes.ts';
import { listProviders } from '../store/providers.ts';
import { shownByCode, takeCode } from './codes.ts';
import { notifyChange } from './notify.ts';
import { proveAddress } from './prove-address.ts';
import { sessionActor } from './renew.ts';
import { readAddress, sendCode, type Reader } from './send-code.ts';

/** Who somebody is here: name, accounts, roles. */
export function readAccountWith(parts: ProductParts) {
  return async (work: Work): Promise<Outcome<z.input<typeof accountSchema>>> => {
    if (work.actor.kind !== 'person') return refuse('not_found');
    const person = await findPerson(work.db, work.actor.id);
    if (person === undefined) return refuse('not_found');
    const [identities, grants, providers] = await Promise.all([identitiesOf(work.db, person.id), grantsOf(work.db, person.id), listProviders(work.db)]);
    const products = parts.reader.current().centre?.products ?? [];
    const issuerName = (kind: string, issuer: string) =>
      inLanguage(kind === 'oidc' ? providers.find((provider) => provider.issuer === issuer)?.name : products.find((product) => product.key === issuer)?.name, work.language);
    return done({
      id: person.id,
      name: person.name,
      language: person.language === 'en' ? 'en' : 'zh-CN',
      identities: identities.slice(0, 200).map(({ id, kind, issuer, typed, provenAt, provenHow }) => {
        const named = issuerName(kind, issuer);
        return { id, kind, issuer, typed, ...(named === undefined ? {} : { issuerName: named }), ...(provenAt === undefined ? {} : { provenAt: provenAt.toISOString() }), ...(provenHow === undefined ? {} : { provenHow }) };
      }),
      grants,
    });
  };
}

export async function changeAccount(work: Work, input: z.output<typeof changeAccountSchema>): Promise<Outcome<{ name: string }>> {
  const actor = sessionActor(work);
  if (actor === undefined) return refuse('not_found');
  const renamed = await renameSelf(work, actor.id, input);
  return renamed.ok ? done({ name: input.name }) : renamed;
}

/** Sends a code to an address that somebody wants to have, or says to have already. */
export async function requestProof(work: Work, input: z.output<typeof addressSchema>, reader: Reader): Promise<Outcome<{ token: string }>> {
  const actor = sessionActor(work);
  if (actor === undefined) return refuse('not_found');
  const sentTo = readAddress(input);
  return sentTo.ok ? sendCode(work, { purpose: 'prove', sentTo: sentTo.value, personId: actor.id, returnTo: '', reader }) : sentTo;
}

/** The address is theirs from now on: they can sign in with it. Nobody else's proven address can be taken (D1). */
export async function proveOwnAddress(work: Work, input: z.output<typeof enterCodeSchema>, sent: SentCode | undefined): Promise<Outcome<{ typed: string; to: string }>> {
  const actor = sessionActor(work);
  const taken = await takeCode(work, input, sent?.personId === actor?.id ? sent : undefined);
  if (!taken.ok || actor === undefined) return taken.ok ? refuse('not_found') : taken;
  const { kind, typed, canonical, returnTo } = taken.value;
  const result = await proveAddress(work, actor.id, { kind, issuer: '', typed, canonical }, shownByCode[kind].how);
  if (result === 'taken') return refuse('address_taken');
  if (result === 'proven') {
    await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: { name: actor.name, account: kind, proven: false }, after: { name: actor.name, account: kind, proven: true } });
    await notifyChange(work, actor.id, { what: 'address_added', item: typed });
  }
  return done({ typed, to: returnTo });
}

/** Gives up one of one's own accounts, but not the last by which one can sign in. */
export async function removeOwnIdentity({ canSignIn }: Pick<ProductParts, 'canSignIn'>, work: Work, { id }: z.output<typeof byIdSchema>): Promise<Outcome<{ id: string }>> {
  const actor = sessionActor(work);
  if (actor === undefined) return refuse('not_found');
  const given = await giveUpIdentity(canSignIn, work, actor.id, id);
  if (!given.ok) return given;
  const removed = given.value;
  await work.audit({ subjectKind: 'person', subjectKey: actor.id, before: { name: actor.name, account: removed.kind }, after: { name: actor.name } });
  await notifyChange(work, actor.id, { what: 'address_removed', item: removed.typed }, removed.kind === 'email' && removed.provenAt !== undefined ? (mailboxOf(removed.typed) ?? removed.typed) : undefined);
  return done({ id });
}

export async function listOwnSessions(work: Work): Promise<Outcome<z.input<typeof sessionsSchema>>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const { id, via } = work.actor;
  const staff = ((await standingOf(work.db, id))?.grants.length ?? 0) > 0;
  const sessions = (await listSessions(work.db, id, work.now)).map((session) => ({ session, end: sessionEnd({ ...session, staff }) })).filter(({ end }) => end > work.now);
  return done({
    items: sessions.slice(0, 100).map(({ session, end }) => ({
      id: session.id, current: via.kind === 'session' && via.id === session.id, device: session.device.slice(0, 300), network: session.network.slice(0, 60), method: session.method,
      secondFactor: session.secondFactor, begunAt: session.createdAt.toISOString(), seenAt: session.seenAt.toISOString(), endsAt: end.toISOString(),
    })),
  });
}

/** Ends one of one's own sessions, everywhere at once. */
export async function endOwnSession(work: Work, { id }: z.output<typeof byIdSchema>): Promise<Outcome<{ id: string }>> {
  if (work.actor.kind !== 'person' || !(await endSessionOf(work.db, work.actor.id, id, work.now))) return refuse('not_found');
  await work.publish({ name: 'people.sessions_ended', subject: work.actor.id });
  return done({ id });
}

export async function endOtherSessions(work: Work): Promise<Outcome<{ ended: number }>> {
  const actor = sessionActor(work);
  if (actor === undefined) return refuse('not_found');
  return done({ ended: await endSessionsOf(work, actor.id, { except: actor.via.id }) });
}
