import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';
import { localizedText, plainText } from './text.ts';

/** The forms that ask people for something about themselves; each has a notice of its own. */
export const privacyForms = ['proposal', 'sign_in', 'application', 'ticket'] as const;
export type PrivacyForm = (typeof privacyForms)[number];
export const privacyFormSchema = z.enum(privacyForms);

/** The forms that are there today; texts for the others can be prepared. */
export const formsInUse = ['proposal', 'sign_in', 'application'] as const satisfies readonly PrivacyForm[];

export const noticeMaximum = 20_000;
/** Markdown in every language in which it is read. */
export const noticeTextSchema = z.strictObject({ 'zh-CN': plainText(noticeMaximum), en: plainText(noticeMaximum) });
export type NoticeText = z.infer<typeof noticeTextSchema>;
/** A box beside the form. `required`: without it the form is not taken; otherwise agreeing is free, and can be taken back. */
export const consentBoxSchema = z.strictObject({ label: localizedText(300), required: z.boolean() });
export type ConsentBox = z.infer<typeof consentBoxSchema>;

const version = z.int().min(1).max(100_000);

/** One version of a form's notice. It never changes once it is published. */
export const noticeVersionSchema = z.object({
  id: z.uuid(),
  form: privacyFormSchema,
  version,
  text: noticeTextSchema,
  consent: consentBoxSchema.optional(),
  inForceFrom: z.iso.datetime(),
  publishedAt: z.iso.datetime(),
});
export type NoticeVersion = z.infer<typeof noticeVersionSchema>;

export const noticeDraftSchema = z.object({ text: noticeTextSchema, consent: consentBoxSchema.optional(), revision: z.int().min(1), changedAt: z.iso.datetime() });
export type NoticeDraft = z.infer<typeof noticeDraftSchema>;

export const readNoticeSchema = z.strictObject({ form: privacyFormSchema });

/** One kind of data as visitors read of it: how many days it stays. */
export const keptForSchema = z.object({ kind: z.string().max(60), days: z.int().min(0).nullable().describe('null: without an end.') });
export const privacyPageSchema = z.object({ notices: z.array(noticeVersionSchema).max(20), kept: z.array(keptForSchema).max(100) });
export type PrivacyPage = z.infer<typeof privacyPageSchema>;

export const formSummarySchema = z.object({
  form: privacyFormSchema,
  inUse: z.boolean(),
  inForce: noticeVersionSchema.optional(),
  coming: noticeVersionSchema.optional().describe('Published, in force later.'),
  draft: z.boolean(),
  shown: z.int().min(0).describe('How often the version in force was shown with something that was sent.'),
  accepted: z.int().min(0).describe('How often its box was ticked, those taken back not counted.'),
});
export const formSummariesSchema = z.object({ items: z.array(formSummarySchema).max(20) });
export const formRecordSchema = z.object({
  form: privacyFormSchema,
  inUse: z.boolean(),
  draft: noticeDraftSchema.optional(),
  standard: noticeTextSchema.describe('What this release of the program suggests.'),
  versions: z.array(noticeVersionSchema.extend({ shown: z.int().min(0), accepted: z.int().min(0) })).max(100).describe('Latest first; the 100 latest.'),
});
export type FormRecord = z.infer<typeof formRecordSchema>;

export const saveDraftSchema = z.strictObject({
  form: privacyFormSchema,
  text: noticeTextSchema,
  consent: consentBoxSchema.optional(),
  revision: z.int().min(1).max(2_000_000_000).optional().describe('Of the draft that was edited; left out to begin one.'),
});
export const discardDraftSchema = z.strictObject({ form: privacyFormSchema, revision: z.int().min(1).max(2_000_000_000) });
export const publishDraftSchema = z.strictObject({
  form: privacyFormSchema,
  revision: z.int().min(1).max(2_000_000_000),
  inForceFrom: z.iso.datetime().max(40).optional().describe('From when it is in force; at once when left out. At most a year ahead.'),
});
export const discardedSchema = z.object({ discarded: z.boolean() });

/** What a form sends beside what it is about. */
export const consentFields = {
  notice: z.uuid().optional().describe('The version of the privacy notice that was shown.'),
  consent: z.boolean().optional().describe('Whether the box of the notice was ticked.'),
};

