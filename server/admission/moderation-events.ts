import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

const fleet = z.string().max(48);
const scope = z.strictObject({ kind: z.literal('fleet'), key: fleet });
const inFleet = { fleet, scope };
const application = z.uuid();

/** What happens to invitations, and what moderators do beside deciding. */
export const moderationEvents = defineEvents({
  'invitation.created': { summary: 'Somebody made an invitation to a fleet.', subject: 'group_invitation', data: z.strictObject(inFleet), forWebhooks: true },
  'invitation.revoked': { summary: 'An invitation to a fleet leads nowhere any more.', subject: 'group_invitation', data: z.strictObject(inFleet), forWebhooks: true },
  'invitation.restored': { summary: 'The revoking of an invitation was taken back: its link works again.', subject: 'group_invitation', data: z.strictObject(inFleet), forWebhooks: true },
  'invitation.used': { summary: 'Somebody applied by an invitation.', subject: 'group_invitation', data: z.strictObject({ ...inFleet, application }), forWebhooks: true },
  'application.claimed': { summary: 'A moderator took an application on, or let it go.', subject: 'application', data: z.strictObject(inFleet) },
  'strike.lifted': { summary: 'A counted rejection counts no more.', subject: 'strike', data: z.strictObject({ ...inFleet, application }), forWebhooks: true },
  'strike.renewed': { summary: 'The lifting of a strike was taken back: it counts again.', subject: 'strike', data: z.strictObject({ ...inFleet, application }), forWebhooks: true },
  'ban.added': { summary: 'Somebody is admitted no more.', subject: 'ban', data: z.strictObject({ fleet: fleet.optional(), scope: scope.optional() }), forWebhooks: true },
  'ban.lifted': { summary: 'Somebody who was barred may apply again.', subject: 'ban', data: z.strictObject({ fleet: fleet.optional(), scope: scope.optional() }), forWebhooks: true },
  'appeal.answered': { summary: 'A moderator answered an appeal.', subject: 'appeal', data: z.strictObject({ ...inFleet, application, granted: z.boolean() }), forWebhooks: true },
  'appeal.reopened': { summary: 'The answer to an appeal was taken back before anybody was told.', subject: 'appeal', data: z.strictObject({ ...inFleet, application }), forWebhooks: true },
});
