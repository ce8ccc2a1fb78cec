import type { PersonalData } from '../platform/index.ts';
import { forgetPerson, gatherPerson, moveMemberships, moveMembershipsBack } from './store/personal.ts';

/** What organisations keep about persons: to what they belong, and who sent and checked certificates. */
export const organisationsPersonalData: PersonalData = {
  area: 'organisations',
  gather: async (db, personId) => ({ memberships: await gatherPerson(db, personId) }),
  erase: (db, personId, { now }) => forgetPerson(db, personId, now),
  move: moveMemberships,
  moveBack: moveMembershipsBack,
};
