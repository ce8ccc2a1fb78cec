import { sql } from 'kysely';
import { liveStates } from '../../../common/contract/admission.ts';
import { doublesOf } from '../../groups/index.ts';
import { mentions, redactor, type Database, type MovedRows, type PersonWords } from '../../platform/index.ts';
import { admission } from '../schema.ts';

/** Of bars and strikes only what stood in the way, as on the status page: what was found about accounts that somebody only claimed is about whoever has them. */
const ownFindings = sql`(select coalesce(jsonb_agg(finding order by place), '[]') from jsonb_array_elements(d.findings) with ordinality as found (finding, place) where finding ->> 'check' not in ('banned', 'strikes') or finding ->> 'verdict' = 'wrong')`;

/** What somebody applied for, what was found and decided, and what they did as a moderator; never hashes. */
export async function gatherApplications(db: Database, person: string): Promise<Record<string, object[]>> {
  const many = async (query: ReturnType<typeof sql<object>>) => (await query.execute(db)).rows;
  return {
    applications: await many(sql<object>`
      select a.id, a.fleet, a.state, a.entrance, a.email_typed as email, a.answers, a.submitted_at as "submittedAt", a.verified_at as "verifiedAt", a.decided_at as "decidedAt", a.ended_at as "endedAt",
        (select coalesce(jsonb_agg(jsonb_build_object('at', d.at, 'decision', d.decision, 'findings', ${ownFindings}, 'reason', d.reason, 'counted', d.counted, 'undone', d.undone_at is not null) order by d.id), '[]') from application_decision as d where d.application_id = a.id) as decisions
      from application as a where a.person_id = ${person} and a.erased_at is null order by a.id limit 1000`),
    strikes: await many(sql<object>`select fleet, at, lifted_at as "liftedAt", lifted_reason as "liftedReason" from strike where person_id = ${person} order by id limit 1000`),
    bans: await many(sql<object>`select reason, created_at as "createdAt", until, lifted_at as "liftedAt" from ban where person_id = ${person} order by id limit 1000`),
    appeals: await many(sql<object>`select appeal.text, appeal.at, appeal.state, appeal.answer from appeal join application on application.id = appeal.application_id where application.person_id = ${person} order by appeal.id limit 1000`),
    invitationsUsed: await many(sql<object>`select fleet, invitation_use.at from invitation_use join invitation on invitation.id = invitation_use.invitation_id where invitation_use.person_id = ${person} order by invitation_use.at limit 1000`),
    invitationsMade: await many(sql<object>`select fleet, account_typed as "account", note, created_at as "createdAt", expires_at as "expiresAt" from invitation where created_by = ${person} order by id limit 1000`),
    broughtInByLists: await many(sql<object>`select fleet, account_kind as kind, account_typed as account, note, at from imported_member where person_id = ${person} order by at limit 1000`),
    decisionsMade: await many(sql<object>`select at, decision, reason from application_decision where by_person = ${person} order by id limit 1000`),
  };
}

/** Lists on which a person may be barred, with the fleet by whose policy it is judged, how many strikes count, and until when a ban holds. */
export async function barsOf(db: Database, person: string, now: Date): Promise<{ list: string; fleet: string | null; strikes: number; banned: boolean; until: Date | null }[]> {
  const { rows } = await sql<{ list: string; fleet: string | null; strikes: number; banned: boolean; until: Date | null }>`
    select list, max(fleet) as fleet, count(*)::int as strikes, false as banned, null::timestamptz as until from strike where person_id = ${person} and lifted_at is null group by list
    union all
    select list, null, 0, true, case when bool_or(until is null) then null else max(until) end from ban where person_id = ${person} and lifted_at is null and (until is null or until > ${now}) group by list`.execute(db);
  return rows.map((row) => ({ ...row, until: row.until === null ? null : new Date(row.until) }));
}

