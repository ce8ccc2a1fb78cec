import { liveStates } from '../../common/contract/admission.ts';
import { endSeat, findSeat, lockFleet, type FleetFollower, type GroupsPorts, type SeatWork } from '../groups/index.ts';
import { moveBansOfFleet } from './store/bans.ts';
import { countWaiting, endTwiceApplied, giveBackToFleet, giveToFleet, letStandAgain, type GivenToFleet, type TwiceApplied } from './store/fleet-door.ts';

/** What went over when two fleets became one: applications that ended by it, as they stood, and what belongs to the other fleet since. */
type Merged = { ended: TwiceApplied[]; given: GivenToFleet; bans: string[] };

/** What was held for an application that ended goes back; the conclusions are drawn when everything has gone over. */
async function release(work: SeatWork, id: string): Promise<void> {
  const seat = await findSeat(work.db, id);
  const locked = seat === undefined || seat.state === 'ended' ? undefined : await lockFleet(work.db, seat.fleet);
  if (seat !== undefined && locked !== undefined) await endSeat(work, { ...locked, removed: true }, seat, 'merged');
}

/** How many wait for a fleet, and what goes along with it. Rows that name a fleet follow a new key by themselves; bans name it in their list. */
export const admissionOfFleets: Pick<GroupsPorts, 'waiting'> & { follower: FleetFollower } = {
  waiting: countWaiting,
  follower: {
    name: 'admission',
    renamed: async ({ db }, from, to) => void (await moveBansOfFleet(db, from, to)),
    async merged({ db, now, publish }, from, to) {
      // Who applied to both has one application left: the one whose seat stands, else the one that is further, else the earlier.
      const ended = await endTwiceApplied(db, from, to, liveStates, now);
      for (const { id, seat } of ended) {
        await publish({ name: 'application.withdrawn', subject: id, data: { fleet: to, scope: { kind: 'fleet', key: to } } });
        if (typeof seat === 'string') await release({ db, now, publish }, seat);
      }
      return { ended, given: await giveToFleet(db, from, to), bans: await moveBansOfFleet(db, from, to) } satisfies Merged;
    },
    async parted({ db, publish }, { from, into, mergedAt, moved, groups, seats }) {
      const { ended, given, bans } = moved as Merged;
      await giveBackToFleet(db, { from, into, given, groups });
      await moveBansOfFleet(db, into, from, bans);
      for (const { id, fleet } of await letStandAgain(db, { ended, mergedAt, live: liveStates, seats })) {
        await publish({ name: 'application.restored', subject: id, data: { fleet, scope: { kind: 'fleet', key: fleet } } });
      }
    },
  },
};
