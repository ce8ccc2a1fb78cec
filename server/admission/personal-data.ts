import type { PersonalData } from '../platform/index.ts';

/** What persons applied for, and what came of it. */
export const admissionPersonalData: PersonalData = {
  area: 'admission',
  gather: async () => ({}),
  erase: async () => undefined,
  move: async () => ({}),
  moveBack: async () => undefined,
};
