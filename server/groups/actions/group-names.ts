import type { Language } from '../../../common/contract/text.ts';
import type { Database } from '../../platform/index.ts';
import type { DescribedFleet } from '../schema.ts';
import { fleetRows } from '../store/fleets.ts';
import { fleetsOfGroups, groupsOfFleets } from '../store/groups.ts';
import { nameOf } from '../views.ts';

/** What every group of these fleets is called, also those that were dissolved, by id. */
export async function groupNames(db: Database, fleets: readonly string[], language: Language): Promise<Map<string, string>> {
  const rows = (await fleetRows(db, [...new Set(fleets)])) as { key: string; settings: DescribedFleet }[];
  const groups = await groupsOfFleets(db, rows.map(({ settings }) => settings), 'all');
  return new Map(rows.flatMap((fleet) => (groups.get(fleet.key) ?? []).map((group) => [group.id, nameOf(fleet, group, groups.get(fleet.key) ?? [], language)])));
}

/** What groups of any fleets are called, and of which fleet each is, by id; who does not exist is left out. */
export async function namedGroups(db: Database, ids: readonly string[], language: Language): Promise<Map<string, { name: string; fleet: string }>> {
  const fleets = await fleetsOfGroups(db, ids);
  const names = await groupNames(db, [...fleets.values()], language);
  return new Map([...fleets].map(([id, fleet]) => [id, { name: names.get(id) ?? '', fleet }]));
}
