import type { Grant, Work } from '../../platform/index.ts';
import { insertGrants } from '../store/grants.ts';

/** Gives roles to a person; whoever calls it has asked whether the giver may. Open pages hear of it at once. */
export async function grantRoles(work: Pick<Work, 'db' | 'now' | 'actor' | 'publish'>, personId: string, grants: readonly Grant[]): Promise<void> {
  if (grants.length === 0) return;
  await insertGrants(work.db, personId, grants, work.actor.kind === 'person' ? work.actor.id : null, work.now);
  await work.publish({ name: 'people.roles_changed', subject: personId, data: { added: grants.length, removed: 0 } });
  await work.publish({ name: 'people.sessions_ended', subject: personId });
}
