import { z } from 'zod';
import { proposalStatuses } from '../../common/contract/proposal.ts';
import { defineEvents } from '../platform/index.ts';

export const centreEvents = defineEvents({
  'centre.changed': { summary: 'Something in the described centre changed.', subject: 'centre', data: z.strictObject({ revision: z.int().min(0) }), forWebhooks: true },
  'proposal.submitted': { summary: 'A visitor proposed something.', subject: 'proposal', data: z.strictObject({}), forWebhooks: true },
  'proposal.resolved': { summary: 'A proposal was decided about, or its decision was taken back.', subject: 'proposal', data: z.strictObject({ status: z.enum(proposalStatuses) }), forWebhooks: true },
});
