import { sectionNames, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import type { Fleet } from '../../../common/contract/fleet.ts';
import type { Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { withFleetRenamed } from '../rules/rename-reference.ts';
import { deleteEntries, putEntries, renameEntry } from '../store/entries.ts';
import { beginChange, finishChange } from './change.ts';

/** As many earlier names as an entry keeps. */
export const mostAliases = 20;

/** An entry of the centre as it stood before a change and after it. */
export type EntryChange = { section: SectionName; before: SectionEntry; after: SectionEntry };

/** What a fleet that went into another one leaves behind in the description: what is needed to part them again. */
export type MovedFleet = { /** The entries that named it. */ references: EntryChange[]; /** The other fleet as it was. */ into: Fleet | undefined };

export type FleetMove = {
  from: string;
  to: string;
  /** Looks, under the locks, at the fleet that moves and the one that is there under the new key. `false` leaves everything as it is. */
  decide(from: Fleet, into: Fleet | undefined): Promise<boolean>;
  /** What else goes along; runs when every reference has been written. Answers what the fleet is described as from now on. */
  carry(from: Fleet, into: Fleet | undefined): Promise<Fleet>;
};

/**
 * Lets a fleet go by another key, or into another fleet: every reference of the centre follows, and the old key becomes an alias, so that links
 * lead on. Answers undefined when there is no such fleet, or `decide` said no.
 */
export async function moveFleet(work: Work, keeper: CentreKeeper, { from, to, decide, carry }: FleetMove): Promise<MovedFleet | undefined> {
  const change = await beginChange(work, keeper);
  const { centre, revision } = change;
  const fleet = centre?.fleets.find(({ key }) => key === from);
  const into = centre?.fleets.find(({ key }) => key === to);
  if (centre === null || fleet === undefined || !(await decide(fleet, into))) return undefined;
  const carried = await carry(fleet, into);
  const aliases = [...new Set([...(into?.aliases ?? []), ...(fleet.aliases ?? []), ...(carried.aliases ?? []), from])].filter((alias) => alias !== to).slice(-mostAliases);
  if (into === undefined) await renameEntry(work.db, 'fleets', from, to);
  else await deleteEntries(work.db, 'fleets', [from], revision, work.now);
  const references: EntryChange[] = [];
  for (const section of sectionNames) {
    const changed = centre[section].flatMap((entry) => {
      if (section === 'fleets' && (entry.key === from || entry.key === to)) return [];
      const renamed = withFleetRenamed(section, entry, from, to);
      if (renamed === entry) return [];
      references.push({ section, before: entry, after: renamed });
      return [renamed];
    });
    await putEntries(work.db, section, changed, revision, work.now);
  }
  await putEntries(work.db, 'fleets', [withFleetRenamed('fleets', { ...carried, key: to, aliases }, from, to)], revision, work.now);
  await finishChange(work, keeper, change, { section: 'fleets', key: to });
  return { references, into };
}
