import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';
import { keySchema, typedText, webAddressSchema } from './text.ts';

/** Times in which a product could not be reached: observed by a probe, or declared. [002] */

const instant = z.iso.datetime({ offset: true });

export const probeFields = {
  url: webAddressSchema.describe('Address that answers while the product works.'),
  statuses: z.array(z.int().min(200).max(499)).max(10).default([]).describe('Statuses that mean that it works. Empty: 200 to 299.'),
  timeoutSeconds: z.int().min(1).max(10).default(5),
  enabled: z.boolean().default(true),
};
export const putOutageProbeSchema = z.strictObject({ product: keySchema, ...probeFields, revision: z.int().min(0).describe('0 for a new one.') });

/** How a probe stands. `failing`: it fails, and is not down yet; `recovering`: it answers again, and the outage is not over yet. */
export const probeStates = ['waiting', 'up', 'failing', 'down', 'recovering', 'off'] as const;
export const outageProbeSchema = z.object({
  product: keySchema,
  ...probeFields,
  state: z.enum(probeStates),
  checkedAt: z.iso.datetime().optional(),
  lastReason: z.string().max(40).optional().describe('Why the last check failed, a code.'),
  revision: z.int().min(1),
});
export type OutageProbe = z.infer<typeof outageProbeSchema>;
export const outageProbesSchema = z.object({ items: z.array(outageProbeSchema).max(100) });

/** A declared window is at most this long; an observed one ends by itself when nobody observes it any more. */
export const longestWindowDays = 7;
/** How far back a window may be declared to have begun. */
export const longestBackDays = 7;

export const declareGraceSchema = z.strictObject({
  product: keySchema,
  from: instant.max(40).describe('May lie in the past, seven days at most.'),
  until: instant.max(40).describe('At most seven days after it began; it ends then by itself.'),
  note: typedText(300).describe('What happened, for colleagues.'),
});
export const endGraceSchema = z.strictObject({ id: z.uuid() });
export const graceWindowSchema = z.object({
  id: z.uuid(),
  product: keySchema,
  kind: z.enum(['observed', 'declared']),
  from: z.iso.datetime(),
  until: z.iso.datetime().optional().describe('When it ended; absent while it lasts.'),
  endsBy: z.iso.datetime().describe('When it ends at the latest.'),
  noticedAt: z.iso.datetime(),
  note: z.string().max(300).optional(),
  by: z.object({ id: z.uuid(), name: z.string().max(200) }).optional(),
  liftedStrikes: z.int().min(0),
  owed: z.int().min(0).describe('How many were let in without a UID and still owe it.'),
});
export type GraceWindow = z.infer<typeof graceWindowSchema>;
export const listGraceWindowsSchema = z.strictObject({ product: keySchema.optional(), ...pagedInput });
export const graceWindowsSchema = pagedOutput(graceWindowSchema);
