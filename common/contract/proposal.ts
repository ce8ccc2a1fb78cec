import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';
import { consentFields } from './privacy.ts';
import { languageSchema, plainText, typedText } from './text.ts';

/** What a visitor says about the centre: something is missing, something is wrong, or anything else. [000] */
export const proposalKinds = ['missing', 'wrong', 'other'] as const;
export type ProposalKind = (typeof proposalKinds)[number];

export const proposalStatuses = ['open', 'done', 'dismissed'] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

/** Most proposals that may wait at a time; beyond it nobody would read them. */
export const openProposalLimit = 2000;

export const submitProposalSchema = z.strictObject({
  kind: z.enum(proposalKinds),
  text: typedText(2000),
  contact: typedText(200).optional().describe('How to answer, if an answer is wanted.'),
  page: plainText(300).optional().describe('The page or entry that it is about.'),
  ...consentFields,
});
export const proposalSubmittedSchema = z.object({ id: z.uuid() });

export const proposalSchema = z.object({
  id: z.uuid(),
  kind: z.enum(proposalKinds),
  text: z.string().max(2000),
  contact: z.string().max(200).optional(),
  page: z.string().max(300).optional(),
  language: languageSchema,
  createdAt: z.iso.datetime(),
  status: z.enum(proposalStatuses),
  handledBy: z.string().max(100).optional(),
  handledAt: z.iso.datetime().optional(),
  note: z.string().max(1000).optional(),
});
export type Proposal = z.infer<typeof proposalSchema>;

export const listProposalsSchema = z.strictObject({ status: z.enum(proposalStatuses).optional(), ...pagedInput });
export const proposalsSchema = pagedOutput(proposalSchema).extend({ open: z.int().min(0).describe('How many wait for a decision.') });

export const resolveProposalSchema = z.strictObject({
  id: z.uuid(),
  status: z.enum(proposalStatuses).describe('open takes the decision back.'),
  note: typedText(1000).optional(),
});
