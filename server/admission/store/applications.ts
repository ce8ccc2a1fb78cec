import { sql, type Selectable } from 'kysely';
import type { Answers, ApplicationState, Decision, Entrance, Finding } from '../../../common/contract/admission.ts';
import { liveStates } from '../../../common/contract/admission.ts';
import type { Admission } from '../../../common/contract/admission-policy.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import type { Language } from '../../../common/contract/text.ts';
import type { Database } from '../../platform/index.ts';
import type { Facts } from '../rules/facts.ts';
import { admission, type ApplicationTable } from '../schema.ts';

/** An application as it is kept. */
export type Application = {
  id: string; fleet: string; personId: string | undefined; emailTyped: string | undefined; emailCanonical: string | undefined; tokenHash: string;
  state: ApplicationState; entrance: Entrance; language: Language; invitationId: string | undefined; wantedGroup: string | undefined; answers: Answers;
  evidence: Record<string, unknown>; priority: Priority | undefined; place: number | undefined; groupId: string | undefined; seatId: string | undefined; offerUntil: Date | undefined;
  graceWindow: string | undefined; uidOwedUntil: Date | undefined; submittedAt: Date; verifiedAt: Date | undefined; decidedAt: Date | undefined; endedAt: Date | undefined; revision: number;
};

type Row = Selectable<ApplicationTable>;
const toApplication = (row: Row): Application => ({
  id: row.id, fleet: row.fleet, personId: row.person_id ?? undefined, emailTyped: row.email_typed ?? undefined, emailCanonical: row.email_canonical ?? undefined, tokenHash: row.token_hash,
  state: row.state, entrance: row.entrance, language: row.language, invitationId: row.invitation_id ?? undefined, wantedGroup: row.wanted_group ?? undefined, answers: row.answers,
  evidence: row.evidence, priority: row.priority ?? undefined, place: row.place === null ? undefined : Number(row.place), groupId: row.group_id ?? undefined, seatId: row.seat_id ?? undefined, offerUntil: row.offer_until ?? undefined,
  graceWindow: row.grace_window ?? undefined, uidOwedUntil: row.uid_owed_until ?? undefined, submittedAt: row.submitted_at, verifiedAt: row.verified_at ?? undefined, decidedAt: row.decided_at ?? undefined, endedAt: row.ended_at ?? undefined,
  revision: Number(row.revision),
});

const selected = (db: Database) => admission(db).selectFrom('application').selectAll();

export async function findApplication(db: Database, id: string): Promise<Application | undefined> {
  const row = await selected(db).where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toApplication(row);
}

