import type { CentreKeeper } from '../../centre/index.ts';
import type { Database, DomainEvent } from '../../platform/index.ts';
import { decideIntake } from '../rules/intake.ts';
import { landingOf, type Asked, type Landing } from '../rules/landing.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import type { DescribedFleet } from '../schema.ts';
import { lockFleetRow, type FleetRow } from '../store/fleets.ts';
import { groupsOfFleet } from '../store/groups.ts';

/** What writing about seats needs: an operation's `Work`, or a job's step with its time. */
export type SeatWork = { db: Database; now: Date; publish(...events: DomainEvent[]): Promise<void>; afterCommit?(run: () => void): void };

/**
 * A fleet under its lock, with its groups as they stand; the facts follow what is done with them in this transaction. `tookPeople`: an ordinary
 * applicant could have been given a seat when the lock was taken.
 */
export type LockedFleet = { key: string; settings: DescribedFleet; nextPosition: number; removed: boolean; groups: GroupFacts[]; tookPeople: boolean; /** Who shows the described centre, to which a group that is opened here is added. */ keeper: CentreKeeper | undefined; /** The revision of the change of the centre of which this is a part. */ revision?: number };

/** Takes the fleet's lock; undefined for a fleet that never was. Everything that gives or takes a seat begins here. */
export async function lockFleet(db: Database, key: string, keeper?: CentreKeeper): Promise<LockedFleet | undefined> {
  const row = await lockFleetRow(db, key);
  return row === undefined ? undefined : withGroups(db, row, keeper);
}

export async function withGroups(db: Database, row: FleetRow, keeper: CentreKeeper | undefined): Promise<LockedFleet> {
  const groups = await groupsOfFleet(db, row.settings);
  const locked: LockedFleet = { ...row, groups, tookPeople: false, keeper };
  locked.tookPeople = takesPeople(locked);
  return locked;
}

type Standing = Pick<LockedFleet, 'settings' | 'groups' | 'removed'>;

/** Where the next seat of this kind would be. */
export function landing(fleet: Standing, asked: Asked): Landing {
  return landings(fleet, [asked])[0] ?? { group: undefined, reason: 'no_group' };
}

/** The same for several ways of asking at the same moment, in their order. */
export function landings({ settings, groups, removed }: Standing, asked: readonly Asked[]): Landing[] {
  if (removed) return asked.map(() => ({ group: undefined, reason: 'no_group' }));
  // What a group takes follows from its heads at this moment, not from what was last written down.
  const standing = groups.map((group) => ({ ...group, intake: decideIntake(group).intake }));
  return asked.map((one): Landing => {
    const found = landingOf(standing, settings.strategy ?? 'newest', one);
    const group = found.group === undefined ? undefined : groups.find(({ id }) => id === found.group?.id);
    if (found.group === undefined) return found;
    return group === undefined ? { group: undefined, reason: 'no_group' } : { group, fromReserve: found.fromReserve };
  });
}

/**
 * Where somebody is who is in a group there already, as far as it is known: in the one that is named, else in the first that has heads whom the
 * centre does not know. Their head is counted, so that it does not matter what the group takes. Undefined where nothing was counted.
 */
export function landingOfCounted({ groups }: Pick<Standing, 'groups'>, wanted: string | undefined): Landing | undefined {
  const counted = groups.filter(({ state, others }) => state === 'active' && others > 0).toSorted((one, other) => one.position - other.position);
  const group = wanted === undefined ? counted[0] : counted.find(({ key }) => key === wanted);
  return group === undefined ? undefined : { group, fromReserve: false };
}

export function takesPeople(locked: Standing): boolean {
  return landing(locked, { kind: 'ordinary' }).group !== undefined;
}

/** The place of an event: a fleet. */
export function placed(fleet: string): { fleet: string; scope: { kind: 'fleet'; key: string } } {
  return { fleet, scope: { kind: 'fleet', key: fleet } };
}
