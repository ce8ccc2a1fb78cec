import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

const check = z.strictObject({ level: z.enum(['warning', 'problem']), code: z.string().max(60) });

export const upkeepEvents = defineEvents({
  'upkeep.trouble': { summary: 'Something about the running of the centre needs somebody; told once until it is over, and again after a day.', subject: 'check', data: check, forWebhooks: true },
  'upkeep.recovered': { summary: 'A trouble that was told is over.', subject: 'check', data: z.strictObject({ code: z.string().max(60) }), forWebhooks: true },
  'upkeep.backup_started': { summary: 'A backup was begun.', subject: 'backup', data: z.strictObject({ origin: z.enum(['asked', 'timetable']) }) },
  'upkeep.backup_made': { summary: 'A backup was written.', subject: 'backup', data: z.strictObject({ origin: z.enum(['asked', 'timetable']), bytes: z.int().min(0), missingFiles: z.int().min(0).optional().describe('Stored files that it lacks because the folder of files did not have them whole.') }), forWebhooks: true },
  'upkeep.backup_failed': { summary: 'A backup could not be written.', subject: 'backup', data: z.strictObject({ origin: z.enum(['asked', 'timetable']), code: z.string().max(60) }), forWebhooks: true },
  'upkeep.woken': { summary: 'A restored centre that slept was woken and sends again.', subject: 'sleep', data: z.strictObject({ since: z.iso.datetime().describe('Since when it slept.') }), forWebhooks: true },
  'upkeep.queue_changed': { summary: 'A failed job or a parked delivery was tried again, dropped or brought back.', subject: 'job or event', data: z.strictObject({}) },
});
