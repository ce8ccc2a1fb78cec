import { z } from 'zod';
import { applicationStates, decisions, entrances } from '../../common/contract/admission.ts';
import { defineEvents } from '../platform/index.ts';

const fleet = z.string().max(48);
/** Where it happened, so that only who has a role there hears of it. */
const inFleet = { fleet, scope: z.strictObject({ kind: z.literal('fleet'), key: fleet }) };

/** What happens to applications and strikes. */
export const admissionEvents = defineEvents({
  'application.submitted': { summary: 'Somebody applied to a fleet, by an address or account that is proven.', subject: 'application', data: z.strictObject({ ...inFleet, entrance: z.enum(entrances) }), forWebhooks: true },
  'application.decided': { summary: 'An application was decided, by the rules or by a moderator; `state` is what it is in now.', subject: 'application', data: z.strictObject({ ...inFleet, decision: z.enum(decisions), state: z.enum(applicationStates), counted: z.boolean(), by: z.uuid().nullable() }), forWebhooks: true },
  'application.decision_undone': { summary: 'Who decided took it back within seconds.', subject: 'application', data: z.strictObject({ ...inFleet, by: z.uuid().nullable() }), forWebhooks: true },
  'application.offered': { summary: 'A seat is held for somebody on the waitlist.', subject: 'application', data: z.strictObject({ ...inFleet, until: z.iso.datetime() }), forWebhooks: true },
  'application.joined': { summary: 'An applicant is in the group.', subject: 'application', data: z.strictObject({ ...inFleet, group: z.uuid() }), forWebhooks: true },
  'application.withdrawn': { summary: 'An applicant withdrew.', subject: 'application', data: z.strictObject(inFleet), forWebhooks: true },
  'application.restored': { summary: 'An application that had ended stands again as it did, because what ended it was undone.', subject: 'application', data: z.strictObject(inFleet), forWebhooks: true },
  'application.expired': { summary: 'What an applicant had to do in time was not done. `what`: verification, correction, offer or seat. Or there was nothing to do: a moderator took the seat back (`removed`), its `group` was dissolved, the archived group in which they are was `reopened`, its `fleet` was deleted.', subject: 'application', data: z.strictObject({ ...inFleet, what: z.enum(['verification', 'correction', 'offer', 'seat', 'removed', 'group', 'reopened', 'fleet']) }), forWebhooks: true },
  'application.corrected': { summary: 'An applicant mended an application.', subject: 'application', data: z.strictObject(inFleet), forWebhooks: true },
  'application.uid_given': { summary: 'A UID that was left out during an outage was given. `found`: `proven` to be the member’s; `exists`, and nothing says whose it is; proven `of_another` before; `unknown` to the product; or it `could_not_ask`. A moderator looks at all but the first.', subject: 'application', data: z.strictObject({ ...inFleet, person: z.uuid(), found: z.enum(['proven', 'exists', 'of_another', 'unknown', 'could_not_ask']) }), forWebhooks: true },
  'application.uid_overdue': { summary: 'A UID that was left out during an outage was not given in time; a moderator decides.', subject: 'application', data: z.strictObject(inFleet), forWebhooks: true },
  'application.uid_waived': { summary: 'A moderator asks a member no more for a UID that was left out during an outage; or took that back, and it is owed as before (`waived` is false).', subject: 'application', data: z.strictObject({ ...inFleet, waived: z.boolean() }), forWebhooks: true },
  'application.appealed': { summary: 'An applicant asks to look at a rejection again.', subject: 'application', data: z.strictObject(inFleet), forWebhooks: true },
  'strike.given': { summary: 'A rejection was counted.', subject: 'strike', data: z.strictObject({ ...inFleet, application: z.uuid(), list: z.string().max(48) }), forWebhooks: true },
});
