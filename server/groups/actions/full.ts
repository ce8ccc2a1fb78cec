import { whyNoNext } from '../rules/opening.ts';
import { fullTold, setFullTold } from '../store/fleets.ts';
import { keysOfGroups } from '../store/groups.ts';
import { placed, takesPeople, type LockedFleet, type SeatWork } from './locked-fleet.ts';

/**
 * Said once, when the last seat for everyone is gone and nothing will open by itself: people wait until somebody widens the fleet. A seat that
 * comes free and goes to the next who waits changes nothing about that; it is said again when the fleet holds more or fewer, or after it took
 * people with nobody waiting (`forgetFull`). [000]
 */
export async function tellFull(work: SeatWork, locked: LockedFleet): Promise<void> {
  const reason = whyNoNext(locked.groups, locked.settings.maximumGroups, (await keysOfGroups(work.db, locked.key)).described);
  if (reason === undefined) return;
  const holds = locked.groups.reduce((sum, { state, lines }) => sum + (state === 'active' ? lines.freeze : 0), 0);
  const state = `${reason} ${holds}`;
  if ((await fullTold(work.db, locked.key)) === state) return;
  await setFullTold(work.db, locked.key, state);
  await work.publish({ name: 'fleet.full', subject: locked.key, data: { ...placed(locked.key), reason } });
}

/** Everybody who waited was offered a seat: a fleet that takes people now is full no more. Under its lock. */
export async function forgetFull({ db }: Pick<SeatWork, 'db'>, locked: LockedFleet): Promise<void> {
  if (takesPeople(locked)) await setFullTold(db, locked.key, null);
}
