import { z } from 'zod';
import { applicationStates, decisions } from './admission.ts';
import { largestPage, pagedInput, pagedOutput } from './paging.ts';
import { problemSchema } from './problem.ts';
import { keySchema, localizedText, typedText } from './text.ts';

/** What moderators do beside reading an application: claim, decide many, templates, strikes, bans, appeals. [002] */

const instant = z.iso.datetime();
const id = z.uuid();
const text = z.string().max(4000);
const who = z.object({ id, name: text });

/** How long a claim holds, and how long a decision can be taken back by who made it. */
export const claimMinutes = 10;
export const undoSeconds = 10;
/** So long after a fleet was deleted its applications end; until then, whoever brings it back finds them as they were. */
export const removedFleetMinutes = 15;
/** Most applications that are decided with one call. */
export const largestBatch = 100;

export const atApplication = z.strictObject({ id });
export const claimedSchema = z.object({ id, claimedBy: who.extend({ until: instant }).optional(), mine: z.boolean(), revision: z.int().min(1) });
export const decidedSchema = z.object({ id, state: z.enum(applicationStates), decision: z.enum(decisions), counted: z.boolean(), undoUntil: instant.optional(), repeated: z.boolean().describe('It had been decided before; this is the first answer.') });
export type Decided = z.infer<typeof decidedSchema>;
/** One outcome for each line of a batch. */
export const decidedManySchema = z.object({ items: z.array(z.object({ id, done: decidedSchema.optional(), problem: problemSchema.optional() })).max(largestBatch) });
export const undoneSchema = z.object({ id, state: z.enum(applicationStates) });

/** Members who were let in without a UID during an outage and owe it. [002] */
export const listOwedUidsSchema = z.strictObject({
  fleet: keySchema,
  seats: z.string().max(largestPage * 37).regex(/^[0-9a-f-]{36}(?:,[0-9a-f-]{36})*$/, 'form').transform((list) => list.split(',')).pipe(z.array(id).max(largestPage)).optional().describe('Only of these seats: their ids with commas between them, as many as a page has.'),
  ...pagedInput,
});
export const owedUidsSchema = pagedOutput(z.object({ application: id, seat: id, until: instant, overdue: z.boolean() }));
export const waivedUidSchema = z.object({ id, owedUntil: instant.optional().describe('Until when the UID is to be given; left out: none is owed.') });

/** What waits for the reader, per fleet. */
export const waitingSchema = z.object({ items: z.array(z.object({ fleet: keySchema, fleetName: text, inReview: z.int().min(0), waitlisted: z.int().min(0), appeals: z.int().min(0) })).max(2000) });
export type Waiting = z.infer<typeof waitingSchema>;

/** A reason for rejecting, in both languages. `builtIn`: comes with the program and nobody has changed it. */
export const rejectReasonSchema = z.object({ key: keySchema, fleet: keySchema.optional().describe('Left out: for every fleet.'), text: localizedText(600), archived: z.boolean(), builtIn: z.boolean(), revision: z.int().min(0) });
export type RejectReason = z.infer<typeof rejectReasonSchema>;
export const listRejectReasonsSchema = z.strictObject({ fleet: keySchema.optional().describe('Those of the fleet and of the centre. Left out: those of the centre, and of every fleet of the reader.'), archived: z.enum(['yes', 'no']).optional().describe('yes: those too that are offered no more.') });
export const rejectReasonsSchema = z.object({ items: z.array(rejectReasonSchema).max(500) });
const reasonKey = { key: keySchema };
export const createRejectReasonSchema = z.strictObject({ ...reasonKey, fleet: keySchema.optional(), text: localizedText(600) });
export const updateRejectReasonSchema = z.strictObject({ ...reasonKey, text: localizedText(600), revision: z.int().min(0) });
export const atRejectReason = z.strictObject(reasonKey);

/** A counted rejection. */
export const strikeSchema = z.object({
  id,
  list: z.string().max(60),
  fleet: keySchema,
  fleetName: text,
  person: who.optional(),
  application: id,
  at: instant,
  reason: text.optional(),
  counted: z.int().min(0).describe('How many count on this list for this person now.'),
  lifted: z.object({ at: instant, by: who.optional(), reason: text }).optional(),
});
export type StrikeView = z.infer<typeof strikeSchema>;
export const listStrikesSchema = z.strictObject({ fleet: keySchema.optional(), person: id.optional(), lifted: z.enum(['yes', 'no']).optional(), ...pagedInput });
export const strikesSchema = pagedOutput(strikeSchema);
export const liftStrikeSchema = z.strictObject({ id, reason: typedText(600) });

/** Somebody who is admitted no more. */
export const banSchema = z.object({
  id,
  list: z.string().max(60).describe('The list of strikes on which it stands, or the fleet alone.'),
  fleet: keySchema.optional().describe('It holds in this fleet alone.'),
  person: who.optional(),
  reason: text,
  createdBy: who.optional(),
  createdAt: instant,
  until: instant.optional(),
  inForce: z.boolean(),
  lifted: z.object({ at: instant, by: who.optional(), reason: text }).optional(),
});
export type BanView = z.infer<typeof banSchema>;
export const listBansSchema = z.strictObject({ fleet: keySchema.optional(), person: id.optional(), state: z.enum(['in_force', 'over']).optional(), ...pagedInput });
export const bansSchema = pagedOutput(banSchema);
export const banPersonSchema = z.strictObject({
  person: id,
  fleet: keySchema.optional().describe('Only in this fleet. Left out: wherever the list holds.'),
  list: keySchema.optional().describe('Left out: the list of the centre.'),
  reason: typedText(600),
  until: instant.max(40).optional().describe('Left out: for good.'),
  takeOut: z.boolean().optional().describe('Also takes them out of the groups where it holds, once the ban can be taken back no more.'),
});
export const undoneBanSchema = z.object({ id });
export const liftBanSchema = z.strictObject({ id, reason: typedText(600) });

/** Whom a moderator may mean: people who applied to their fleets. */
export const listApplicantsSchema = z.strictObject({ fleet: keySchema.optional(), search: typedText(100).optional().describe('Part of a name, the beginning of an address, number, login or UID.'), person: id.optional().describe('This one alone.') });
export const applicantsSchema = z.object({ items: z.array(z.object({ id, name: text, accounts: z.array(text).max(8) })).max(20), more: z.boolean() });

/** Somebody asks for a second look at a counted rejection. */
export const appealStates = ['open', 'granted', 'declined'] as const;
export const appealSchema = z.object({
  id,
  application: id,
  fleet: keySchema,
  fleetName: text,
  person: who.optional(),
  text,
  at: instant,
  state: z.enum(appealStates),
  rejectedBecause: text.optional(),
  handled: z.object({ at: instant, by: who.optional(), answer: text }).optional(),
});
export type AppealView = z.infer<typeof appealSchema>;
export const listAppealsSchema = z.strictObject({ fleet: keySchema.optional(), state: z.enum([...appealStates, 'answered']).optional().describe('Left out: open. answered: granted or declined.'), ...pagedInput });
export const appealsSchema = pagedOutput(appealSchema);
export const answerAppealSchema = z.strictObject({ id, grant: z.boolean().describe('Lifts the strike and opens the application again.'), answer: typedText(1000) });

/** Takes back what the reader decided within the last ten seconds; one outcome for each. */
export const undoDecisionsSchema = z.strictObject({ ids: z.array(id).min(1).max(largestBatch) });
export const undoneManySchema = z.object({ items: z.array(z.object({ id, done: undoneSchema.optional(), problem: problemSchema.optional() })).max(largestBatch) });
