import { centreMigrations } from './centre/index.ts';
import { peopleMigrations } from './people/index.ts';
import type { Migrations } from './platform/database/migrate.ts';
import * as eventsAuditIdempotency from './platform/migrations/0001-events-audit-idempotency.ts';
import * as outboxOrder from './platform/migrations/0004-outbox-order.ts';

/** Every change to the database, in the order of the names. */
export const migrations: Migrations = {
  '0001-events-audit-idempotency': eventsAuditIdempotency,
  ...peopleMigrations,
  ...centreMigrations,
  '0004-outbox-order': outboxOrder,
};
