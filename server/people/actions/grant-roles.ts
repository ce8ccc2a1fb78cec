import type { Grant, Work } from '../../platform/index.ts';
import { insertGrants } from '../store/grants.ts';

type Giving = Pick<Work, 'db' | 'now' | 'actor' | 'publish'> & { /** Who gives them, when it is not who acts. */ grantedBy?: string | null };

/** Gives roles to a person; whoever calls it has asked whether the giver may. Open pages hear of it at once. */
export async function grantRoles(work: Giving, personId: string, grants: readonly Grant[]): Promise<void> {
  if (grants.length === 0) return;
  const by = work.grantedBy === undefined ? (work.actor.kind === 'person' ? work.actor.id : null) : work.grantedBy;
  await insertGrants(work.db, personId, grants, by, work.now);
  await work.publish({ name: 'people.roles_changed', subject: personId, data: { added: grants.length, removed: 0 } });
  await work.publish({ name: 'people.sessions_ended', subject: personId });
}
