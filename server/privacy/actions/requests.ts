import type { z } from 'zod';
import type { erasurePreviewSchema, listRequestsSchema, ownPrivacySchema, PrivacyRequest, readExportSchema, requestsSchema } from '../../../common/contract/privacy.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { calendarDayOf } from '../../../common/i18n/times.ts';
import { privacyMailMessages } from '../../../common/locales/privacy-mail/index.ts';
import { countMentions } from '../../centre/index.ts';
import { accountOf, endSessionsOf, findOwner, findPerson, identitiesOf, isLastOperator, isOnlyOperatorIn, lockOperators, lockPerson, mailboxOf, shutPerson, type CanSignIn } from '../../people/index.ts';
import { done, may, pageFrom, readCursor, refuse, rowsToRead, type Database, type Outcome, type PersonalData, type Work } from '../../platform/index.ts';
import { madeFile, type FileAnswer } from '../../platform/files/index.ts';
import { knownBy } from '../known-by.ts';
import { listConsents, withdrawConsent } from '../store/consents.ts';
import { endRequest, findExport, findRequest, insertRequest, isErasureOpen, listRequestRows, listRequestsAbout, lockRequest, type StoredRequest } from '../store/requests.ts';
import { summarise } from './gather.ts';

/** How long a person can take back their own erasure. */
export const takeBackDays = 7;
const dayMilliseconds = 24 * 3600_000;
/** The job that goes through the requests whose time has come. */
export const requestsJob = 'handlePrivacyRequests';

type Erasable = 'yes' | 'last_operator' | 'already_asked';

async function erasable(db: Database, personId: string): Promise<Erasable> {
  if (await isErasureOpen(db, personId)) return 'already_asked';
  return (await isLastOperator(db, personId)) ? 'last_operator' : 'yes';
}

/** What is kept about who asks, in numbers; what they agreed to; what they asked for. */
export async function readOwnPrivacy(personalData: readonly PersonalData[], work: Work): Promise<Outcome<z.input<typeof ownPrivacySchema>>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const { id } = work.actor;
  const requests = await listRequestsAbout(work.db, id, 20);
  return done({
    kept: await summarise(personalData, work.db, id),
    consents: await listConsents(work.db, [id]),
    requests: await Promise.all(requests.map((request) => shown(work, request))),
    erasable: await erasable(work.db, id),
  });
}

/** Takes back an agreement; what was done while it held stays done. */
export async function withdraw(work: Work, { id }: { id: string }): Promise<Outcome<{ withdrawn: boolean }>> {
  if (work.actor.kind !== 'person' || !(await withdrawConsent(work.db, id, work.actor.id, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'privacy_consent', subjectKey: id, before: { accepted: true }, after: { accepted: false } });
  return done({ withdrawn: true });
}

/** Asks for an export of what is kept about a person. One that was asked for by the same person and is still to come is answered again. */
export async function requestExport(work: Work, personId: string): Promise<Outcome<PrivacyRequest>> {
  if (work.actor.kind !== 'person' || !(await isThere(work.db, personId))) return refuse('not_found');
  const by = work.actor.id;
  const open = (await listRequestsAbout(work.db, personId, 20)).find(({ kind, state, askedBy }) => kind === 'export' && askedBy === by && (state === 'waiting' || state === 'running'));
  if (open !== undefined) return done(await shown(work, open));
  return ask(work, { kind: 'export', personId, askedBy: by, dueAt: work.now });
}

/**
 * Asks for a person's erasure: by the person with seven days to take it back; by an operator at once, which shuts the person out in the same
 * moment. Refused for the last operator, and for the last who can sign in.
 */
export async function requestErasure(canSignIn: CanSignIn, work: Work, personId: string, when: 'later' | 'now'): Promise<Outcome<PrivacyRequest>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  // Two operators who erase each other at the same moment, or an erasure beside a role that is taken away, wait for each other.
  await lockOperators(work.db);
  const person = await lockPerson(work.db, personId);
  if (person === undefined || person.erased || person.mergedInto !== undefined) return refuse('not_found');
  const answer = await erasable(work.db, personId);
  if (answer === 'last_operator') return refuse('last_operator');
  if (await isOnlyOperatorIn(canSignIn, work, personId)) return refuse('no_operator_left');
  if (answer === 'already_asked' && when === 'later') return refuse('already_asked');
  if (answer === 'already_asked') await endOpenErasures(work, personId);
  const dueAt = when === 'now' ? work.now : new Date(work.now.getTime() + takeBackDays * dayMilliseconds);
  if (when === 'now') {
    await shutPerson(work.db, personId, work.now);
    await endSessionsOf(work, personId);
  } else await tellPerson(work, personId, dueAt);
  return ask(work, { kind: 'erasure', personId, askedBy: work.actor.id, dueAt });
}

