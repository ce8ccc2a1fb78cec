import type { GroupEntry } from '../../common/contract/fleet.ts';
import { groupName } from '../../common/group-name.ts';
import { languages } from '../../common/contract/text.ts';
import type { DescribedFleet } from './schema.ts';

/** By which words a group is found: what it is called in both languages, its number and its handle. */
export function wordsOfGroup(fleet: DescribedFleet, entry: GroupEntry, position: number): string {
  const names = languages.flatMap((language) => [groupName(fleet, entry, position, false, language)]);
  return [...new Set([...names, entry.number ?? '', entry.handle ?? ''])].join(' ').slice(0, 400);
}
