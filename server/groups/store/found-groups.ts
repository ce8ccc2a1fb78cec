import { sql } from 'kysely';
import type { GroupEntry, Intake } from '../../../common/contract/fleet.ts';
import { namedBeside } from '../../../common/group-name.ts';
import { gramsToFind, searchText, type Database } from '../../platform/index.ts';
import { groups, type DescribedFleet } from '../schema.ts';

/** A public group that was found, with what its name follows from. */
export type FoundRow = { id: string; key: string; position: number; entry: GroupEntry; intake: Intake; state: 'active' | 'archived'; fleet: DescribedFleet; isOnly: boolean };

/** The keys of all fleets that are described. */
export async function fleetKeysOf(db: Database): Promise<string[]> {
  return (await groups(db).selectFrom('fleet').select('key').where('removed_at', 'is', null).orderBy('key').execute()).map(({ key }) => key);
}

/** Where a row stands in the order in which groups are found. */
export type FoundPlace = { other: number; archived: number; length: number; fleet: string; position: number };

/**
 * Public groups, archived ones too, by their whole number or by words of their names: private ones are not looked at, so that nothing about them
 * follows from what is found (C10). Names are compared by the caller; the grams only narrow down. First the one whose number it is, then groups
 * that live, then those with short names, of which what was asked is the larger part.
 */
export async function findPublicGroups(db: Database, wanted: string, after: FoundPlace | undefined, limit: number): Promise<(FoundRow & { place: FoundPlace })[]> {
  const grams = gramsToFind(wanted);
  const { rows } = await sql<Omit<FoundRow, 'fleet'> & { settings: DescribedFleet } & FoundPlace>`
    select * from (
      select g.id, g.key, g.position, g.entry, g.intake, g.state, f.settings, g.fleet,
        (g.number is distinct from ${searchText(wanted)})::int as other, (g.state = 'archived')::int as archived, cardinality(g.grams) / ${similarLength} as length,
        not exists (select from fleet_group s where s.fleet = g.fleet and s.id <> g.id and s.state = any (${[...namedBeside]}::text[])) as "isOnly"
      from fleet_group g join fleet f on f.key = g.fleet
      where f.removed_at is null and g.state in ('active', 'archived') and (g.number = ${searchText(wanted)} or g.grams @> ${grams}::text[])
        and coalesce((g.entry->>'public')::boolean, (f.settings->>'public')::boolean, true)) as found
    where ${after === undefined ? sql`true` : sql`(other, archived, length, fleet, position) > (${after.other}::int, ${after.archived}::int, ${after.length}::int, ${after.fleet}::text, ${after.position}::int)`}
    order by other, archived, length, fleet, position limit ${limit}`.execute(db);
  return rows.map(({ settings, other, archived, length, fleet, ...row }) => ({ ...row, fleet: settings, place: { other, archived, length, fleet, position: row.position } }));
}

/** Names that differ by fewer grams than this are equally long: groups of a fleet stay together. */
const similarLength = 12;
