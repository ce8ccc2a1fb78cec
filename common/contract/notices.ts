import { z } from 'zod';
import { localDateSchema, timeZoneSchema, timeRangeText, weekHoursSchema } from './calendar.ts';
import { noticeKindNames, noticeUrgencies } from './notice-kinds.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { scopeSchema } from './rights.ts';
import { typedText } from './text.ts';

/** Where a person's notices can go besides the bell. */
export const personTargets = ['email', 'push'] as const;
export type PersonTarget = (typeof personTargets)[number];

export const botPlatforms = ['wecom', 'dingtalk', 'feishu'] as const;
export type BotPlatformName = (typeof botPlatforms)[number];

/** Why a notice did not arrive; each has a sentence and a cure in common/locales/notices. */
export const noticeFailureCodes = [
  'bot_gone', 'signature_wrong', 'clock_wrong', 'keyword_missing', 'address_not_allowed', 'too_fast', 'content_refused', 'too_long', 'message_refused',
  'server_busy', 'answer_unreadable', 'host_unknown', 'unreachable', 'too_slow', 'destination_forbidden', 'port_forbidden',
  'push_expired', 'push_refused', 'push_none', 'mail_caught', 'address_unproven', 'secret_unreadable',
] as const;
export type NoticeFailureCode = (typeof noticeFailureCodes)[number];

const kind = z.enum(noticeKindNames);
const id = z.uuid();
const revision = z.int().min(0).max(2_147_483_647);
const instant = z.iso.datetime();
export const idSchema = z.strictObject({ id });
export const nothingSchema = z.strictObject({});

/** What came of a try: a sentence and what to do about it when it failed. */
export const triedSchema = z.object({ ok: z.boolean(), code: z.string().max(60).optional(), sentence: z.string().max(500), cure: z.string().max(500).optional(), detail: z.string().max(400).optional() });
export type Tried = z.infer<typeof triedSchema>;

export const noticeSchema = z.object({ id, kind, urgency: z.enum(noticeUrgencies), text: z.string().max(500), link: z.string().max(300).optional(), at: instant, readAt: instant.optional() });
export type Notice = z.infer<typeof noticeSchema>;
export const listNoticesSchema = z.strictObject({ ...pagedInput, unread: z.stringbool().or(z.boolean()).optional().describe('Only those that were not read.') });
export const noticesPageSchema = pagedOutput(noticeSchema).extend({ unread: z.int().min(0) });
/** Notices that are marked at once; as many can be taken back at once. */
export const mostMarked = 1000;
export const markNoticesSchema = z.strictObject({ ids: z.array(id).min(1).max(mostMarked).optional().describe('All of them when left out, 1,000 at a time.'), read: z.boolean() });
export const markedSchema = z.object({ ids: z.array(id).max(mostMarked) });

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'clock_time_form');
const personSettings = {
  timeZone: timeZoneSchema,
  quiet: weekHoursSchema.describe('Hours in which nothing is sent, per weekday.'),
  urgentPasses: z.boolean().describe('What is urgent is sent in quiet hours too.'),
  digest: z.enum(['off', 'daily']).describe('daily: mails are gathered and sent once a day.'),
  digestAt: clockTime,
};
const ownSwitch = z.strictObject({ kind, email: z.boolean(), push: z.boolean() });
export const noticeSettingsSchema = z.object({
  revision,
  ...personSettings,
  email: z.string().max(254).optional().describe('The proven address that mails go to.'),
  mailCaught: z.boolean().describe('No mail server is set up: mails go nowhere.'),
  kinds: z.array(z.object({ kind, urgency: z.enum(noticeUrgencies), email: z.boolean(), push: z.boolean(), switchedOff: z.boolean().describe('Switched off for the whole centre.') })).max(100),
  push: z.object({ publicKey: z.string().max(200), browsers: z.array(z.object({ id, label: z.string().max(120), createdAt: instant, usedAt: instant.optional() })).max(20) }),
});
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>;
export const updateNoticeSettingsSchema = z.strictObject({ revision, ...personSettings, kinds: z.array(ownSwitch).max(100) });

export const addPushSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https$/ }).max(1000),
  p256dh: z.string().max(100).regex(/^[A-Za-z0-9_-]{87}={0,1}$/, 'form'),
  auth: z.string().max(40).regex(/^[A-Za-z0-9_-]{22}={0,2}$/, 'form'),
  label: typedText(120),
});
export const tryTargetSchema = z.strictObject({ target: z.enum(personTargets) });

export const centreKindSchema = z.object({ kind, urgency: z.enum(noticeUrgencies), enabled: z.boolean(), recipients: z.enum(['everyone', 'duty']), fixed: z.boolean().describe('It goes to the person concerned.') });
export const centreKindsSchema = z.object({ kinds: z.array(centreKindSchema).max(100) });
export const updateCentreKindSchema = z.strictObject({ kind, enabled: z.boolean(), recipients: z.enum(['everyone', 'duty']).describe('duty: who is on duty; everyone with the right when nobody is.') });

