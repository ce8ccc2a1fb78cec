import { isDeepStrictEqual } from 'node:util';
import { sectionLimit, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import type { Fleet } from '../../../common/contract/fleet.ts';
import type { Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { withFleetRenamed } from '../rules/rename-reference.ts';
import { findEntry, putEntries, restoreEntry } from '../store/entries.ts';
import { beginChange, finishChange } from './change.ts';
import { mostAliases, type MovedFleet } from './move-fleet.ts';

export type FleetParting = {
  from: string;
  to: string;
  moved: MovedFleet;
  /** What goes back along; runs when nothing stands in the way. Answers what both fleets are described as from now on. */
  carry(from: Fleet, into: Fleet): Promise<{ from: Fleet; into: Fleet }>;
};

/** `taken`: another fleet has the key now. `changed`: an entry that named the fleet was edited since, and would lose that. */
export type Parted = 'parted' | 'gone' | 'taken' | { changed: { section: SectionName; key: string } };

/**
 * A fleet that went into another one is described by itself again, and whatever named it names it again. Where the other fleet was changed since,
 * that stays. Nothing is written unless it can be done whole.
 */
export async function partFleets(work: Work, keeper: CentreKeeper, { from, to, moved, carry }: FleetParting): Promise<Parted> {
  const change = await beginChange(work, keeper);
  const { centre, revision } = change;
  const into = centre?.fleets.find(({ key }) => key === to);
  const deleted = await findEntry(work.db, 'fleets', from);
  if (centre === null || into === undefined || deleted === undefined || moved.into === undefined || centre.fleets.length >= sectionLimit) return 'gone';
  if (deleted.deletedAt === undefined) return 'taken';
  for (const { section, after } of moved.references) {
    const now: SectionEntry | undefined = centre[section].find(({ key }) => key === after.key);
    if (!isDeepStrictEqual(now, after)) return { changed: { section, key: after.key } };
  }
  const carried = await carry(deleted.entry, into);
  await restoreEntry(work.db, 'fleets', from, revision, work.now);
  for (const { section, before } of moved.references) await putEntries(work.db, section, [before], revision, work.now);
  await putEntries(work.db, 'fleets', [carried.from, withoutTraces(carried.into, moved.into, carried.from)], revision, work.now);
  await finishChange(work, keeper, change, { section: 'fleets', key: from });
  return 'parted';
}

/** The other fleet without what came of the one that leaves: its old names, and what the policy lost when both were one. */
function withoutTraces(into: Fleet, before: Fleet, from: Fleet): Fleet {
  const theirs = new Set([from.key, ...(from.aliases ?? [])]);
  const { aliases: now = [], admission, ...rest } = into;
  // Names beyond the number that is kept were let go by the merge.
  const aliases = [...new Set(now.length < mostAliases ? now : [...(before.aliases ?? []), ...now])].filter((alias) => !theirs.has(alias));
  const policy = isDeepStrictEqual(admission, withFleetRenamed('fleets', before, from.key, into.key).admission) ? before.admission : admission;
  return { ...rest, ...(policy === undefined ? {} : { admission: policy }), ...(aliases.length === 0 && before.aliases === undefined ? {} : { aliases }) };
}
