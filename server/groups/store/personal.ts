import { sql } from 'kysely';
import { mentions, redactor, type Database, type MovedRows, type PersonWords } from '../../platform/index.ts';
import { groups } from '../schema.ts';
import { doublesOf, type DoubleSeats } from './doubles.ts';
import { forgetInMerges } from './fleet-merges.ts';

/** Every seat that a person has or had. */
export async function gatherSeats(db: Database, person: string): Promise<object[]> {
  const { rows } = await sql<object>`
    select seat.fleet, fleet_group.key as "group", seat.kind, seat.state, seat.entrance, seat.taken_at as "takenAt", seat.joined_at as "joinedAt", seat.ended_at as "endedAt", seat.ended_because as "endedBecause"
    from seat join fleet_group on fleet_group.id = seat.group_id where seat.person_id = ${person} order by seat.id`.execute(db);
  return rows;
}

/** What there is of the person becomes nameless: seats that ended stay as facts, those that stand are ended by the next job, and no word of theirs stays in a history. */
export async function forgetPerson(db: Database, person: string, words: PersonWords): Promise<void> {
  await groups(db).updateTable('seat').set({ person_id: null }).where('person_id', '=', person).execute();
  await groups(db).updateTable('group_history').set({ by_person: null }).where('by_person', '=', person).execute();
  await groups(db).updateTable('group_message_day').set({ entered_by: null }).where('entered_by', '=', person).execute();
  await forgetInMerges(db, person, words.own);
  if (words.own.length === 0) return;
  const redact = redactor(words.own);
  const noted = await groups(db).selectFrom('group_history').select(['id', sql<string>`facts ->> 'note'`.as('note')]).where(sql<boolean>`facts ? 'note'`).execute();
  for (const { id, note } of noted) {
    const cleared = redact.text(note);
    if (cleared !== note) await sql`update group_history set facts = jsonb_set(facts, '{note}', to_jsonb(${cleared}::text)) where id = ${id}`.execute(db);
  }
  await forgetInDescriptions(db, words.own);
}

/** What is described no more is no public text of the centre: no word of the person stays in it. What is described follows the centre. */
async function forgetInDescriptions(db: Database, own: readonly string[]): Promise<void> {
  const redact = redactor(own);
  const fleets = await groups(db).selectFrom('fleet').select(['key', 'settings']).where('removed_at', 'is not', null).where(mentions(sql`settings::text`, own)).execute();
  for (const { key, settings } of fleets) await groups(db).updateTable('fleet').set({ settings: JSON.stringify(redact.json(settings)) }).where('key', '=', key).execute();
  const gone = await groups(db).selectFrom('fleet_group').innerJoin('fleet', 'fleet.key', 'fleet_group.fleet').select(['fleet_group.id', 'fleet_group.entry'])
    .where((where) => where.or([where('fleet_group.state', '=', 'dissolved'), where('fleet.removed_at', 'is not', null)])).where(mentions(sql`fleet_group.entry::text`, own)).execute();
  for (const { id, entry } of gone) await groups(db).updateTable('fleet_group').set({ entry: JSON.stringify(redact.json(entry)) }).where('id', '=', id).execute();
}

/**
 * Gives a person's seats to another entry of the same human. Where both have one that the law lets only one have, theirs stays until the fleet's
 * lock can be taken: whoever merges holds the persons' locks already, which come after it. Both are kept in mind, as text, so that they can
 * stand again when the merge is undone.
 */
export async function moveSeats(db: Database, from: string, to: string): Promise<MovedRows> {
  const doubles = await doublesOf(db, to, from);
  await forgetInMerges(db, from);
  const clashes = doubles.map(({ gone }) => gone);
  const seats = await groups(db).updateTable('seat').set({ person_id: to }).where('person_id', '=', from).$if(clashes.length > 0, (query) => query.where('id', 'not in', clashes)).returning('id').execute();
  const history = await groups(db).updateTable('group_history').set({ by_person: to }).where('by_person', '=', from).returning('id').execute();
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const { rows: counted } = await sql<{ id: string }>`update group_message_day set entered_by = ${to} where entered_by = ${from} returning group_id || ' ' || day as id`.execute(db);
  return { seat: ids(seats), seat_ended: doubles.map(({ gone, kept, goneUntil, keptUntil }) => JSON.stringify({ gone, kept, goneUntil, keptUntil } satisfies DoubleSeats)), group_history: ids(history), group_message_day: ids(counted) };
}

/** Gives the seats back. Those that ended because both had one are given again under the locks of their fleets (subscriber.ts). */
export async function moveSeatsBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  const of = (name: string) => [...(moved[name] ?? [])];
  const stayed = doubleSeatsIn(moved).map(({ gone }) => gone);
  if (stayed.length > 0) await groups(db).updateTable('seat').set({ person_id: from }).where('id', 'in', stayed).where('person_id', '=', to).execute();
  if (of('seat').length > 0) await groups(db).updateTable('seat').set({ person_id: from }).where('id', 'in', of('seat')).execute();
  if (of('group_history').length > 0) await groups(db).updateTable('group_history').set({ by_person: from }).where('id', 'in', of('group_history')).execute();
  if (of('group_message_day').length > 0) await sql`update group_message_day set entered_by = ${from} where group_id || ' ' || day = any (${of('group_message_day')}::text[])`.execute(db);
}

/** What a merge kept in mind of seats of which only one may stand. */
export function doubleSeatsIn(moved: MovedRows): DoubleSeats[] {
  return (moved['seat_ended'] ?? []).map((text) => JSON.parse(text) as DoubleSeats);
}

export async function giveSeat(db: Database, seat: string, person: string): Promise<void> {
  await groups(db).updateTable('seat').set({ person_id: person }).where('id', '=', seat).execute();
}
