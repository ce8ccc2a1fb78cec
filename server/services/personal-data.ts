import { waitingOf } from '../people/index.ts';
import { noWords, type Database, type PersonalData } from '../platform/index.ts';
import { forgetInImports } from '../platform/sheets/index.ts';
import { forgetHolder, gatherEntitlements, moveEntitlements, moveEntitlementsBack, waitingFor } from './store/personal.ts';

const waiting = (db: Database, personId: string, purpose: 'tell' | 'erase') => waitingOf(db, personId, purpose, (proven) => waitingFor(db, personId, proven));

/** What persons are entitled to, and the lines of imported tables that name them. */
export const servicesPersonalData: PersonalData = {
  area: 'entitlements',
  gather: async (db, personId) => ({ entitlements: await gatherEntitlements(db, personId, await waiting(db, personId, 'tell')) }),
  async erase(db, personId, { now, words = noWords }) {
    await forgetHolder(db, personId, await waiting(db, personId, 'erase'), now);
    await forgetInImports(db, words.own);
  },
  move: moveEntitlements,
  moveBack: moveEntitlementsBack,
};
