import { z } from 'zod';
import { humanProofSchema } from './admission.ts';
import { fileUploadSchema } from './file.ts';
import { intakes } from './fleet.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { keySchema, typedText } from './text.ts';

/** Platforms' own QR codes, and one-time codes for who was approved here and gets in there. */

const instant = z.iso.datetime();
const id = z.uuid();
const text = z.string().max(4000);

/** Largest picture of a code, in KiB. */
export const largestCodePicture = 300;
/** Most codes that are checked at once. */
export const mostCodesChecked = 200;
/** So many days after a one-time code was found valid its seat stands at least: whoever was let in there has time to say so here. [ours] */
export const checkedCodeDays = 7;
/** A code is reported dead by so many networks, each with a human check, before that is believed. [ours] */
export const networksToBelieve = 3;
/** Before the end of a code, in hours: when it is warned of. [ours] */
export const codeWarnings = [48, 12] as const;

export const codeAudiences = ['everyone', 'admitted'] as const;

export const enterGroupCodeSchema = z.strictObject({
  group: id,
  content: typedText(1000).optional().describe('What the code says: a link or a text. Either this or a picture.'),
  picture: fileUploadSchema.optional().describe(`A picture of the code, PNG or JPEG, ${largestCodePicture} KiB at most.`),
  expires: z.string().trim().max(300).optional().describe('When it ends, in any form: a day, a number of days, or the sentence that the platform prints below it. Left out: in seven days.'),
  audience: z.enum(codeAudiences).optional().describe('Who is shown it: everyone, or who has been admitted. Left out: admitted.'),
});
export type EnterGroupCode = z.output<typeof enterGroupCodeSchema>;
export const atCode = z.strictObject({ code: id });

export const groupCodeSchema = z.object({
  id,
  content: text.optional(),
  picture: z.string().max(200).describe('Where it is drawn, below the address of the centre.'),
  audience: z.enum(codeAudiences),
  typed: text.describe('What was entered about its end.'),
  said: z.enum(['nothing', 'day', 'days', 'never']),
  expiresAt: instant.optional(),
  enteredAt: instant,
  enteredBy: text.optional(),
  endedAt: instant.optional(),
  endedBecause: z.enum(['replaced', 'expired', 'marked_dead', 'reported']).optional(),
  endedBy: text.optional(),
  reports: z.int().min(0).describe('Networks from which it was called dead.'),
});
export type GroupCode = z.infer<typeof groupCodeSchema>;

/** The codes of a group: the one that holds, and those before it. */
export const codesOfGroupSchema = z.object({ group: id, key: keySchema, name: text, fleet: keySchema, fleetName: text, state: z.string().max(20), number: z.string().max(20).optional(), code: groupCodeSchema.optional(), earlier: z.array(groupCodeSchema).max(20) });
export type CodesOfGroup = z.infer<typeof codesOfGroupSchema>;
export const listGroupCodesSchema = z.strictObject({ fleet: keySchema.optional().describe('Left out: of all fleets where one may read them.'), ...pagedInput });
export const groupCodesSchema = pagedOutput(codesOfGroupSchema);

/** A code as whoever may scan it is shown it. */
export const shownCodeSchema = z.object({ id, picture: z.string().max(200), content: text.optional(), expiresAt: instant.optional() });
export type ShownCode = z.infer<typeof shownCodeSchema>;

/** The way into groups that live elsewhere, for everyone: number, link and, while one lives, the code. */
export const readScanPageSchema = z.strictObject({ fleet: keySchema });
export const scanPageSchema = z.object({
  fleet: keySchema,
  name: text,
  topicName: text,
  groups: z
    .array(z.object({ key: keySchema, name: text, term: z.int().optional(), intake: z.enum(intakes).describe('Only a group that takes people is told with its way in.'), number: z.string().max(20).optional(), handle: z.string().max(64).optional(), link: z.string().max(2000).optional(), code: shownCodeSchema.optional() }))
    .max(240)
    .describe('Those that take people first.'),
  steps: z.array(text).max(10),
});
export type ScanPage = z.infer<typeof scanPageSchema>;

export const readCodePictureSchema = z.strictObject({ code: id, pass: z.string().max(64).regex(/^[0-9a-f]{32}$/, 'form') });

export const reportDeadCodeSchema = z.strictObject({ code: id, human: humanProofSchema.optional() });
/** The same answer whatever is known already: who reports learns nothing about others. */
export const reportedSchema = z.object({ thanks: z.literal(true) });

export const checkJoinCodesSchema = z.strictObject({
  fleet: keySchema.optional().describe('Left out: of any fleet that one runs.'),
  codes: z.array(z.string().max(60)).min(1).max(mostCodesChecked),
});
export const checkByLinkSchema = z.strictObject({ token: z.string().max(100), codes: z.array(z.string().max(60)).min(1).max(mostCodesChecked) });
export const atCheckToken = z.strictObject({ token: z.string().max(100) });
export const codeVerdicts = ['valid', 'used', 'in_already', 'expired', 'unknown'] as const;
export const checkedCodeSchema = z.object({
  typed: z.string().max(60),
  verdict: z.enum(codeVerdicts).describe('valid: let them in; the code is used up by this. used: it was checked before. unknown: no such code, or none of a fleet that one runs.'),
  name: text.optional().describe('What the applicant is called here.'),
  group: text.optional(),
  usedAt: instant.optional(),
});
export type CheckedCode = z.infer<typeof checkedCodeSchema>;
export const checkedCodesSchema = z.object({ items: z.array(checkedCodeSchema).max(mostCodesChecked) });

/** Where codes are checked: which fleet, for whoever has its link. */
export const checkPlaceSchema = z.object({ fleet: keySchema, name: text, topicName: text });
export const checkLinkSchema = z.object({ id, fleet: keySchema, label: z.string().max(80), createdAt: instant, createdBy: text.optional(), usedAt: instant.optional(), revokedAt: instant.optional() });
export type CheckLink = z.infer<typeof checkLinkSchema>;
export const checkLinksSchema = z.object({ items: z.array(checkLinkSchema).max(100) });
export const createCheckLinkSchema = z.strictObject({ fleet: keySchema, label: typedText(80).optional().describe('Whom it is for.') });
export const createdCheckLinkSchema = checkLinkSchema.extend({ url: z.string().max(400).describe('Shown once.') });
export const atCheckLink = z.strictObject({ link: id });
export const atFleetKey = z.strictObject({ fleet: keySchema });
