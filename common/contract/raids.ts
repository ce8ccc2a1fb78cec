import { z } from 'zod';
import { keySchema } from './text.ts';

/** When so many apply to a fleet at once that people have to look: human check for all, and review. */

export const raidSettingsFields = {
  enabled: z.boolean().default(true),
  least: z.int().min(5).max(1_000_000).default(40).describe('Applications in ten minutes below which nothing is a burst, however quiet the fleet is otherwise.'),
  times: z.int().min(2).max(100).default(6).describe('How many times as many as usual make a burst.'),
  quietMinutes: z.int().min(5).max(1440).default(30).describe('It ends by itself after so many minutes without a burst.'),
};
export const raidSettingsSchema = z.object({ ...raidSettingsFields, revision: z.int().min(0) });
export type RaidSettings = z.infer<typeof raidSettingsSchema>;
export const updateRaidSettingsSchema = z.strictObject({ ...raidSettingsFields, revision: z.int().min(0) });

export const raidStateSchema = z.object({
  fleet: keySchema,
  fleetName: z.string().max(200),
  since: z.iso.datetime(),
  until: z.iso.datetime().describe('When it ends by itself unless more come.'),
  recent: z.int().min(0).describe('Applications of ten minutes when the burst was last seen.'),
  usual: z.number().min(0).describe('Applications that usually come in ten minutes.'),
});
export type RaidState = z.infer<typeof raidStateSchema>;
export const raidStatesSchema = z.object({ items: z.array(raidStateSchema).max(500) });
export const endRaidSchema = z.strictObject({ fleet: keySchema });
