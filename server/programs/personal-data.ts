import type { PersonalData } from '../platform/index.ts';
import { deleteKeysOf, keysOf } from './store/keys.ts';
import { forgetMaker } from './store/endpoints.ts';

/**
 * Keys are a person's own: an export lists them without anything that opens a door, erasing deletes them. Merging moves none: a key of an entry
 * that was merged is dead for as long as it is merged, since it would act with another person's roles.
 */
export const programsPersonalData: PersonalData = {
  area: 'programs',
  async gather(db, personId) {
    const keys = await keysOf(db, personId);
    return { keys: keys.map((key) => ({ name: key.name, permissions: key.permissions, createdAt: key.created_at.toISOString(), expiresAt: key.expires_at.toISOString(), ...(key.last_used_at === null ? {} : { lastUsedAt: key.last_used_at.toISOString(), lastUsedNetwork: key.last_used_network }) })) };
  },
  async erase(db, personId) {
    await deleteKeysOf(db, personId);
    await forgetMaker(db, personId);
  },
  move: async () => ({}),
  moveBack: async () => undefined,
};