/** Something that somebody was shown, or agreed to. */
export const consentRecordSchema = z.object({ id: z.uuid(), form: privacyFormSchema, version, at: z.iso.datetime(), accepted: z.boolean(), withdrawnAt: z.iso.datetime().optional(), withdrawable: z.boolean() });
export type ConsentRecord = z.infer<typeof consentRecordSchema>;
export const recordOwnConsentSchema = z.strictObject({ form: privacyFormSchema, ...consentFields });
export const consentRecordedSchema = z.object({ recorded: z.boolean() });
export const readOwnConsentSchema = z.strictObject({ form: privacyFormSchema });
export const ownConsentSchema = z.object({ missing: z.boolean().describe('The notice in force asks for an agreement that one has not given, or has taken back.') });
export const withdrawConsentSchema = z.strictObject({ id: z.uuid() });

export const retentionSchema = z.object({
  kind: z.string().max(60),
  days: z.int().min(0).nullable().describe('null: without an end.'),
  defaultDays: z.int().min(0).nullable().describe('null: it can stay without an end.'),
  minimumDays: z.int().min(0),
  maximumDays: z.int().min(0),
  revision: z.int().min(0),
  lastRun: z.object({ at: z.iso.datetime(), deleted: z.int().min(0) }).optional(),
});
export type Retention = z.infer<typeof retentionSchema>;
export const retentionTableSchema = z.object({ items: z.array(retentionSchema).max(100) });
export const setRetentionSchema = z.strictObject({
  kind: z.string().max(60).regex(/^[a-z0-9_]{1,60}$/, 'form'),
  days: z.int().min(0).max(36_500).nullable().describe('null: without an end, for kinds that can stay so.'),
  revision: z.int().min(0).max(2_000_000_000),
});

export const requestKinds = ['export', 'erasure'] as const;
export type RequestKind = (typeof requestKinds)[number];
export const requestStates = ['waiting', 'running', 'done', 'refused', 'taken_back'] as const;
export type RequestState = (typeof requestStates)[number];
export const privacyRequestSchema = z.object({
  id: z.uuid(),
  kind: z.enum(requestKinds),
  state: z.enum(requestStates),
  personId: z.uuid(),
  name: z.string().max(60).optional().describe('Left out once the person is erased.'),
  byPerson: z.boolean().describe('The person asked, not an operator.'),
  mine: z.boolean().describe('Asked for by who reads this.'),
  askedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().describe('When it begins.'),
  endedAt: z.iso.datetime().optional(),
  steps: z.object({ done: z.int().min(0), all: z.int().min(0) }),
  attempts: z.int().min(0),
  reason: z.string().max(60).optional().describe('Why it was refused.'),
  expiresAt: z.iso.datetime().optional().describe('Until when the export can be fetched.'),
  left: z.array(z.object({ place: z.string().max(130), rows: z.int().min(0) })).max(200).optional().describe('Where the person’s name or addresses still stood after erasure, for an operator to look at.'),
});
export type PrivacyRequest = z.infer<typeof privacyRequestSchema>;
export const listRequestsSchema = z.strictObject({ state: z.enum(requestStates).optional(), ...pagedInput });
export const requestsSchema = pagedOutput(privacyRequestSchema);

export const personRequestSchema = z.strictObject({ id: z.uuid() });
export const requestIdSchema = z.strictObject({ id: z.uuid() });
export const readExportSchema = z.strictObject({ id: z.uuid(), format: z.enum(['json', 'html']) });
export const exportFileSchema = z.object({ fileName: z.string().max(120), mediaType: z.string().max(60), text: z.string().max(60_000_000) });

/** What is kept about a person, area by area: how many entries; nothing of what they say. */
export const keptSummarySchema = z.array(z.object({ area: z.string().max(60), entries: z.int().min(0) })).max(100);
export const ownPrivacySchema = z.object({
  kept: keptSummarySchema,
  consents: z.array(consentRecordSchema).max(100),
  requests: z.array(privacyRequestSchema).max(20),
  erasable: z.enum(['yes', 'last_operator', 'already_asked']),
});
export type OwnPrivacy = z.infer<typeof ownPrivacySchema>;

/** Why something outlives an erasure; each has a sentence in common/locales/privacy. */
export const stayReasons = ['history_without_name', 'notice_records', 'barred_identities', 'backups', 'public_texts'] as const;
export type StayReason = (typeof stayReasons)[number];
export const erasurePreviewSchema = z.object({
  personId: z.uuid(),
  name: z.string().max(60),
  deleted: keptSummarySchema,
  stays: z.array(z.object({ reason: z.enum(stayReasons), count: z.int().min(0) })).max(20),
  erasable: z.enum(['yes', 'last_operator', 'already_asked']),
});
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>;
export const findForPrivacySchema = z.strictObject({ address: z.string().trim().min(1).max(254) });
export const foundForPrivacySchema = z.object({ personId: z.uuid() });

export const eraseContactSchema = z.strictObject({ id: z.uuid() });
export const contactErasedSchema = z.object({ erased: z.boolean() });
