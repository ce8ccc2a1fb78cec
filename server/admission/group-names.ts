import type { Language } from '../../common/contract/text.ts';
import { fleetRows, groupsOfFleet, nameOfGroup } from '../groups/index.ts';
import type { Database } from '../platform/index.ts';

/** What the groups of these fleets are called, by id. */
export async function groupNames(db: Database, fleets: readonly string[], language: Language): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const fleet of await fleetRows(db, [...new Set(fleets)])) {
    const groups = await groupsOfFleet(db, fleet.settings, 'all');
    for (const group of groups) names.set(group.id, nameOfGroup(fleet, group, groups, language));
  }
  return names;
}
