import { identitiesOf } from '../people/index.ts';
import type { PersonalData } from '../platform/index.ts';
import { eraseWays, gatherWays, moveWays, moveWaysBack } from './store/personal-data.ts';

/** What signing in keeps of a person: the ways in which they show who they are, never what shows it. Erased before people forgets the addresses. */
export const signInPersonalData: PersonalData = {
  area: 'sign_in',
  gather: gatherWays,
  erase: async (db, personId) => eraseWays(db, personId, (await identitiesOf(db, personId)).map(({ canonical }) => canonical)),
  move: moveWays,
  moveBack: moveWaysBack,
};
