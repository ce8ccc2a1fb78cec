/** A role that a person can hold. */
export type RoleName = 'operator' | 'moderator' | 'agent';

/** Who acts. `network` is the caller's address prefix, used by limits only. */
export type Actor =
  | { kind: 'anonymous'; network: string }
  | { kind: 'person'; id: string; name: string; roles: readonly RoleName[]; session: string; network: string }
  | { kind: 'system'; name: string };

/** True for someone who may do what operators may. The machine's own command line counts. */
export function isOperator(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'person' && actor.roles.includes('operator'));
}