export async function findApplicationByToken(db: Database, tokenHash: string): Promise<Application | undefined> {
  const row = await selected(db).where('token_hash', '=', tokenHash).where('erased_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toApplication(row);
}

/** Holds an application until the transaction ends. The caller holds its fleet: lock order fleet → group → application → person. */
export async function lockApplication(db: Database, id: string): Promise<Application | undefined> {
  const row = await selected(db).where('id', '=', id).where('erased_at', 'is', null).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toApplication(row);
}

/** A person's applications, the latest first; also those that wait for the proof of one of these addresses. */
export async function applicationsOf(db: Database, personId: string, provenEmails: readonly string[], limit: number): Promise<Application[]> {
  const rows = await selected(db)
    .where('erased_at', 'is', null)
    .where((where) => where.or([where('person_id', '=', personId), ...(provenEmails.length === 0 ? [] : [where.and([where('person_id', 'is', null), where('state', '=', 'awaiting_verification'), where('email_canonical', 'in', [...provenEmails])])])]))
    .orderBy('id', 'desc').limit(limit).execute();
  return rows.map(toApplication);
}

/** The latest application of a person that led to a seat in the fleet. */
export async function applicationOfSeat(db: Database, seatId: string): Promise<Application | undefined> {
  const row = await selected(db).where('seat_id', '=', seatId).where('erased_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toApplication(row);
}

export type NewApplication = Pick<Application, 'id' | 'fleet' | 'personId' | 'emailTyped' | 'emailCanonical' | 'tokenHash' | 'state' | 'entrance' | 'language' | 'invitationId' | 'wantedGroup' | 'answers' | 'submittedAt'> & Partial<ApplicationChange>;
/** What a decision changes on an application. */
export type ApplicationChange = {
  personId: string | undefined; state: ApplicationState; answers: Answers; priority: Priority | undefined; place: number | undefined; groupId: string | undefined; seatId: string | undefined; offerUntil: Date | undefined; graceWindow: string | undefined;
  uidOwedUntil: Date | undefined; verifiedAt: Date | undefined; decidedAt: Date | undefined; endedAt: Date | undefined; evidence: Record<string, unknown>;
};
export type NewDecision = { id: string; at: Date; by: string | undefined; decision: Decision; findings: readonly Finding[]; facts: Facts | Record<string, never>; policy: Admission; rules: number; template?: string | undefined; reason?: string | undefined; counted: boolean };

export async function insertApplication(db: Database, made: NewApplication): Promise<void> {
  await admission(db).insertInto('application').values(valuesOf(made)).execute();
}

function valuesOf(made: NewApplication) {
  return {
    id: made.id, fleet: made.fleet, person_id: made.personId ?? null, email_typed: made.emailTyped ?? null, email_canonical: made.emailCanonical ?? null, token_hash: made.tokenHash, state: made.state, entrance: made.entrance, language: made.language,
    invitation_id: made.invitationId ?? null, wanted_group: made.wantedGroup ?? null, answers: JSON.stringify(made.answers), evidence: JSON.stringify(made.evidence ?? {}), priority: made.priority ?? null, place: made.place ?? null, group_id: made.groupId ?? null, seat_id: made.seatId ?? null,
    offer_until: made.offerUntil ?? null, claimed_by: null, claimed_until: null, grace_window: made.graceWindow ?? null, uid_owed_until: made.uidOwedUntil ?? null, submitted_at: made.submittedAt, verified_at: made.verifiedAt ?? null, decided_at: made.decidedAt ?? null, ended_at: made.endedAt ?? null,
  };
}

/** Writes an application and the decision about it in one statement: the fleet's lock is held meanwhile. */
export async function insertDecided(db: Database, made: NewApplication, decision: NewDecision): Promise<void> {
  await admission(db)
    .with('made', (inner) => inner.insertInto('application').values(valuesOf(made)).returning('id'))
    .insertInto('application_decision')
    .values(({ selectFrom }) => ({ ...decisionValues(decision), application_id: selectFrom('made').select('id') }))
    .execute();
}

function decisionValues({ id, at, by, decision, findings, facts, policy, rules, template, reason, counted }: NewDecision) {
  return { id, at, by_person: by ?? null, decision, findings: JSON.stringify(findings), facts: JSON.stringify(facts), policy: JSON.stringify(policy), rules, template: template ?? null, reason: reason ?? null, counted };
}

export async function insertDecision(db: Database, applicationId: string, decision: NewDecision): Promise<void> {
  await admission(db).insertInto('application_decision').values({ ...decisionValues(decision), application_id: applicationId }).execute();
}

/** Changes what is named; a key that is given as undefined is emptied. */
export async function changeApplication(db: Database, id: string, change: Partial<ApplicationChange>): Promise<void> {
  const names = { personId: 'person_id', state: 'state', priority: 'priority', place: 'place', groupId: 'group_id', seatId: 'seat_id', offerUntil: 'offer_until', graceWindow: 'grace_window', uidOwedUntil: 'uid_owed_until', verifiedAt: 'verified_at', decidedAt: 'decided_at', endedAt: 'ended_at' } as const;
  const set = Object.fromEntries(Object.entries(names).flatMap(([name, column]) => (name in change ? [[column, change[name as keyof typeof names] ?? null]] : [])));
  const texts = { ...(change.answers === undefined ? {} : { answers: JSON.stringify(change.answers) }), ...(change.evidence === undefined ? {} : { evidence: JSON.stringify(change.evidence) }) };
  await admission(db).updateTable('application').set({ ...set, ...texts, claimed_by: null, claimed_until: null }).set({ revision: sql`revision + 1` }).where('id', '=', id).execute();
}

/** The next place on the waitlist. The caller holds the fleet. */
export async function nextPlace(db: Database, fleet: string): Promise<number> {
  const row = await admission(db).selectFrom('application').select(sql<string>`coalesce(max(place), 0) + 1`.as('place')).where('fleet', '=', fleet).where('state', '=', 'waitlisted').executeTakeFirst();
  return Number(row?.place ?? 1);
}

/** Those who wait and have no offer yet, in their order. */
export async function waitingInOrder(db: Database, fleet: string, limit: number): Promise<Application[]> {
  const rows = await selected(db).where('fleet', '=', fleet).where('state', '=', 'waitlisted').where('offer_until', 'is', null).where('erased_at', 'is', null).orderBy('place').orderBy('id').limit(limit).execute();
  return rows.map(toApplication);
}

/** Place among those who wait without an offer, from 1. */
export async function positionOf(db: Database, { fleet, place }: Pick<Application, 'fleet' | 'place'>): Promise<number> {
  const row = await admission(db).selectFrom('application').select(sql<number>`count(*)::int`.as('count')).where('fleet', '=', fleet).where('state', '=', 'waitlisted').where('offer_until', 'is', null).where('place', '<=', String(place ?? 0)).executeTakeFirst();
  return Math.max(1, row?.count ?? 1);
}

/** Fleets in which somebody waits without an offer. */
export async function fleetsWithWaiting(db: Database): Promise<string[]> {
  const rows = await admission(db).selectFrom('application').select('fleet').distinct().where('state', '=', 'waitlisted').where('offer_until', 'is', null).orderBy('fleet').execute();
  return rows.map(({ fleet }) => fleet);
}

/** A person's applications to these fleets for which a seat is held: approved and not taken up, or offered from the waitlist. */
export async function heldApplicationsOf(db: Database, personId: string, fleets: readonly string[]): Promise<Application[]> {
  if (fleets.length === 0) return [];
  const rows = await selected(db).where('person_id', '=', personId).where('fleet', 'in', [...fleets]).where('seat_id', 'is not', null).where('state', 'in', ['approved', 'waitlisted']).where('erased_at', 'is', null).orderBy('id').execute();
  return rows.map(toApplication);
}

/** Begun without an account and never proven. */
export async function unverifiedBefore(db: Database, before: Date, limit: number): Promise<Application[]> {
  const rows = await selected(db).where('state', '=', 'awaiting_verification').where('submitted_at', '<', before).orderBy('submitted_at').limit(limit).execute();
  return rows.map(toApplication);
}

/** When somebody was reminded of the form that was sent back to them. */
export function remindedAt({ evidence }: Pick<Application, 'evidence'>): Date | undefined {
  const at = evidence['correctionRemindedAt'];
  return typeof at === 'string' ? new Date(at) : undefined;
}

/** Forms that were sent back, of whose applicants nobody has heard since: to be reminded, or whose time is over. */
export async function unmended(db: Database, { remindBefore, remindedBefore, sentBefore }: { remindBefore: Date; remindedBefore: Date; sentBefore: Date }, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select id, submitted_at, evidence ->> 'correctionRemindedAt' as reminded,
      coalesce((select at from application_decision where application_id = application.id and undone_at is null order by id desc limit 1), submitted_at) as sent_back
      from application where state = 'awaiting_correction' and erased_at is null and submitted_at <= ${remindBefore}) as waiting
    where case when reminded is null then sent_back <= ${remindBefore} else sent_back <= ${sentBefore} and reminded::timestamptz <= ${remindedBefore} end
    order by submitted_at limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Applications to these fleets that are under way. */
export async function livingIn(db: Database, fleets: readonly string[], limit: number): Promise<string[]> {
  if (fleets.length === 0) return [];
  const rows = await admission(db).selectFrom('application').select('id').where('fleet', 'in', [...fleets]).where('state', 'in', [...liveStates]).where('erased_at', 'is', null).orderBy('id').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Who owes a UID in this fleet, the oldest debt first, after a moment and an id; or only of these seats. */
export async function owedUidsIn(db: Database, { fleet, seats, after }: { fleet: string; seats: readonly string[] | undefined; after: { until: string; id: string } | undefined }, limit: number): Promise<Application[]> {
  const rows = await selected(db).where('uid_owed_until', 'is not', null).where('fleet', '=', fleet).where('state', 'in', ['approved', 'joined']).where('seat_id', 'is not', null).where('ended_at', 'is', null).where('erased_at', 'is', null)
    .$if(seats !== undefined, (query) => query.where(sql<boolean>`seat_id = any (${seats ?? []}::uuid[])`))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(uid_owed_until, id) > (${after?.until ?? ''}::timestamptz, ${after?.id ?? ''}::uuid)`))
    .orderBy('uid_owed_until').orderBy('id').limit(limit).execute();
  return rows.map(toApplication);
}

/** Members who still owe a UID after their time, of whom nobody was told yet; not while the product still cannot be reached. */
export async function overdueUids(db: Database, now: Date, limit: number): Promise<Application[]> {
  const rows = await selected(db).where('uid_owed_until', '<=', now).where('state', 'in', ['approved', 'joined']).where('ended_at', 'is', null).where('erased_at', 'is', null).where(sql<boolean>`not evidence ? 'uidOverdueAt' and not exists (select from outage_window where outage_window.id = application.grace_window and least(until_at, ends_by) > ${now})`).orderBy('uid_owed_until').limit(limit).execute();
  return rows.map(toApplication);
}

export { liveStates };
