import { z } from 'zod';
import { centreSettingsSchema, sectionLimit, sectionNames, sectionSchemas, type SectionEntry, type SectionName } from './centre.ts';
import { mostListedGroups } from './fleet.ts';
import { pagedInput } from './paging.ts';
import { keySchema } from './text.ts';

/** What the console and programs send and get when they change the described centre. */

/** The content revision of an entry's last change; sent back with an update, so that nobody overwrites unseen work. */
export const revisionSchema = z.int().min(0);
const instant = z.iso.datetime();

/** An entry with what is kept about it; `deletedAt` tells when it was deleted and can still be brought back. */
export type EntryRecord<Name extends SectionName = SectionName> = { entry: SectionEntry<Name>; revision: number; updatedAt: string; deletedAt?: string | undefined };

export function entryRecordSchema<Name extends SectionName>(section: Name) {
  return z.object({ entry: sectionSchemas[section], revision: revisionSchema, updatedAt: instant, deletedAt: instant.optional() });
}

/** The schemas of one section's operations. */
export function sectionContract<Name extends SectionName>(section: Name) {
  const entry = sectionSchemas[section];
  const record = entryRecordSchema(section);
  return {
    listInput: z.strictObject({
      cursor: pagedInput.cursor,
      // A section is read whole unless pages are asked for: that is how it was before it had any.
      limit: z.coerce.number().int().min(1).max(sectionLimit).optional().describe(`Entries of a page; ${sectionLimit}, which is a whole section, when left out.`),
      deleted: z.enum(['true', 'false']).optional().describe('true: what was deleted and can be brought back, latest first.'),
    }),
    list: z.object({ items: z.array(record).max(sectionLimit), next: z.string().max(400).optional() }),
    key: z.strictObject({ key: keySchema }),
    record,
    create: z.strictObject({ entry }),
    update: z.strictObject({ key: keySchema, entry, revision: revisionSchema.describe('The revision that was edited.') }),
    move: z.strictObject({ key: keySchema, before: keySchema.nullable().describe('The entry that comes after it; null: it becomes the last.') }),
  };
}

/** What was deleted, and what brings it back: the section's restore operation with this key. */
export const entryDeletedSchema = z.object({ section: z.enum(sectionNames), key: keySchema, revision: revisionSchema });
export const entryMovedSchema = z.object({ keys: z.array(keySchema).max(sectionLimit).describe('The keys of the section in their new order.') });

export const settingsRecordSchema = z.object({
  settings: centreSettingsSchema,
  revision: revisionSchema,
  example: z.string().max(48).nullable().describe('The example that is shown; null once the centre is one’s own.'),
});
export const updateSettingsSchema = z.strictObject({ settings: centreSettingsSchema, revision: revisionSchema });

export const exampleAdoptedSchema = z.object({ example: z.string().max(48) });
export const exampleClearedSchema = z.object({ example: z.string().max(48), removed: z.int().min(0), revision: revisionSchema.describe('What undoClearExample takes.') });
export const undoClearExampleSchema = z.strictObject({ revision: revisionSchema });

/** Largest file that is read, in bytes of UTF-8. */
export const centreFileLimit = 1_048_576;

export const importCentreSchema = z.strictObject({
  text: z.string().max(centreFileLimit).describe('The file: YAML or JSON, 1 MiB at most.'),
  dryRun: z.boolean().optional().describe('Only tell what would change.'),
  prune: z.boolean().optional().describe('Remove entries that a given section does not list. Left out: they stay.'),
});

const named = z.object({ key: keySchema, name: z.string().max(200) });
const changed = named.extend({ fields: z.array(z.string().max(300)).max(50).describe('Dotted paths of what differs, lists counted from 1.') });
const entriesLimit = sectionLimit * 2;

export const sectionDifferenceSchema = z.object({
  section: z.enum(sectionNames),
  added: z.array(named).max(entriesLimit),
  changed: z.array(changed).max(entriesLimit),
  removed: z.array(named).max(entriesLimit),
  moved: z.array(named).max(entriesLimit).describe('Entries that stand elsewhere in the order.'),
  unchanged: z.int().min(0),
});
export type SectionDifference = z.infer<typeof sectionDifferenceSchema>;

const groupEffect = z.object({ key: keySchema, name: z.string().max(200), seats: z.int().min(0).describe('Seats there, held ones too.') });
export type GroupEffect = z.infer<typeof groupEffect>;
const wakingEffect = groupEffect.extend({ from: z.enum(['archived', 'dissolved']) });
export type WakingEffect = z.infer<typeof wakingEffect>;
const restingEffect = groupEffect.extend({ from: z.enum(['active', 'archived', 'dissolved']).describe('How they stand, and stay.') });
export type RestingEffect = z.infer<typeof restingEffect>;
const fleetEffect = z.object({
  fleet: keySchema,
  name: z.string().max(200),
  kept: z.array(groupEffect).max(mostListedGroups).describe('Groups that are not listed and stay, because people are in them or they opened by themselves.'),
  ends: z.array(groupEffect).max(mostListedGroups).describe('Groups that are dissolved, and their seats with them.'),
  reopens: z.array(wakingEffect).max(mostListedGroups).describe('Groups that were archived or dissolved and live again, because `active` is written out for them.'),
  rests: z.array(restingEffect).max(mostListedGroups).describe('Groups that are listed and stay as they are: archived or dissolved, because `active` is not written out for them; active where `preparing` is written, because somebody has or had a seat there.'),
  removed: z
    .object({ groups: z.int().min(0), seats: z.int().min(0), applications: z.int().min(0).describe('They wait there, and end soon after the fleet is deleted.') })
    .optional()
    .describe('The fleet itself is not listed any more; who is in it is found again when it is brought back.'),
});
export type FleetEffect = z.infer<typeof fleetEffect>;

export const centreDifferenceSchema = z.object({
  applied: z.boolean().describe('False after a dry run, and when there was nothing to change.'),
  changes: z.int().min(0).describe('Settings, entries added, changed, removed and moved, and the end of the example.'),
  example: z
    .object({ name: z.string().max(48), effect: z.enum(['replaced', 'kept']) })
    .nullable()
    .describe('replaced: an untouched example makes room for the file, and the centre is one’s own. kept: it stays an example until it is made one’s own, because the file says the same, or because it had been edited, so the file is merged.'),
  settings: z.object({ state: z.enum(['untouched', 'unchanged', 'added', 'changed']), fields: z.array(z.string().max(300)).max(50) }),
  sections: z.array(sectionDifferenceSchema).max(sectionNames.length).describe('The sections that the file gives.'),
  fleets: z.array(fleetEffect).max(entriesLimit).describe('What becomes of groups that are not listed, end or were put aside, and of who is in them.'),
  revision: revisionSchema,
});
export type CentreDifference = z.infer<typeof centreDifferenceSchema>;

export const centreExportSchema = z.object({ text: z.string().max(8 * centreFileLimit) });
export const centreJsonSchemaSchema = z.record(z.string(), z.unknown()).describe('The JSON Schema of a centre file.');
