import { sql } from 'kysely';
import type { GroupEntry, GroupSize, Intake } from '../../../common/contract/fleet.ts';
import { compiledOnce, gramsOf, newId, type Database } from '../../platform/index.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import { linesOf, sizeOf, type Lines } from '../rules/lines.ts';
import { groups, type DescribedFleet, type GroupState } from '../schema.ts';

const columns = [
  'id', 'fleet', 'key', 'position', 'entry', 'state', 'held', 'intake', 'frozen', 'members', 'others', 'reserved', 'ordinary',
  'reserve_contributor', 'reserve_invited', 'reserve_returning', 'reserve_staff', 'observed_at', 'created_at', 'revision', 'certified', 'idle_told_at',
] as const;

/** A group with what only people look at. `revision`: counts what was described or set by hand, not who comes and goes. */
export type GroupRow = GroupFacts & { fleet: string; observedAt: Date | null; createdAt: Date; revision: number; /** When it was last said that little is said here. */ idleToldAt: Date | null };

const selected = (db: Database) => groups(db).selectFrom('fleet_group').select(columns);
type Row = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>;

function toFacts(fleet: DescribedFleet, row: Row, lines = linesBySize(fleet)): GroupRow {
  const { id, key, position, entry, state, held, intake, frozen, members, others, reserved, ordinary } = row;
  return {
    id, key, position, entry, state, held, intake, frozen, members, others, reserved, ordinary,
    reserve: { contributor: row.reserve_contributor, invited: row.reserve_invited, returning: row.reserve_returning, staff: row.reserve_staff },
    lines: lines(sizeOf(fleet, entry), row.certified), certified: row.certified,
    fleet: row.fleet, observedAt: row.observed_at, createdAt: row.created_at, revision: Number(row.revision), idleToldAt: row.idle_told_at,
  };
}

/** The groups of a fleet that live, in their order; with `all`, those too that ended. */
export async function groupsOfFleet(db: Database, fleet: DescribedFleet, which: 'living' | 'all' = 'living'): Promise<GroupRow[]> {
  const rows = which === 'living' ? await livingGroups(db, fleet.key) : await selected(db).where('fleet', '=', fleet.key).orderBy('position').execute();
  const lines = linesBySize(fleet);
  return rows.map((row) => toFacts(fleet, row, lines));
}

/** Asked under the lock of the fleet by everyone who joins: written out once. */
const livingGroups = compiledOnce((db, fleet: string) => selected(db).where('fleet', '=', fleet).where(sql<boolean>`state in ('preparing', 'active')`).orderBy('position'));

/** The groups of a fleet are of few sizes, and there may be hundreds of them. */
function linesBySize(fleet: DescribedFleet): (size: GroupSize, certified: boolean) => Lines {
  const known = new Map<string, Lines>();
  return (size, certified) => {
    const lines = known.get(`${size} ${certified}`) ?? linesOf(fleet, size, certified);
    known.set(`${size} ${certified}`, lines);
    return lines;
  };
}

/** The groups of many fleets at once, in their order; those that were dissolved only with `all`. */
export async function groupsOfFleets(db: Database, fleets: readonly DescribedFleet[], which: 'described' | 'all' = 'described'): Promise<Map<string, GroupRow[]>> {
  if (fleets.length === 0) return new Map();
  const byKey = new Map(fleets.map((fleet) => [fleet.key, fleet]));
  const rows = await selected(db).where('fleet', 'in', [...byKey.keys()]).$if(which === 'described', (query) => query.where('state', '<>', 'dissolved')).orderBy('fleet').orderBy('position').execute();
  const found = new Map<string, GroupRow[]>(fleets.map(({ key }) => [key, []]));
  for (const row of rows) {
    const fleet = byKey.get(row.fleet);
    if (fleet !== undefined) found.get(row.fleet)?.push(toFacts(fleet, row));
  }
  return found;
}

/** The fleet to which a group belongs. */
export async function fleetOfGroup(db: Database, id: string): Promise<string | undefined> {
  return (await groups(db).selectFrom('fleet_group').select('fleet').where('id', '=', id).executeTakeFirst())?.fleet;
}

/** The fleet to which each of many groups belongs, by the group's id; who does not exist is left out. */
export async function fleetsOfGroups(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await groups(db).selectFrom('fleet_group').select(['id', 'fleet']).where('id', 'in', [...new Set(ids)]).execute();
  return new Map(rows.map(({ id, fleet }) => [id, fleet]));
}

