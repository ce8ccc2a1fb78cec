import { sectionNames } from '../../../common/contract/centre.ts';
import type { Fleet } from '../../../common/contract/fleet.ts';
import type { Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { withFleetRenamed } from '../rules/rename-reference.ts';
import { deleteEntries, putEntries, renameEntry } from '../store/entries.ts';
import { beginChange, finishChange } from './change.ts';

/** As many earlier names as an entry keeps. */
const mostAliases = 20;

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
 * lead on. Answers false when there is no such fleet, or `decide` said so.
 */
export async function moveFleet(work: Work, keeper: CentreKeeper, { from, to, decide, carry }: FleetMove): Promise<boolean> {
  const change = await beginChange(work, keeper);
  const { centre, revision } = change;
  const fleet = centre?.fleets.find(({ key }) => key === from);
  const into = centre?.fleets.find(({ key }) => key === to);
  if (centre === null || fleet === undefined || !(await decide(fleet, into))) return false;
  const carried = await carry(fleet, into);
  const aliases = [...new Set([...(into?.aliases ?? []), ...(fleet.aliases ?? []), ...(carried.aliases ?? []), from])].filter((alias) => alias !== to).slice(-mostAliases);
  if (into === undefined) await renameEntry(work.db, 'fleets', from, to);
  else await deleteEntries(work.db, 'fleets', [from], revision, work.now);
  for (const section of sectionNames) {
    const changed = centre[section].flatMap((entry) => {
      if (section === 'fleets' && (entry.key === from || entry.key === to)) return [];
      const renamed = withFleetRenamed(section, entry, from, to);
      return renamed === entry ? [] : [renamed];
    });
    await putEntries(work.db, section, changed, revision, work.now);
  }
  await putEntries(work.db, 'fleets', [withFleetRenamed('fleets', { ...carried, key: to, aliases }, from, to)], revision, work.now);
  await finishChange(work, keeper, change, { section: 'fleets', key: to });
  return true;
}