/** What there is of a person becomes nameless: that somebody applied, and what came of it, stays as a fact. Accounts by which strikes were found go. */
export async function forgetApplicant(db: Database, person: string, { now, addresses, words }: { now: Date; addresses: readonly string[]; words: PersonWords }): Promise<void> {
  const own = sql`(person_id = ${person} or (person_id is null and email_canonical = any (${[...addresses]}::text[])))`;
  await sql`update application_decision set facts = '{}', reason = null, erased_at = coalesce(erased_at, ${now}),
      findings = coalesce((select jsonb_agg(finding - 'parameters') from jsonb_array_elements(findings) as finding), '[]')
    where application_id in (select id from application where ${own})`.execute(db);
  await sql`update appeal set text = '', answer = null where application_id in (select id from application where ${own})`.execute(db);
  await sql`delete from imported_member where person_id = ${person} or application_id in (select id from application where ${own})`.execute(db);
  await sql`update application set state = case when state in (${sql.join([...liveStates])}) then 'withdrawn' else state end, ended_at = coalesce(ended_at, ${now}), erased_at = coalesce(erased_at, ${now}),
      person_id = null, email_typed = null, email_canonical = null, answers = '{}', evidence = '{}', place = null, offer_until = null, uid_owed_until = null, token_hash = 'erased:' || id
    where ${own}`.execute(db);
  await sql`delete from strike_identity where strike_id in (select id from strike where person_id = ${person})`.execute(db);
  await sql`update strike set person_id = null, lifted_reason = null where person_id = ${person}`.execute(db);
  await sql`delete from ban_identity where ban_id in (select id from ban where person_id = ${person})`.execute(db);
  await sql`update ban set person_id = null, reason = '', lifted_reason = null, lifted_at = coalesce(lifted_at, ${now}) where person_id = ${person}`.execute(db);
  await sql`update invitation_use set person_id = null where person_id = ${person}`.execute(db);
  await sql`update invitation set account_kind = null, account_canonical = null, account_typed = null, account_issuer = '', uses_left = 0 where account_kind = 'email' and account_canonical = any (${[...addresses]}::text[])`.execute(db);
  await forgetModerator(db, person);
  await redactTexts(db, words);
}

/** What somebody did for others stays, without who they were. */
async function forgetModerator(db: Database, person: string): Promise<void> {
  for (const [table, column] of [['application', 'claimed_by'], ['application_decision', 'by_person'], ['strike', 'lifted_by'], ['ban', 'created_by'], ['ban', 'lifted_by'], ['appeal', 'handled_by'], ['invitation', 'created_by']] as const) {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = null where ${sql.ref(column)} = ${person}`.execute(db);
  }
}

/** Texts about others that name the person keep everything but the name. */
async function redactTexts(db: Database, { own }: PersonWords): Promise<void> {
  const redact = redactor(own);
  for (const [table, key, column] of [['application_decision', 'id', 'reason'], ['appeal', 'id', 'text'], ['appeal', 'id', 'answer'], ['ban', 'id', 'reason'], ['ban', 'id', 'lifted_reason'], ['strike', 'id', 'lifted_reason'], ['invitation', 'id', 'note'], ['invitation', 'id', 'account_typed'], ['imported_member', 'application_id', 'note']] as const) {
    const { rows } = await sql<{ key: string; text: string }>`select ${sql.ref(key)} as key, ${sql.ref(column)} as text from ${sql.table(table)} where ${mentions(sql.ref(column), own)}`.execute(db);
    for (const { key: id, text } of rows) {
      const cleared = redact.text(text);
      if (cleared !== text) await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${cleared} where ${sql.ref(key)} = ${id}`.execute(db);
    }
  }
  const { rows } = await sql<{ id: string; answers: object }>`select id, answers from application where ${mentions(sql`answers::text`, own)}`.execute(db);
  for (const { id, answers } of rows) {
    const cleared = redact.json(answers);
    if (cleared !== answers) await sql`update application set answers = ${JSON.stringify(cleared)} where id = ${id}`.execute(db);
  }
}

/** An application that ended because two entries became one, as it stood before, and its revision afterwards. */
type Ended = { id: string; state: string; place: string | null; offerUntil: Date | string | null; revision: string };

const moving = ['application', 'strike', 'ban'] as const;

/**
 * Two entries are one human: applications, strikes and bans go over, so that strikes of both count. Of their live ones in a fleet one stays, as one
 * person has one: that whose seat stays as their seats do, else the one that is further. It ends where the other entry is in a group that lives,
 * unless it asks for a seat that one has beside. How it stood is kept, as text, so that it can go on when the merge is undone.
 */
