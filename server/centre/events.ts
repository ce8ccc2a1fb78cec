import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

export const centreEvents = defineEvents({
  'centre.changed': { summary: 'Something in the described centre changed.', subject: 'centre', data: z.looseObject({}), forWebhooks: true },
  'proposal.submitted': { summary: 'A visitor proposed something.', subject: 'proposal', data: z.looseObject({}), forWebhooks: true },
  'proposal.resolved': { summary: 'A proposal was decided about, or its decision was taken back.', subject: 'proposal', data: z.looseObject({}), forWebhooks: true },
});
