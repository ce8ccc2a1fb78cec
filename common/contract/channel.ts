import { z } from 'zod';
import { keySchema, localizedText, plainText, webAddressSchema } from './text.ts';

export const channelKinds = [
  'docs', 'assistant', 'ticket', 'email', 'phone', 'im', 'group', 'one_to_one', 'issue_tracker',
] as const;
export type ChannelKind = (typeof channelKinds)[number];

export const suits = ['fault', 'cooperation', 'enquiry', 'presales', 'emergency', 'off_topic'] as const;
export type Suit = (typeof suits)[number];

export const audiences = ['everyone', 'paid', 'free', 'sponsor', 'contributor'] as const;
export type Audience = (typeof audiences)[number];

/** The programs in which an account or a group lives; `other` goes by its own name. */
export const apps = ['dingtalk', 'wechat', 'wecom', 'qq', 'wangwang', 'feishu', 'telegram', 'discord', 'slack', 'matrix', 'web', 'other'] as const;
export type App = (typeof apps)[number];

const label = localizedText(80).optional().describe('What the button or link says; a fitting word is used when left out.');

export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('url'), url: webAddressSchema, label, qr: z.boolean().optional().describe('Show a QR code of the address too.') }),
  z.strictObject({ kind: z.literal('email'), address: z.email().max(254), label }),
  z.strictObject({ kind: z.literal('phone'), number: z.string().max(32).regex(/^\+?[0-9][0-9 ()-]{2,30}$/, 'phone_form'), label }),
  z.strictObject({ kind: z.literal('account'), app: z.enum(apps), id: plainText(80), label }).describe('An account or group number that people copy.'),
  z.strictObject({ kind: z.literal('qr'), content: plainText(1000), label }).describe('What a QR code says; it is drawn by the centre.'),
  z.strictObject({ kind: z.literal('fleet'), fleet: keySchema, label }).describe('A fleet of this file.'),
  z.strictObject({ kind: z.literal('steps'), steps: z.array(localizedText(300)).min(1).max(10), url: webAddressSchema.optional(), label })
    .describe('Steps in words, where there is no address to click. [000]'),
]);
export type Entry = z.infer<typeof entrySchema>;

const hoursReference = z
  .union([z.literal('always'), z.literal('unstated'), keySchema])
  .describe('Key of a calendar, always, or unstated: nobody has said, so the page claims nothing. [000][002]');

export const channelHoursSchema = z
  .strictObject({
    acceptance: hoursReference.optional().describe('When one can write or call. Left out: always. [001]'),
    answering: hoursReference.optional().describe("When promises run. Left out: the centre's answeringCalendar. [001]"),
    emergency: hoursReference.optional().describe('When one may try in an emergency outside acceptance, without promise. [001]'),
  })
  .describe('Three kinds of hours, kept apart. [001]');

export const promiseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('realtime') }).describe('Answered while you wait.'),
  z.strictObject({ kind: z.literal('within'), minutes: z.int().min(1).max(43_200) }).describe('Answered within so many minutes of answering hours.'),
]);

export const outOfOrderSchema = z
  .strictObject({
    reason: localizedText(200),
    until: z.iso.datetime({ offset: true }).max(40).optional().describe('When it is expected back; open-ended when left out.'),
  })
  .describe('Temporarily out of order, shown with its reason. [001]');

/** A channel: one way to get help. */
export const channelSchema = z
  .strictObject({
    key: keySchema,
    kind: z.enum(channelKinds),
    name: localizedText(60),
    description: localizedText(600).optional(),
    suits: z.array(z.enum(suits)).max(suits.length).optional().describe('What it is good for.'),
    hours: channelHoursSchema.optional(),
    hoursLabel: plainText(12).optional().describe('Short name of the hours such as 5×8; the ranges are what counts.'),
    entries: z.array(entrySchema).max(12).optional().describe('How to get in.'),
    audience: z.array(z.enum(audiences)).min(1).max(audiences.length).optional().describe('Who may use it. Left out: everyone.'),
    everyoneFor: z
      .array(z.enum(suits))
      .min(1)
      .max(suits.length)
      .optional()
      .describe('Subjects for which everyone may use it whatever the audience, such as pre-sales by phone. [001]'),
    products: z.array(keySchema).max(50).optional().describe('Only for these products. Left out: all.'),
    promise: promiseSchema.optional(),
    recommended: z.boolean().optional(),
    readings: z.array(keySchema).max(10).optional().describe('What to read and confirm before using it. [002]'),
    note: localizedText(600).optional(),
    outOfOrder: outOfOrderSchema.optional(),
  })
  .describe('Channel: one way to get help.');
export type Channel = z.infer<typeof channelSchema>;