/** The keys that groups of a fleet have or had, and how many of them are described still. */
export async function keysOfGroups(db: Database, fleet: string): Promise<{ used: string[]; described: number }> {
  const rows = await groups(db).selectFrom('fleet_group').select(['key', 'state']).where('fleet', '=', fleet).execute();
  return { used: rows.map(({ key }) => key), described: rows.filter(({ state }) => state !== 'dissolved').length };
}

export type NewGroup = { fleet: DescribedFleet; entry: GroupEntry; position: number; state: GroupState; held: GroupFacts['held']; words: string };

export async function insertGroup(db: Database, { fleet, entry, position, state, held, words }: NewGroup, now: Date): Promise<GroupRow> {
  const row = await groups(db).insertInto('fleet_group').values({
    id: newId(now), fleet: fleet.key, key: entry.key, position, entry: JSON.stringify(entry), number: entry.number ?? null, grams: gramsOf([words]), state, held,
    observed: null, observed_at: null, created_at: now, activated_at: state === 'active' ? now : null, ended_at: null,
  }).returning(columns).executeTakeFirstOrThrow();
  return toFacts(fleet, row);
}

/** Writes what a group is described as, and by which words it is found. */
export async function describeGroup(db: Database, id: string, entry: GroupEntry, words: string, held: GroupFacts['held']): Promise<void> {
  await groups(db).updateTable('fleet_group').set({ entry: JSON.stringify(entry), number: entry.number ?? null, grams: gramsOf([words]), held, revision: sql`revision + 1` }).where('id', '=', id).execute();
}

export async function setIntake(db: Database, id: string, intake: Intake, frozen: boolean): Promise<void> {
  await groups(db).updateTable('fleet_group').set({ intake, frozen }).where('id', '=', id).execute();
}

export async function setState(db: Database, id: string, state: GroupState, now: Date): Promise<void> {
  await groups(db).updateTable('fleet_group')
    .set({ state, revision: sql`revision + 1`, ...(state === 'active' ? { activated_at: sql`coalesce(activated_at, ${now})`, ended_at: null } : state === 'preparing' ? {} : { ended_at: now }) })
    .where('id', '=', id)
    .execute();
}

/** A group that was restored is judged from that day on: what was said of its quiet before is forgotten. [003] */
export async function beginAnew(db: Database, id: string, now: Date): Promise<void> {
  await groups(db).updateTable('fleet_group').set({ activated_at: now, idle_told_at: null }).where('id', '=', id).execute();
}

export async function setCertified(db: Database, id: string, certified: boolean): Promise<void> {
  await groups(db).updateTable('fleet_group').set({ certified }).where('id', '=', id).execute();
}

/** The fleets in which a group lives that exists by a certificate, in the order in which their locks are taken. */
export async function fleetsWithSuperGroups(db: Database): Promise<string[]> {
  const { rows } = await sql<{ fleet: string }>`
    select distinct g.fleet from fleet_group g join fleet f on f.key = g.fleet
    where f.removed_at is null and g.state in ('preparing', 'active') and (g.certified or coalesce(g.entry->>'size', f.settings->>'size') = 'super')`.execute(db);
  return rows.map(({ fleet }) => fleet).toSorted();
}

/** Heads that were counted there: whom the centre did not let in is what is left. */
export async function setCount(db: Database, id: string, { observed, others }: { observed: number; others: number }, now: Date): Promise<void> {
  await groups(db).updateTable('fleet_group').set({ observed, observed_at: now, others, count_reminded_at: null }).where('id', '=', id).execute();
}

/** Puts a group at another fleet's end of the line, under another key. */
export async function moveGroup(db: Database, id: string, to: { fleet: string; key: string; position: number; entry: GroupEntry; words: string }): Promise<void> {
  await groups(db).updateTable('fleet_group').set({ fleet: to.fleet, key: to.key, position: to.position, entry: JSON.stringify(to.entry), grams: gramsOf([to.words]), revision: sql`revision + 1` }).where('id', '=', id).execute();
  await groups(db).updateTable('seat').set({ fleet: to.fleet }).where('group_id', '=', id).execute();
  await groups(db).updateTable('group_history').set({ fleet: to.fleet }).where('group_id', '=', id).execute();
}
