import { groupName } from '../../common/group-name.ts';
import type { Language } from '../../common/contract/text.ts';
import { fleetRows, groupsOfFleet } from '../groups/index.ts';
import type { Database } from '../platform/index.ts';

/** What the groups of these fleets are called, by id. */
export async function groupNames(db: Database, fleets: readonly string[], language: Language): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { settings } of await fleetRows(db, [...new Set(fleets)])) {
    const groups = await groupsOfFleet(db, settings, 'all');
    const living = groups.filter(({ state }) => state === 'active' || state === 'preparing');
    for (const { id, entry, position } of groups) names.set(id, groupName(settings, entry, position, living.length <= 1 && groups.length === 1, language));
  }
  return names;
}
