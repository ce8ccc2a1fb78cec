import type { PersonalData } from '../platform/index.ts';

/** The seats that persons hold and held. */
export const groupsPersonalData: PersonalData = {
  area: 'groups',
  gather: async () => ({}),
  erase: async () => undefined,
  move: async () => ({}),
  moveBack: async () => undefined,
};
