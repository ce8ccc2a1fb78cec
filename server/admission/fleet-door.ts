import { liveStates } from '../../common/contract/admission.ts';
import type { FleetFollower, GroupsPorts } from '../groups/index.ts';
import { moveBansOfFleet } from './store/bans.ts';
import { countWaiting, endTwiceApplied, giveToFleet } from './store/fleet-door.ts';

/** How many wait for a fleet, and what goes along with it. Rows that name a fleet follow a new key by themselves; bans name it in their list. */
export const admissionOfFleets: Pick<GroupsPorts, 'waiting'> & { follower: FleetFollower } = {
  waiting: countWaiting,
  follower: {
    renamed: ({ db }, from, to) => moveBansOfFleet(db, from, to),
    async merged({ db, now, publish }, from, to) {
      // Who applied to both has one application left: the one that is further, else the earlier.
      for (const { id } of await endTwiceApplied(db, from, to, liveStates, now)) {
        await publish({ name: 'application.withdrawn', subject: id, data: { fleet: to, scope: { kind: 'fleet', key: to } } });
      }
      await giveToFleet(db, from, to);
      await moveBansOfFleet(db, from, to);
    },
  },
};
