import { noWords, type PersonalData } from '../platform/index.ts';
import { forgetInImports } from '../platform/sheets/index.ts';
import { forgetHolder, gatherEntitlements, moveEntitlements, moveEntitlementsBack } from './store/personal.ts';

/** What persons are entitled to, and the lines of imported tables that name them. */
export const servicesPersonalData: PersonalData = {
  area: 'entitlements',
  gather: async (db, personId) => ({ entitlements: await gatherEntitlements(db, personId) }),
  async erase(db, personId, { now, words = noWords }) {
    await forgetHolder(db, personId, now);
    await forgetInImports(db, words.own);
  },
  move: moveEntitlements,
  moveBack: moveEntitlementsBack,
};
