import type { Language } from '../../../common/contract/text.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Database } from '../database/tables.ts';
import type { DomainEvent } from '../events/publish.ts';
import type { Log } from '../log.ts';

export type RoleName = 'operator' | 'moderator' | 'agent';

/** Who acts. `network` is the caller's address prefix, used by limits only. */
export type Actor =
  | { kind: 'anonymous'; network: string }
  | { kind: 'person'; id: string; name: string; roles: readonly RoleName[]; session: string; network: string }
  | { kind: 'system'; name: string };

/** What a call brings with it, besides its input. */
export type Call = {
  actor: Actor;
  language: Language;
  requestId: string;
  /** The centre's own address, from PUBLIC_URL or the address in use; never from an unchecked header (D7). */
  publicAddress: string;
  idempotencyKey?: string;
};

/** What an action works with: one transaction in a write, the pool in a read. */
export type Work = Call & {
  db: Database;
  now: Date;
  log: Log;
  publish(event: DomainEvent): Promise<void>;
  audit(record: AuditRecord): Promise<void>;
  /** Runs once the transaction has been committed, never when it was refused or failed. */
  afterCommit(run: () => void): void;
};

/** True for someone who may do what operators may. The machine's own command line counts. */
export function isOperator(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'person' && actor.roles.includes('operator'));
}
