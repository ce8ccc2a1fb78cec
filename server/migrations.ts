import { admissionMigrations } from './admission/index.ts';
import { centreMigrations } from './centre/index.ts';
import { groupsMigrations } from './groups/index.ts';
import { noticesMigrations } from './notices/index.ts';
import { organisationsMigrations } from './organisations/index.ts';
import { peopleMigrations } from './people/index.ts';
import type { Migrations } from './platform/database/migrate.ts';
import { filesMigrations } from './platform/files/index.ts';
import { importsMigrations } from './platform/sheets/index.ts';
import { mailMigrations } from './platform/mail/index.ts';
import * as eventsAuditIdempotency from './platform/migrations/0001-events-audit-idempotency.ts';
import * as outboxOrder from './platform/migrations/0004-outbox-order.ts';
import * as auditByKey from './platform/migrations/0050-audit-by-key.ts';
import { privacyMigrations } from './privacy/index.ts';
import { programsMigrations } from './programs/index.ts';
import { servicesMigrations } from './services/index.ts';
import { signInMigrations } from './sign-in/index.ts';
import { upkeepMigrations } from './upkeep/index.ts';

/** Every change to the database, in the order of the names. */
export const migrations: Migrations = {
  '0001-events-audit-idempotency': eventsAuditIdempotency,
  '0004-outbox-order': outboxOrder,
  '0050-audit-by-key': auditByKey,
  ...centreMigrations,
  ...peopleMigrations,
  ...mailMigrations,
  ...filesMigrations,
  ...importsMigrations,
  ...signInMigrations,
  ...organisationsMigrations,
  ...servicesMigrations,
  ...privacyMigrations,
  ...programsMigrations,
  ...noticesMigrations,
  ...groupsMigrations,
  ...admissionMigrations,
  ...upkeepMigrations,
};