/** An operator need not wait for the person's own seven days: the earlier request gives way to the new one, unless it runs already. */
async function endOpenErasures(work: Work, personId: string): Promise<void> {
  for (const { id, kind, state } of await listRequestsAbout(work.db, personId, 20)) {
    if (kind !== 'erasure' || state !== 'waiting') continue;
    await lockRequest(work.db, id);
    await endRequest(work.db, id, { state: 'taken_back' }, work.now);
  }
}

async function ask(work: Work, request: Parameters<typeof insertRequest>[1]): Promise<Outcome<PrivacyRequest>> {
  if (request.kind === 'erasure' && (await isErasureOpen(work.db, request.personId))) return refuse('already_asked');
  const id = await insertRequest(work.db, request, work.now);
  await work.audit({ subjectKind: 'person', subjectKey: request.personId, before: null, after: { privacyRequest: request.kind, dueAt: request.dueAt.toISOString() } });
  await work.publish({ name: 'privacy.requested', subject: request.personId, data: { request: id, kind: request.kind } });
  if (request.dueAt <= work.now) await work.enqueue(requestsJob, {}, { key: id });
  const stored = await findRequest(work.db, id);
  return stored === undefined ? refuse('not_found') : done(await shown(work, stored));
}

/** Takes back an erasure that still waits; by the person, or by an operator for them. */
export async function takeBack(work: Work, id: string): Promise<Outcome<PrivacyRequest>> {
  const request = await lockRequest(work.db, id);
  if (request === undefined || !mayHandle(work, request)) return refuse('not_found');
  if (request.state !== 'waiting') return refuse('too_late');
  await endRequest(work.db, id, { state: 'taken_back' }, work.now);
  await work.audit({ subjectKind: 'person', subjectKey: request.personId, before: { privacyRequest: request.kind }, after: { takenBack: true } });
  const after = await findRequest(work.db, id);
  return after === undefined ? refuse('not_found') : done(await shown(work, after));
}

function mayHandle(work: Work, { personId }: StoredRequest): boolean {
  return may(work.actor, 'privacy.handle') || (work.actor.kind === 'person' && work.actor.id === personId);
}

/** What would be deleted, and what would stay and why. */
export async function previewErasure(personalData: readonly PersonalData[], work: Work, personId: string): Promise<Outcome<z.input<typeof erasurePreviewSchema>>> {
  const person = await findPerson(work.db, personId);
  if (person === undefined || person.name === '' || person.mergedInto !== undefined) return refuse('not_found');
  const { words } = await knownBy(work.db, personId);
  const kept = await summarise(personalData, work.db, personId);
  const staying = new Set(['history', 'events']);
  const history = kept.filter(({ area }) => staying.has(area)).reduce((sum, { entries }) => sum + entries, 0);
  let barred = 0;
  for (const { barsKept } of personalData) barred += (await barsKept?.(work.db, personId, { now: work.now })) ?? 0;
  const stays = [
    { reason: 'history_without_name' as const, count: history },
    { reason: 'notice_records' as const, count: (await listConsents(work.db, [personId])).length },
    { reason: 'barred_identities' as const, count: barred },
    { reason: 'backups' as const, count: 1 },
    { reason: 'public_texts' as const, count: await countMentions(work.db, [...words.own, ...words.shared]) },
  ];
  return done({ personId, name: person.name, deleted: kept.filter(({ area, entries }) => entries > 0 && !staying.has(area)), stays: stays.filter((stay) => stay.count > 0), erasable: await erasable(work.db, personId) });
}

