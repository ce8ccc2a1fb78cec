import { z } from 'zod';
import { checkKinds, wrongEffects } from './admission-policy.ts';
import { priorities } from './fleet.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { keySchema, languageSchema, typedText } from './text.ts';

/** Applications to join a fleet: what is answered, what is found, what is decided. */

const instant = z.iso.datetime();
const id = z.uuid();
const text = z.string().max(4000);

/** The states of an application. [002] and docs/adr/0010 */
export const applicationStates = ['awaiting_verification', 'awaiting_correction', 'in_review', 'waitlisted', 'approved', 'joined', 'rejected', 'withdrawn', 'expired'] as const;
export type ApplicationState = (typeof applicationStates)[number];
/** While an application is in one of these, the person has no second one for the fleet. */
export const liveStates = ['awaiting_verification', 'awaiting_correction', 'in_review', 'waitlisted', 'approved'] as const satisfies readonly ApplicationState[];

/**
 * Why an application came to nothing though nobody said no, or why whoever got in by it is in no more: its fleet was deleted, the address was not
 * proven, what was wanting was not mended; they left or gave the seat up, a moderator took them out or the seat back, the group was dissolved, they
 * moved out of an archived group, were in it when it opened again while another seat was held for them, or two entries became one and the other seat is theirs.
 */
export const endings = ['fleet_removed', 'not_proven', 'not_corrected', 'left', 'removed', 'dissolved', 'moved', 'reopened', 'merged', 'other'] as const;
export type Ending = (typeof endings)[number];

/** The ways in. All use the same seats and the same strikes. [003][000] */
export const entrances = ['link', 'topic', 'invitation', 'import', 'number', 'api', 'returning'] as const;
export type Entrance = (typeof entrances)[number];

export const verdicts = ['ok', 'wrong', 'unclear', 'not_now'] as const;
export type Verdict = (typeof verdicts)[number];
/** What a finding does to the decision. `skipped`: a trusted fleet proved it. */
export const findingEffects = ['none', 'skipped', ...wrongEffects, 'waitlist'] as const;
export type FindingEffect = (typeof findingEffects)[number];

