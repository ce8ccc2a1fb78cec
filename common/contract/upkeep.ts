import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';

const count = z.int().min(0);
const text = z.string().max(1000);

export const healthLevelSchema = z.enum(['ok', 'warning', 'problem']);

/** What a check found, in the reader's language. */
export const healthFindingSchema = z.object({ name: z.string().max(60), level: healthLevelSchema, title: text, summary: text, cure: text.optional().describe('What to do about it; only where something is to be done.') });
export const healthSchema = z.object({ level: healthLevelSchema, summary: text, at: z.iso.datetime(), findings: z.array(healthFindingSchema).max(100) });

export const upkeepSchema = z.object({
  asleep: z.object({ since: z.iso.datetime(), backupOf: z.iso.datetime().describe('The moment that its backup held.') }).optional().describe('A restored centre that sends no mail, webhook or notice and runs no job until it is woken.'),
  versions: z.object({ program: z.string().max(60), release: count, node: z.string().max(60), postgres: z.string().max(100), migrations: count, lastMigration: z.string().max(255) }),
  storage: z.object({
    database: count.describe('Bytes of the whole database.'),
    tables: z.array(z.object({ name: z.string().max(63), bytes: count, rows: count.describe('An estimate.') })).max(20),
    files: z.object({ count, bytes: count, quota: count }),
  }),
  jobs: z.object({ waiting: count, active: count, failed: count }),
  outbox: z.object({ waiting: count, failing: count, parked: count, oldestWaiting: z.iso.datetime().optional() }),
  mails: z.object({ waiting: count, failed: count, caught: count }),
  webhooks: z.object({ endpoints: count, failing: count, switchedOff: count, waiting: count, failed: count }),
  backups: z.object({ folder: z.string().max(1000), daily: z.boolean(), keep: count, hour: count, withKey: z.boolean().describe('Whether backups hold the key of the centre; they do not where it comes from SECRET_KEY.'), fingerprint: z.string().max(64).describe('Of the key that restoring needs.') }),
});

export const failedJobSchema = z.object({ id: z.uuid(), name: z.string().max(100), attempts: count, lastError: z.string().max(1000).optional(), failedAt: z.iso.datetime() });
export const failedJobsInput = z.strictObject({ ...pagedInput });
export const failedJobsOutput = pagedOutput(failedJobSchema);
export const jobInput = z.strictObject({ id: z.uuid() });

export const parkedDeliverySchema = z.object({ event: z.uuid(), subscriber: z.string().max(100), name: z.string().max(100), subject: z.string().max(300), attempts: count, lastError: z.string().max(1000).optional(), parkedAt: z.iso.datetime() });
export const parkedDeliveriesInput = z.strictObject({ ...pagedInput });
export const parkedDeliveriesOutput = pagedOutput(parkedDeliverySchema);
export const droppedDeliverySchema = parkedDeliverySchema.extend({ droppedAt: z.iso.datetime() });
export const droppedDeliveriesOutput = pagedOutput(droppedDeliverySchema);
export const deliveryInput = z.strictObject({ event: z.uuid(), subscriber: z.string().min(1).max(100).regex(/^[\w.-]{1,100}$/, 'form') });

export const backupSchema = z.object({
  id: z.uuid(),
  origin: z.enum(['asked', 'timetable', 'command']),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'interrupted']),
  startedAt: z.iso.datetime(),
  file: z.string().max(1000).optional(),
  bytes: count.optional(),
  progress: z.object({ stage: z.enum(['tables', 'files']), done: count, total: count, name: z.string().max(100) }).optional(),
  problem: text.optional().describe('Why it failed, or what a backup that is done lacks, and what to do.'),
  missingFiles: count.optional().describe('Stored files that it lacks; left out when it has them all.'),
  startedBy: z.string().max(200).optional(),
});
export type BackupView = z.infer<typeof backupSchema>;
export const backupsInput = z.strictObject({ ...pagedInput });
export const backupsOutput = pagedOutput(backupSchema);

export type HealthView = z.infer<typeof healthSchema>;
export type UpkeepView = z.infer<typeof upkeepSchema>;
export type FailedJobView = z.infer<typeof failedJobSchema>;
export type ParkedDeliveryView = z.infer<typeof parkedDeliverySchema>;
export type DroppedDeliveryView = z.infer<typeof droppedDeliverySchema>;