export async function moveApplicant(db: Database, from: string, to: string, { now }: { now: Date }): Promise<MovedRows> {
  // Groups move theirs afterwards, and their seats end later by this same answer.
  const seatsGone = (await doublesOf(db, to, from)).map(({ end }) => end);
  const { rows: ended } = await sql<Ended>`
    with living as (select id, fleet, person_id, state, priority, answers, place, offer_until, seat_id, seat_id = any (${seatsGone}::uuid[]) as gone, exists (select from seat where seat.id = application.seat_id and seat.state = 'reserved') as held
      from application where person_id in (${from}, ${to}) and state in (${sql.join([...liveStates])})),
    ranked as (select living.*, row_number() over (partition by fleet order by coalesce(gone, false), not held, array_position(array['approved', 'waitlisted', 'in_review', 'awaiting_correction', 'awaiting_verification'], state), seat_id nulls last, place nulls last, id) as nth from living),
    ending as (select id, state as "wasState", place as "wasPlace", offer_until as "wasOffered" from ranked where nth > 1 or gone
      or (not held and (state = 'waitlisted' or not (coalesce(priority, '') in ('contributor', 'staff') or answers ? 'pullRequest'))
        and exists (select from seat join fleet_group on fleet_group.id = seat.group_id where seat.fleet = ranked.fleet and seat.person_id in (${from}, ${to}) and seat.person_id <> ranked.person_id and seat.state = 'member' and fleet_group.state in ('preparing', 'active'))))
    update application set state = 'withdrawn', ended_at = ${now}, place = null, offer_until = null, revision = revision + 1 from ending where application.id = ending.id
    returning application.id, "wasState" as state, "wasPlace"::text as place, "wasOffered" as "offerUntil", revision::text`.execute(db);
  const moved: Record<string, string[]> = { application_ended: ended.map((one) => JSON.stringify(one)) };
  for (const table of moving) moved[table] = (await admission(db).updateTable(table).set({ person_id: to }).where('person_id', '=', from).returning('id').execute()).map(({ id }) => id);
  moved['invitation_use'] = (await admission(db).updateTable('invitation_use').set({ person_id: to }).where('person_id', '=', from).returning('application_id').execute()).map((row) => row.application_id);
  moved['imported_member'] = (await admission(db).updateTable('imported_member').set({ person_id: to }).where('person_id', '=', from).returning('application_id').execute()).map((row) => row.application_id);
  moved['application_decision'] = (await admission(db).updateTable('application_decision').set({ by_person: to }).where('by_person', '=', from).returning('id').execute()).map(({ id }) => id);
  moved['invitation'] = (await admission(db).updateTable('invitation').set({ created_by: to }).where('created_by', '=', from).returning('id').execute()).map(({ id }) => id);
  return moved;
}

export async function moveApplicantBack(db: Database, moved: MovedRows, from: string): Promise<void> {
  const of = (name: string) => [...(moved[name] ?? [])];
  for (const table of moving) if (of(table).length > 0) await admission(db).updateTable(table).set({ person_id: from }).where('id', 'in', of(table)).execute();
  for (const table of ['invitation_use', 'imported_member'] as const) if (of(table).length > 0) await admission(db).updateTable(table).set({ person_id: from }).where('application_id', 'in', of(table)).execute();
  if (of('application_decision').length > 0) await admission(db).updateTable('application_decision').set({ by_person: from }).where('id', 'in', of('application_decision')).execute();
  if (of('invitation').length > 0) await admission(db).updateTable('invitation').set({ created_by: from }).where('id', 'in', of('invitation')).execute();
  for (const text of of('application_ended')) await goOn(db, JSON.parse(text) as Ended);
}

/** The application goes on as it stood, unless something was done with it since, or whoever it belongs to has begun another in its fleet. */
async function goOn(db: Database, { id, state, place, offerUntil, revision }: Ended): Promise<void> {
  await sql`
    update application set state = ${state}, ended_at = null, place = ${place}::bigint, offer_until = ${offerUntil}::timestamptz, revision = revision + 1
    where id = ${id} and state = 'withdrawn' and revision = ${revision}::bigint
      and not exists (select from application as other where other.fleet = application.fleet and other.person_id = application.person_id and other.state in (${sql.join([...liveStates])}))`.execute(db);
}

/** Applications that ended before `before` lose what was written in them; those without a strike and a seat go entirely. */
export async function cleanApplications(db: Database, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from application where ended_at < ${before} and state <> 'awaiting_verification' and not exists (select from strike where strike.application_id = application.id)
    order by ended_at limit ${limit}`.execute(db);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    await sql`delete from uid_request where application_id = any (${ids}::uuid[])`.execute(db);
    for (const table of ['appeal', 'application_decision', 'invitation_use', 'imported_member'] as const) await admission(db).deleteFrom(table).where('application_id', 'in', ids).execute();
    await admission(db).deleteFrom('application').where('id', 'in', ids).execute();
  }
  return ids.length;
}

/** Bans that ended, by their own end or since they were lifted. */
export async function cleanBans(db: Database, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from ban where coalesce(lifted_at, until) < ${before} limit ${limit}`.execute(db);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    await admission(db).deleteFrom('ban_identity').where('ban_id', 'in', ids).execute();
    await admission(db).deleteFrom('ban').where('id', 'in', ids).execute();
  }
  return ids.length;
}