const botName = typedText(60);
const botQuiet = { quiet: weekHoursSchema.describe('Hours in which nothing is sent, per weekday, in the centre’s time zone; what happened meanwhile comes as one message.'), urgentPasses: personSettings.urgentPasses };
const botKinds = z.array(kind).max(100);
export const botSchema = z.object({
  id, revision, platform: z.enum(botPlatforms), name: z.string().max(60), host: z.string().max(255), signed: z.boolean().describe('A signing secret is kept.'), language: z.enum(['zh-CN', 'en']), kinds: botKinds, enabled: z.boolean(), ...botQuiet,
  failingSince: instant.optional(), problem: triedSchema.optional(), switchedOffAt: instant.optional(), lastSentAt: instant.optional(),
});
export type NoticeBot = z.infer<typeof botSchema>;
export const botsSchema = z.object({ bots: z.array(botSchema).max(50) });
const botAddress = z.url({ protocol: /^https?$/ }).max(600).describe('The address that the platform gave. It is a secret: it is kept sealed and never shown again.');
const botSecret = z.string().trim().max(200).regex(/^[\x21-\x7e]{0,200}$/, 'form').describe('The signing secret of 钉钉 or 飞书.');
export const createBotSchema = z.strictObject({ platform: z.enum(botPlatforms), name: botName, address: botAddress, secret: botSecret.optional(), language: z.enum(['zh-CN', 'en']), kinds: botKinds, quiet: botQuiet.quiet.optional(), urgentPasses: botQuiet.urgentPasses.optional() });
export const updateBotSchema = z.strictObject({ id, revision, name: botName, address: botAddress.optional().describe('Left out: as before.'), secret: botSecret.optional().describe('Left out: as before; empty: none.'), language: z.enum(['zh-CN', 'en']), kinds: botKinds, enabled: z.boolean(), quiet: botQuiet.quiet.optional().describe('Left out: as before.'), urgentPasses: botQuiet.urgentPasses.optional() });

export const deliveryStates = ['waiting', 'sending', 'sent', 'failed', 'dropped'] as const;
export const deliverySchema = z.object({ id, kind, target: z.enum([...personTargets, 'bot']), to: z.string().max(120), state: z.enum(deliveryStates), attempts: z.int().min(0), problem: triedSchema.optional(), at: instant, nextAttemptAt: instant.optional() });
export const listDeliveriesSchema = z.strictObject({ ...pagedInput, state: z.enum(['failing', 'failed']).optional() });
export const deliveriesPageSchema = pagedOutput(deliverySchema);

export const mailStateSchema = z.enum(['waiting', 'sent', 'caught', 'failed']);
export const mailSchema = z.object({ id, kind: z.string().max(100), recipient: z.string().max(320), subject: z.string().max(1000), state: mailStateSchema, attempts: z.int().min(0), problem: triedSchema.optional(), at: instant, endedAt: instant.optional(), nextAttemptAt: instant.optional(), retryable: z.boolean() });
export type ListedMail = z.infer<typeof mailSchema>;
export const listMailsSchema = z.strictObject({ ...pagedInput, state: mailStateSchema.optional(), recipient: z.string().trim().min(1).max(254).optional().describe('The whole address.') });
export const mailsPageSchema = pagedOutput(mailSchema).extend({ caught: z.boolean().describe('No mail server is set up.'), server: z.string().max(300).optional(), from: z.string().max(400).optional() });

/** Most shifts of a day, people of a shift, days and swaps that are written down. */
const shiftSchema = z.strictObject({ hours: timeRangeText, people: z.array(id).max(20) });
const shifts = z.array(shiftSchema).max(12);
export const dutyPlanSchema = z.strictObject({
  week: z.strictObject({ mon: shifts, tue: shifts, wed: shifts, thu: shifts, fri: shifts, sat: shifts, sun: shifts }),
  exceptions: z.array(z.strictObject({ date: localDateSchema, until: localDateSchema.optional(), shifts })).max(200).describe('Days on which these shifts begin instead of the week’s.'),
  swaps: z.array(z.strictObject({ date: localDateSchema, from: id, to: id })).max(500).describe('On this day `to` stands in for `from`.'),
});
export type DutyPlan = z.infer<typeof dutyPlanSchema>;
export type DutyShift = z.infer<typeof shiftSchema>;
const rosterName = typedText(60);
const rosterFields = { name: rosterName, timeZone: timeZoneSchema, plan: dutyPlanSchema };
const personOnDuty = z.object({ id, name: z.string().max(100) });
export const dutyRosterSchema = z.object({ id, revision, scope: scopeSchema, ...rosterFields, editable: z.boolean(), people: z.array(personOnDuty).max(500).describe('Names of everyone in the plan.') });
export type DutyRoster = z.infer<typeof dutyRosterSchema>;
export const dutyRostersSchema = z.object({ rosters: z.array(dutyRosterSchema).max(100), candidates: z.array(personOnDuty).max(2000).describe('Whom one may put on duty; empty for who may not.') });
export const createDutyRosterSchema = z.strictObject({ scope: scopeSchema, ...rosterFields });
export const updateDutyRosterSchema = z.strictObject({ id, revision, ...rosterFields });
export const readDutySchema = z.strictObject({ at: z.iso.datetime().max(40).optional().describe('Now when left out.') });
export const dutySchema = z.object({ at: instant, rosters: z.array(z.object({ id, name: z.string().max(60), scope: scopeSchema, people: z.array(personOnDuty).max(300), until: instant.optional() })).max(100) });