/** What one check found, with its reason, also when all is well. `reason` names a sentence in common/locales/findings, and one for applicants in admission-told. */
export const findingSchema = z.object({
  check: z.enum(checkKinds),
  verdict: z.enum(verdicts),
  reason: z.string().max(60),
  effect: z.enum(findingEffects),
  parameters: z.record(z.string().max(40), z.union([z.string().max(400), z.number()])).optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const decisions = ['correct', 'approved', 'in_review', 'waitlisted', 'rejected'] as const;
export type Decision = (typeof decisions)[number];

/** What an applicant answers; which fields are asked follows from the policy. Bounds are generous: what is wrong with them is said by the checks. */
export const answersSchema = z.strictObject({
  realName: typedText(60).optional(),
  reason: typedText(300).optional(),
  question: typedText(1000).optional(),
  uid: typedText(64).optional(),
  /** The UID could not be looked up, because the product cannot be reached. [002] */
  uidUnreachable: z.boolean().optional(),
  pullRequest: typedText(300).optional().describe('Address of a merged pull request.'),
  readings: z.array(keySchema).max(10).optional().describe('Readings that were confirmed.'),
});
export type Answers = z.infer<typeof answersSchema>;

/** A proof that a human, or a machine with patience, filled the form: ALTCHA's payload, or the code that was mailed. */
export const humanProofSchema = z.strictObject({ altcha: z.string().max(4000).optional(), code: z.string().max(12).optional() });
export type HumanProof = z.infer<typeof humanProofSchema>;

export const applySchema = z.strictObject({
  fleet: keySchema,
  answers: answersSchema,
  human: humanProofSchema.optional(),
  group: keySchema.optional().describe('The group that was asked for by its number; it is given while it takes people.'),
  invitation: z.string().max(100).optional().describe('Token of an invitation link.'),
  entrance: z.enum(['link', 'topic', 'number', 'returning']).optional().describe('Left out: link, or api for a key.'),
  language: languageSchema.optional(),
  notice: id.optional(),
  consent: z.boolean().optional(),
});
export type Apply = z.output<typeof applySchema>;

/** Without an account: the address is proven first, before anything is checked or revealed. */
export const beginApplicationSchema = applySchema.extend({ email: z.string().trim().max(254).pipe(z.email()) });

/** An application by its id, for its owner, or by the token of its status link, for whoever has the link. */
export const applicationReferenceSchema = z.strictObject({ application: z.string().max(100).regex(/^(?:[0-9a-f-]{36}|[A-Za-z0-9_-]{43})$/, 'form') });

/** How an application stands, as the applicant is told: plain words, nothing about anybody else. */
export const applicationStatusSchema = z.object({
  id,
  fleet: keySchema,
  fleetName: text,
  topicName: text,
  state: z.enum(applicationStates),
  submittedAt: instant,
  decidedAt: instant.optional(),
  /** Where the seat is, once there is one. */
  group: z.object({ id, name: text, term: z.int().optional() }).optional(),
  findings: z.array(z.object({ check: z.enum(checkKinds), verdict: z.enum(verdicts), text })).max(20),
  /** Why a moderator or a check said no, in the applicant's language. */
  reason: text.optional(),
  counted: z.boolean().optional().describe('A rejection that counts.'),
  chancesLeft: z.int().min(0).optional(),
  position: z.int().min(1).optional().describe('Place on the waitlist.'),
  usualWait: z.object({ p50: z.number(), p90: z.number(), count: z.int() }).nullable().describe('In seconds, of those who waited lately for the same: a moderator, a seat, or a decision. null: too few did.'),
  offer: z.object({ until: instant }).optional().describe('A seat is held until then, to be accepted.'),
  seat: z.object({ until: instant, code: z.string().max(20).optional(), number: z.string().max(20).optional(), link: z.string().max(2000).optional(), handle: z.string().max(64).optional(), steps: z.array(text).max(10), picture: z.object({ id: z.uuid().describe('By which it is reported when it does not scan.'), address: z.string().max(300), until: instant.optional() }).optional().describe('The own QR code of the platform, while it lives.') }).optional().describe('How to get in where the platform does not do it itself.'),
  ended: z.enum(endings).optional().describe('Why it came to nothing though nobody said no and no time ran out, or why whoever joined by it is in no more.'),
  endedAt: instant.optional().describe('Since when whoever joined by it is in no more.'),
  correctUntil: instant.optional().describe('Until when it is waited for that what is wanting is mended.'),
  may: z.object({ withdraw: z.boolean(), correct: z.boolean(), accept: z.boolean(), confirm: z.boolean(), appeal: z.boolean(), giveUid: z.boolean() }),
  answers: answersSchema,
  revision: z.int().min(1),
});
export type ApplicationStatus = z.infer<typeof applicationStatusSchema>;

/** A line of the moderators' queue. */
export const queueLineSchema = z.object({
  id,
  fleet: keySchema,
  fleetName: text,
  state: z.enum(applicationStates),
  name: text,
  submittedAt: instant,
  entrance: z.enum(entrances),
  priority: z.enum(priorities).optional(),
  /** The findings that stand in the way, worst first. */
  open: z.array(findingSchema).max(20),
  claimedBy: z.object({ id, name: text, until: instant }).optional(),
  position: z.int().optional(),
  ended: z.enum(endings).optional().describe('Why it came to nothing though nobody said no and no time ran out, or why whoever joined by it is in no more.'),
  endedAt: instant.optional().describe('Since when whoever joined by it is in no more.'),
  revision: z.int().min(1),
});
export type QueueLine = z.infer<typeof queueLineSchema>;

export const listApplicationsSchema = z.strictObject({
  fleet: keySchema.optional(),
  state: z.enum(applicationStates).optional().describe('Left out: what waits for a moderator.'),
  person: id.optional(),
  uid: z.literal('overdue').optional().describe('Members who were let in without a UID and have not given it in time; whatever state is asked for.'),
  search: typedText(100).optional(),
  ...pagedInput,
});
export const applicationsSchema = pagedOutput(queueLineSchema);

/** How a pull request stands: `unknown` where nobody could look. */
export const pullRequestStates = ['merged', 'open', 'closed', 'not_found', 'unknown'] as const;

/** An application with everything that a moderator decides by; never a stranger's profile. */
export const evidenceSchema = queueLineSchema.extend({
  person: z.object({ id, name: text, accounts: z.array(z.object({ kind: z.string().max(20), shown: text, proven: z.boolean() })).max(40) }).optional(),
  language: languageSchema,
  answers: answersSchema,
  findings: z.array(findingSchema.extend({ text })).max(20),
  decisions: z.array(z.object({ at: instant, decision: z.enum(decisions), by: z.object({ id, name: text }).optional(), reason: text.optional(), counted: z.boolean(), undone: z.boolean() })).max(50),
  earlier: z.array(z.object({ id, fleet: keySchema, fleetName: text, state: z.enum(applicationStates), ended: z.enum(endings).optional(), at: instant, counted: z.boolean(), reason: text.optional() })).max(50),
  siblings: z.array(z.object({ fleet: keySchema, fleetName: text, group: text, since: instant })).max(50),
  strikes: z.object({ counted: z.int().min(0), chances: z.int().min(1), items: z.array(z.object({ id, at: instant, fleet: keySchema, liftedAt: instant.optional() })).max(50) }),
  grace: z.object({ from: instant, until: instant.optional(), kind: z.enum(['observed', 'declared']) }).optional(),
  pullRequest: z.object({
    url: z.string().max(300), state: z.enum(pullRequestStates), title: text.optional(), repository: z.string().max(300).optional(), listed: z.boolean().optional().describe('The policy names its repository. Left out: it names none, or nobody could look.'),
    author: z.string().max(100).optional().describe('What the forge calls them.'), own: z.boolean().optional().describe('They are the applicant, by a proven account. Left out: the applicant has proven none there.'),
  }).optional(),
  uidOwed: z.object({ until: instant, overdue: z.boolean() }).optional().describe('Let in without a UID, which is asked for afterwards.'),
  wanted: text.optional().describe('The group that was asked for.'),
  landing: z.object({ group: text.optional(), fromReserve: z.boolean(), waiting: z.int().min(0).describe('How many wait before; an approval without priority goes behind them.') }).optional().describe('Where the seat would be now.'),
  priorities: z.array(z.object({ kind: z.enum(priorities), group: text, fromReserve: z.boolean(), left: z.int().min(0).describe('Seats that are left in this kind’s share there.') })).max(priorities.length).describe('Priorities that the reader may give and that lead further than approving without.'),
  undoUntil: instant.optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const decideApplicationSchema = z.strictObject({
  id,
  decision: z.enum(['approve', 'reject', 'waitlist']),
  /** Key of a reason template, or words of one's own. */
  template: keySchema.optional(),
  reason: typedText(600).optional(),
  counts: z.boolean().optional().describe('A rejection is a strike. Left out: as the findings say.'),
  priority: z.enum(priorities).optional().describe('Approve with this priority, within its share of the reserve.'),
  revision: z.int().min(1),
});
export const decideApplicationsSchema = z.strictObject({ items: z.array(z.strictObject({ id, revision: z.int().min(1) })).min(1).max(100), decision: z.enum(['approve', 'reject']), template: keySchema.optional(), reason: typedText(600).optional() });