/** Every request, latest first, for operators. */
export async function listRequests(work: Work, { state, cursor, limit }: z.output<typeof listRequestsSchema>): Promise<Outcome<z.input<typeof requestsSchema>>> {
  const place = readCursor(cursor, 1);
  if (!place.ok) return place;
  const rows = await listRequestRows(work.db, state, place.value, rowsToRead(limit));
  const page = pageFrom(rows, limit, (request) => request, ({ id }) => [id]);
  return done({ ...page, items: await Promise.all(page.items.map((request) => shown(work, request))) });
}

/**
 * A finished export, for who asked for it and nobody else, with the right of this moment: a person for their own, an operator as long as they
 * are one (B8). The same address answers "not found" a moment after the right, the seven days or the person are gone.
 */
export async function readExport(work: Work, { id, format }: z.output<typeof readExportSchema>): Promise<Outcome<FileAnswer>> {
  const request = await findRequest(work.db, id);
  if (request === undefined || work.actor.kind !== 'person' || request.askedBy !== work.actor.id) return refuse('not_found');
  if (request.personId !== work.actor.id && !may(work.actor, 'privacy.handle')) return refuse('not_found');
  const bytes = await findExport(work.db, id, format, work.now);
  if (bytes === undefined) return refuse('not_found');
  return done(madeFile(`lichun-personal-data-${request.askedAt.slice(0, 10)}.${format}`, format === 'json' ? 'application/json' : 'text/html', bytes));
}

/** The person behind an address that they have proven; for operators who got a letter. */
export async function findForPrivacy(work: Work, address: string): Promise<Outcome<{ personId: string }>> {
  for (const kind of ['email', 'phone'] as const) {
    const read = accountOf(kind, address);
    const owner = read.ok ? await findOwner(work.db, read.account) : undefined;
    if (owner !== undefined) return done({ personId: owner.personId });
  }
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(address) && (await isThere(work.db, address))) return done({ personId: address });
  return refuse('not_found');
}

async function isThere(db: Database, personId: string): Promise<boolean> {
  const person = await findPerson(db, personId);
  return person !== undefined && person.name !== '' && person.mergedInto === undefined;
}

async function shown(work: Pick<Work, 'db' | 'actor'>, request: StoredRequest): Promise<PrivacyRequest> {
  const { askedBy, stepsDone, stepsAll, ...rest } = request;
  const person = await findPerson(work.db, request.personId);
  return {
    ...rest,
    ...(person === undefined || person.name === '' ? {} : { name: person.name }),
    byPerson: askedBy === request.personId,
    mine: work.actor.kind === 'person' && work.actor.id === askedBy,
    steps: { done: stepsDone.length, all: Math.max(stepsAll, stepsDone.length) },
  };
}

/** Tells the person by mail what is going to happen and how to take it back, at an address that is proven to be theirs. It is erased with everything else. */
async function tellPerson(work: Work, personId: string, dueAt: Date): Promise<void> {
  const person = await findPerson(work.db, personId);
  const proven = (await identitiesOf(work.db, personId)).find(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined);
  if (person === undefined || proven === undefined) return;
  const language = person.language === 'en' ? 'en' : 'zh-CN';
  const t = translator(privacyMailMessages, language);
  const address = `${work.publicAddress}/account/privacy`;
  await work.sendMail({
    kind: 'privacy.erasure_asked',
    to: { address: mailboxOf(proven.typed) ?? proven.typed, name: person.name },
    language,
    subject: t('erasure_subject'),
    text: [t('erasure_asked', { name: person.name, date: calendarDayOf(dueAt, work.timeZone, language) }), t('erasure_take_back'), address, t('erasure_not_you')].join('\n\n'),
    button: { label: t('erasure_button'), address },
  });
}
