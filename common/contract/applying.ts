import { z } from 'zod';
import { answersSchema, applicationReferenceSchema, applicationStates, applicationStatusSchema, decisions, humanProofSchema } from './admission.ts';
import { admissionSchema, policyCheckKinds } from './admission-policy.ts';
import { keySchema, typedText } from './text.ts';

/** What applicants do with their applications, and how operators try a policy out. */

const id = z.uuid();
const instant = z.iso.datetime();
const text = z.string().max(4000);

/** What became of an application at once; how it stands is read from its status. `created`: false for one that was there already. */
export const appliedSchema = z.object({ id, state: z.enum(applicationStates), created: z.boolean() });

/** The same for every address. `application`: the secret of the status link; `signIn`: of the browser that waits for the code. Both go into cookies. */
export const begunSchema = z.object({ application: z.string().max(100), signIn: z.string().max(100) });

export const atApplication = applicationReferenceSchema;
export const correctApplicationSchema = applicationReferenceSchema.extend({ answers: answersSchema, human: humanProofSchema.optional() });
export const giveOwedUidSchema = applicationReferenceSchema.extend({ uid: typedText(64) });
export const appealDecisionSchema = applicationReferenceSchema.extend({ text: typedText(2000) });
export const verifyApplicationSchema = applicationReferenceSchema.extend({ human: humanProofSchema.optional() });

export const ownApplicationSchema = applicationStatusSchema.pick({ id: true, fleet: true, fleetName: true, topicName: true, state: true, submittedAt: true, decidedAt: true, group: true, position: true, ended: true, endedAt: true });
export const ownApplicationsSchema = z.object({ items: z.array(ownApplicationSchema).max(100) });

/** A changed policy is run over so many applications at most. */
export const simulatedAtMost = 500;

/** A changed policy, run over the latest applications that were decided by the rules. */
export const simulatePolicySchema = z.strictObject({ fleet: keySchema, admission: admissionSchema, count: z.int().min(1).max(simulatedAtMost).default(100).describe('Over so many of the latest applications.') });
export const simulatedSchema = z.object({
  looked: z.int().min(0).describe('Applications that were decided again.'),
  erased: z.int().min(0).describe('Left out, since what they were decided by has been erased.'),
  changed: z.int().min(0),
  untried: z.array(z.object({ check: z.enum(policyCheckKinds), count: z.int().min(1).describe('On so many applications.') })).max(20).describe('Checks that could not be tried, since nothing was asked for them then. They were left out of the decisions about those applications.'),
  lines: z.array(z.object({ application: id, at: instant, before: z.enum(decisions), after: z.enum(decisions), counted: z.object({ before: z.boolean(), after: z.boolean() }), because: z.array(text).max(20) })).max(500),
});
export type Simulated = z.infer<typeof simulatedSchema>;

/** Decisions that are made again from what is kept with them. */
export const replayDecisionsSchema = z.strictObject({ application: id.optional().describe('Left out: all.') });
export const replayedSchema = z.object({
  looked: z.int().min(0),
  same: z.int().min(0),
  different: z.int().min(0),
  byHand: z.int().min(0).describe('Decided by a person: no rule to make again.'),
  erased: z.int().min(0).describe('What they were made from has been erased.'),
  otherRules: z.int().min(0).describe('Made by another version of the rules.'),
  rules: z.int().min(1),
  lines: z.array(z.object({ application: id, decision: id, at: instant, rules: z.int(), before: z.enum(decisions), after: z.enum(decisions), differs: z.array(z.enum(['decision', 'counted', 'findings'])).max(3) })).max(1000),
});
export type Replayed = z.infer<typeof replayedSchema>;
