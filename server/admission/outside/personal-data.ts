import type { PersonalData } from '../../platform/index.ts';
import { eraseOutside, gatherOutside, moveOutside, moveOutsideBack } from './store/personal-data.ts';

/** What is kept of a person on the way to an application: visits to forges, confirmations on their device, codes that were mailed. */
export const outsidePersonalData: PersonalData = {
  area: 'admission_proofs',
  gather: (db, personId) => gatherOutside(db, personId),
  erase: (db, personId) => eraseOutside(db, personId),
  move: moveOutside,
  moveBack: moveOutsideBack,
};
