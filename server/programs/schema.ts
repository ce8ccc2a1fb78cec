import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { HookRefusal } from '../../common/contract/hooks.ts';
import type { Permission } from '../platform/index.ts';

/** bigint comes from the driver as text. */
type Revision = ColumnType<string, number | undefined, number>;

export type ApiKeyTable = {
  id: string;
  person_id: string;
  name: string;
  permissions: Permission[];
  /** SHA-256 of the key; the key itself is nowhere. */
  token_hash: string;
  /** The first letters after the prefix, by which people tell keys apart. */
  hint: string;
  /** The session that made it had a second factor. */
  second_factor: boolean;
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
  last_used_network: string | null;
  revoked_at: Date | null;
  revoked_by: string | null;
};

export type WebhookEndpointTable = {
  id: string;
  address: string;
  description: string;
  events: string[];
  enabled: boolean;
  /** Sealed with the centre's key, as the ones before it. */
  secret: string;
  earlier_secret: string | null;
  earlier_secret_until: Date | null;
  failing_since: Date | null;
  last_success_at: Date | null;
  switched_off_at: Date | null;
  switched_off_because: 'failing' | 'gone' | null;
  created_at: Date;
  created_by: string | null;
  deleted_at: Date | null;
  revision: Revision;
};

export type WebhookDeliveryTable = {
  id: string;
  endpoint_id: string;
  event_id: string;
  event: string;
  subject: string;
  position: ColumnType<string, string | number, string | number>;
  body: string;
  state: 'waiting' | 'delivered' | 'failed';
  attempts: Generated<number>;
  next_attempt_at: Date;
  /** A process is sending it until then; whoever finds it later may take it. */
  taken_until: Date | null;
  created_at: Date;
  ended_at: Date | null;
};

export type WebhookAttemptTable = { id: string; delivery_id: string; at: Date; status: number | null; problem: string | null; milliseconds: number; answer: string };

export type IncomingHookTable = {
  id: string;
  name: string;
  purpose: string;
  enabled: boolean;
  /** Sealed; null until one is set: then nothing is taken (F5). */
  secret: string | null;
  last_received_at: Date | null;
  created_at: Date;
  created_by: string | null;
  deleted_at: Date | null;
  revision: Revision;
};

export type IncomingMessageTable = { hook: string; message_id: string; received_at: Date; outcome: string; detail: JSONColumnType<Record<string, unknown>> | null };

export type IncomingRefusalTable = { hook: string; minute: Date; why: HookRefusal; count: number; last_at: Date };

export type ProgramsTables = {
  api_key: ApiKeyTable;
  webhook_endpoint: WebhookEndpointTable;
  webhook_delivery: WebhookDeliveryTable;
  webhook_attempt: WebhookAttemptTable;
  incoming_hook: IncomingHookTable;
  incoming_message: IncomingMessageTable;
  incoming_refusal: IncomingRefusalTable;
};
