import { sql } from 'kysely';
import type { GroupEntry, Intake } from '../../../common/contract/fleet.ts';
import { namedBeside } from '../../../common/group-name.ts';
import { gramsToFind, searchText, type Database } from '../../platform/index.ts';
import { groups, type DescribedFleet } from '../schema.ts';

/** A public group that was found, with what its name follows from. */
export type FoundRow = { id: string; key: string; position: number; entry: GroupEntry; intake: Intake; fleet: DescribedFleet; isOnly: boolean };

/** The keys of all fleets that are described. */
export async function fleetKeysOf(db: Database): Promise<string[]> {
  return (await groups(db).selectFrom('fleet').select('key').where('removed_at', 'is', null).orderBy('key').execute()).map(({ key }) => key);
}

/**
 * Public groups that live, by their whole number or by words of their names: private ones are not looked at, so that nothing about them follows
 * from what is found (C10). Names are compared by the caller; the grams only narrow down.
 */
export async function findPublicGroups(db: Database, wanted: string, most: number): Promise<FoundRow[]> {
  const grams = gramsToFind(wanted);
  const { rows } = await sql<{ id: string; key: string; position: number; entry: GroupEntry; intake: Intake; settings: DescribedFleet; isOnly: boolean }>`
    select g.id, g.key, g.position, g.entry, g.intake, f.settings,
      not exists (select from fleet_group s where s.fleet = g.fleet and s.id <> g.id and s.state = any (${[...namedBeside]}::text[])) as "isOnly"
    from fleet_group g join fleet f on f.key = g.fleet
    where f.removed_at is null and g.state = 'active' and (g.number = ${searchText(wanted)} or g.grams @> ${grams}::text[])
      and coalesce((g.entry->>'public')::boolean, (f.settings->>'public')::boolean, true)
    order by (g.number is not null and g.number = ${searchText(wanted)}) desc, g.fleet, g.position limit ${most}`.execute(db);
  return rows.map(({ settings, ...row }) => ({ ...row, fleet: settings }));
}
