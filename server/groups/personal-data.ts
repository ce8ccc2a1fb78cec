import { noWords, type PersonalData } from '../platform/index.ts';
import { fleetAhead, fleetsOfSeats } from './store/fleet-locks.ts';
import { forgetPerson, gatherSeats, moveSeats, moveSeatsBack } from './store/personal.ts';

/** The seats that persons hold and held. Seats that stand are ended afterwards, under the locks of their fleets (jobs.ts, subscriber.ts). */
export const groupsPersonalData: PersonalData = {
  area: 'groups',
  gather: async (db, personId) => ({ seats: await gatherSeats(db, personId) }),
  erase: (db, personId, { words = noWords }) => forgetPerson(db, personId, words),
  ahead: async (db, persons) => (await fleetsOfSeats(db, persons)).map(fleetAhead),
  move: moveSeats,
  moveBack: moveSeatsBack,
};
