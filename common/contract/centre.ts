import { z } from 'zod';
import { calendarSchema, timeZoneSchema } from './calendar.ts';
import { channelSchema, entrySchema } from './channel.ts';
import { documentLinks, fleetSchema, topicSchema } from './fleet.ts';
import { keySchema, languageSchema, localizedText, plainText, webAddressSchema } from './text.ts';

/** What the centre is as a whole; a file that leaves it out leaves it untouched. */
export const centreSettingsSchema = z
  .strictObject({
    name: localizedText(60).describe('Name of the support centre or of its product.'),
    tagline: localizedText(160).optional().describe('One sentence under the name.'),
    about: localizedText(4000).optional().describe('Who helps here and with what (Markdown).'),
    website: webAddressSchema.optional(),
    languages: z.array(languageSchema).min(1).max(2).describe('Languages of the public pages; the first is the default.'),
    timeZone: timeZoneSchema,
    answeringCalendar: keySchema.optional().describe('Calendar in which promises run unless a channel names its own. [001]'),
    notReached: localizedText(2000).optional().describe('Why nobody may have been reached, in the centre’s own words (Markdown). [001]'),
  })
  .describe('The centre as a whole.');
export type CentreSettings = z.infer<typeof centreSettingsSchema>;

export const planKinds = ['paid', 'free', 'sponsor'] as const;
export const planSchema = z.strictObject({
  key: keySchema,
  name: localizedText(60),
  kind: z.enum(planKinds).describe('paid and sponsor include human channels; free leads to the issue tracker and open groups. [001]'),
  note: localizedText(400).optional(),
});
export const productSchema = z
  .strictObject({
    key: keySchema,
    name: localizedText(80),
    description: localizedText(600).optional(),
    url: webAddressSchema.optional(),
    plans: z.array(planSchema).max(20).optional(),
  })
  .describe('Product with its plans.');
export type Product = z.infer<typeof productSchema>;

export const supportLevels = ['included_human', 'document', 'on_demand', 'not_covered'] as const;
export const scopeSchema = z
  .strictObject({
    key: keySchema,
    topic: localizedText(160).describe('What it is about, for example installation.'),
    product: keySchema.optional().describe('Only for this product. Left out: all.'),
    level: z.enum(supportLevels).describe('What is not listed at all is on_demand. [001]'),
    note: localizedText(600).optional(),
  })
  .describe('Support scope: topic, product, level. [001]');
export type ScopeEntry = z.infer<typeof scopeSchema>;

export const serviceSchema = z
  .strictObject({
    key: keySchema,
    name: localizedText(80),
    description: localizedText(1000).optional(),
    purchase: z
      .array(z.strictObject({ where: localizedText(160), how: localizedText(400), entries: z.array(entrySchema).max(4).optional() }))
      .max(20)
      .optional()
      .describe('Where and how it is bought. [001]'),
    documents: documentLinks.describe('What it covers and how it runs, such as the SOP. [001]'),
    note: localizedText(400).optional(),
  })
  .describe('Service on demand, bought one time. [001]');
export type ServiceEntry = z.infer<typeof serviceSchema>;

export const readingKinds = ['before_you_ask', 'before_you_join', 'after_you_join', 'conduct', 'guide'] as const;
export const readingSchema = z
  .strictObject({
    key: keySchema,
    kind: z.enum(readingKinds),
    title: localizedText(120),
    body: localizedText(12_000).optional().describe('Markdown: headings, lists, emphasis, links.'),
    url: webAddressSchema.optional().describe('Where it is read when the text lives elsewhere.'),
    confirm: z.boolean().optional().describe('People are asked to confirm that they have read it. [002]'),
  })
  .describe('Reading: what to know before asking, joining or speaking.');
export type Reading = z.infer<typeof readingSchema>;

export const questionSchema = z
  .strictObject({ key: keySchema, question: localizedText(200), answer: localizedText(4000).describe('Markdown.'), product: keySchema.optional() })
  .describe('Question and answer.');
export type Question = z.infer<typeof questionSchema>;

export const safetyNoteSchema = z
  .strictObject({ key: keySchema, text: localizedText(600), domains: z.array(plainText(253)).max(20).optional().describe('Official sending domains.') })
  .describe('Safety note.');
export type SafetyNote = z.infer<typeof safetyNoteSchema>;

export const contactSchema = z
  .strictObject({
    key: keySchema,
    name: localizedText(60),
    role: localizedText(120).optional(),
    when: localizedText(300).describe('When to turn to this person.'),
    entries: z.array(entrySchema).max(6).optional(),
    note: localizedText(400).optional(),
  })
  .describe('Escalation contact: the last step when nobody was reached. [000]');
export type Contact = z.infer<typeof contactSchema>;

/** Every listed section of a centre, in the order in which files, pages and the console show them. */
export const sectionSchemas = {
  calendars: calendarSchema,
  products: productSchema,
  channels: channelSchema,
  scope: scopeSchema,
  services: serviceSchema,
  readings: readingSchema,
  questions: questionSchema,
  safetyNotes: safetyNoteSchema,
  contacts: contactSchema,
  topics: topicSchema,
  fleets: fleetSchema,
} as const;
export type SectionName = keyof typeof sectionSchemas;
export const sectionNames = Object.keys(sectionSchemas) as SectionName[];
export type SectionEntry<Name extends SectionName = SectionName> = z.infer<(typeof sectionSchemas)[Name]>;

/** Most entries that one section may hold. */
export const sectionLimit = 500;

/** The centre as a file. Sections that a file leaves out stay untouched. */
export const centreFileSchema = z
  .strictObject({
    $schema: z.string().max(300).optional(),
    format: z.literal(1).describe('Version of this file format.'),
    centre: centreSettingsSchema.optional(),
    calendars: z.array(calendarSchema).max(sectionLimit).optional(),
    products: z.array(productSchema).max(sectionLimit).optional(),
    channels: z.array(channelSchema).max(sectionLimit).optional(),
    scope: z.array(scopeSchema).max(sectionLimit).optional(),
    services: z.array(serviceSchema).max(sectionLimit).optional(),
    readings: z.array(readingSchema).max(sectionLimit).optional(),
    questions: z.array(questionSchema).max(sectionLimit).optional(),
    safetyNotes: z.array(safetyNoteSchema).max(sectionLimit).optional(),
    contacts: z.array(contactSchema).max(sectionLimit).optional(),
    topics: z.array(topicSchema).max(sectionLimit).optional(),
    fleets: z.array(fleetSchema).max(sectionLimit).optional(),
  })
  .describe('A support centre in one file.');
export type CentreFile = z.infer<typeof centreFileSchema>;

/** A whole centre: every section present, in order. */
export type Centre = { settings: CentreSettings } & { [Name in SectionName]: SectionEntry<Name>[] };
