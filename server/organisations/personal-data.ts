import { waitingOf } from '../people/index.ts';
import type { Database, PersonalData } from '../platform/index.ts';
import { forgetPerson, gatherPerson, moveMemberships, moveMembershipsBack, waitingFor } from './store/personal.ts';

const waiting = (db: Database, personId: string, purpose: 'tell' | 'erase') => waitingOf(db, personId, purpose, (proven) => waitingFor(db, personId, proven));

/** What organisations keep about persons: to what they belong, and who sent and checked certificates. */
export const organisationsPersonalData: PersonalData = {
  area: 'organisations',
  gather: async (db, personId) => ({ memberships: await gatherPerson(db, personId, await waiting(db, personId, 'tell')) }),
  erase: async (db, personId, { now }) => forgetPerson(db, personId, await waiting(db, personId, 'erase'), now),
  move: moveMemberships,
  moveBack: moveMembershipsBack,
};
