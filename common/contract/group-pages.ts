import { z } from 'zod';
import { apps } from './channel.ts';
import { intakes } from './fleet.ts';
import { shownCodeSchema } from './group-codes.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { keySchema, typedText } from './text.ts';

/** What members are told, how groups are found, and the links that never expire. */

const instant = z.iso.datetime();
const id = z.uuid();
const text = z.string().max(4000);
const documents = z.array(z.object({ title: text, url: text })).max(60);

export const announcementSchema = z.object({
  id,
  fleet: keySchema,
  group: z.object({ id, name: text }).optional().describe('Left out: to the whole fleet.'),
  title: z.string().max(120),
  body: z.string().max(4000).describe('Markdown'),
  confirm: z.boolean().describe('Members confirm having read it. [002]'),
  postedAt: instant,
  postedBy: text.optional(),
  withdrawnAt: instant.optional(),
});
/** For a member: with whether they have confirmed it. */
export const memberAnnouncementSchema = announcementSchema.omit({ withdrawnAt: true }).extend({ readAt: instant.optional() });
/** For staff: with how many of how many have. */
export const staffAnnouncementSchema = announcementSchema.extend({ read: z.int().min(0), audience: z.int().min(0) });
export type StaffAnnouncement = z.infer<typeof staffAnnouncementSchema>;

export const postAnnouncementSchema = z.strictObject({
  fleet: keySchema,
  group: id.optional().describe('Left out: to the whole fleet.'),
  title: typedText(120),
  body: typedText(4000).describe('Markdown'),
  confirm: z.boolean().optional().describe('Members have to confirm it. Left out: no.'),
});
export const atAnnouncement = z.strictObject({ announcement: id });
export const listAnnouncementsSchema = z.strictObject({ fleet: keySchema, ...pagedInput });
export const announcementsSchema = pagedOutput(staffAnnouncementSchema);
export const readAcknowledgementsSchema = z.strictObject({ announcement: id, show: z.enum(['confirmed', 'missing']).optional().describe('Left out: everyone to whom it was announced.'), ...pagedInput });
export const acknowledgementsSchema = pagedOutput(z.object({ person: id, name: text, group: text, readAt: instant.optional() }));
export const acknowledgedSchema = z.object({ announcement: id, readAt: instant });

/** How long somebody who left by mistake gets their seat back without asking anyone, in minutes. [003] */
export const returnMinutes = 30;
export const atMemberPage = z.strictObject({ group: id });
/** So many announcements stand on the page of a group at a time. */
export const shownAnnouncements = 20;
export const readMemberPageSchema = z.strictObject({ group: id, cursor: pagedInput.cursor });
export const memberPageSchema = z.object({
  group: id,
  key: keySchema,
  fleet: keySchema,
  topic: keySchema,
  name: text,
  fleetName: text,
  topicName: text,
  term: z.int().optional(),
  app: z.enum(apps),
  state: z.enum(['preparing', 'active', 'archived', 'dissolved']),
  /** As what one sees the page: a member, somebody for whom a seat is held, or who runs the group. */
  standing: z.enum(['member', 'reserved', 'staff']),
  seat: id.optional(),
  joinedAt: instant.optional(),
  heldUntil: instant.optional(),
  /** They get in by themselves, on a platform elsewhere. */
  elsewhere: z.boolean(),
  members: z.int().min(0),
  welcome: text.optional().describe('Markdown'),
  rules: text.optional().describe('Markdown: what may and may not be discussed here. [002]'),
  offTopic: z.object({ name: text, url: z.string().max(200) }).optional().describe('Where everything else goes. [002]'),
  notes: z.array(text).max(5),
  conditions: z.array(text).max(20),
  documents,
  runBy: z.array(z.object({ name: text, role: z.enum(['owner', 'moderator', 'operator']) })).max(60),
  wayIn: z.object({ number: z.string().max(20).optional(), handle: z.string().max(64).optional(), link: z.string().max(2000).optional(), joinCode: z.string().max(20).optional(), code: shownCodeSchema.optional(), steps: z.array(text).max(10) }).optional(),
  announcements: z.array(memberAnnouncementSchema).max(shownAnnouncements).describe('What a member has still to confirm comes first, then the latest.'),
  next: z.string().max(400).optional().describe('Further announcements begin there.'),
});
export type MemberPage = z.infer<typeof memberPageSchema>;

export const findGroupsSchema = z.strictObject({ q: z.string().trim().min(1).max(100).describe('The number of a group, whole, or a part of its name.'), cursor: pagedInput.cursor });
/** So many groups that were found are shown at a time. */
export const shownFound = 20;
export const foundGroupSchema = z.object({ fleet: keySchema, key: keySchema, name: text, fleetName: text, topicName: text, app: z.enum(apps), term: z.int().optional(), number: z.string().max(20).optional(), state: z.enum(['active', 'archived']).describe('archived: it takes nobody any more, and leads to its fleet.'), intake: z.enum(intakes), url: z.string().max(200).describe('Where it leads, below the address of the centre.') });
export type FoundGroup = z.infer<typeof foundGroupSchema>;
export const foundGroupsSchema = z.object({ items: z.array(foundGroupSchema).max(shownFound), next: z.string().max(400).optional() });

export const readJoinLinkSchema = z.strictObject({ name: keySchema });
/** A link that never expires, in both languages, for codes and posters. */
export const joinLinkSchema = z.object({
  kind: z.enum(['topic', 'fleet']),
  name: keySchema.describe('The name that is kept; another one that was asked for leads on here.'),
  url: z.string().max(400),
  title: z.object({ 'zh-CN': text, en: text }),
  centre: z.object({ 'zh-CN': text, en: text }),
  apps: z.array(z.enum(apps)).max(12),
  apply: z.enum(['direct', 'at_once', 'review', 'mixed']).describe('direct: nobody applies, one joins there. at_once: rules decide. review: a moderator reads every application. mixed: it depends.'),
  enter: z.enum(['direct', 'next_group', 'waitlist', 'elsewhere', 'mixed']).describe('What comes then: one is in, and the next group opens when one is full, or there is a waitlist; or one gets in by oneself with a code.'),
  term: z.int().optional().describe('Of the group that is offered, for its hue.'),
});
export type JoinLink = z.infer<typeof joinLinkSchema>;
