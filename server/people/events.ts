import { z } from 'zod';
import { identityKinds, proofMethods } from '../../common/contract/people.ts';
import { defineEvents } from '../platform/index.ts';

const nothing = z.strictObject({});

export const peopleEvents = defineEvents({
  'people.operator_added': { summary: 'The centre has its first operator, or another one.', subject: 'person', data: nothing, forWebhooks: true },
  'people.roles_changed': { summary: 'Roles were given to a person, or taken from them.', subject: 'person', data: z.strictObject({ added: z.int().min(0), removed: z.int().min(0) }), forWebhooks: true },
  'people.sessions_ended': { summary: 'Sessions of a person ended, or their rights changed.', subject: 'person', data: nothing },
  'people.identity_proven': { summary: 'A person has proven to own an account.', subject: 'person', data: z.strictObject({ kind: z.enum(identityKinds), how: z.enum(proofMethods) }), forWebhooks: true },
  'people.identity_withdrawn': { summary: 'A person no longer has an account, because another has proven it or it was taken away.', subject: 'person', data: z.strictObject({ kind: z.enum(identityKinds) }), forWebhooks: true },
  'people.person_changed': { summary: 'A person was added, or what is known about them changed.', subject: 'person', data: nothing, forWebhooks: true },
  'people.person_disabled': { summary: 'A person was shut out.', subject: 'person', data: nothing, forWebhooks: true },
  'people.person_enabled': { summary: 'A person who was shut out may come in again.', subject: 'person', data: nothing, forWebhooks: true },
  'people.persons_merged': { summary: 'Two entries turned out to be one human; what belonged to `gone` belongs to the subject now.', subject: 'person', data: z.strictObject({ gone: z.uuid() }), forWebhooks: true },
  'people.merge_undone': { summary: 'Two entries that were merged are two again.', subject: 'person', data: z.strictObject({ gone: z.uuid(), merge: z.uuid().optional() }), forWebhooks: true },
  'people.person_split': { summary: 'Some accounts of a person belong to a new entry now.', subject: 'person', data: z.strictObject({ created: z.uuid() }), forWebhooks: true },
  'people.team_changed': { summary: 'A team was added, renamed, set aside or taken up again.', subject: 'team', data: nothing, forWebhooks: true },
  'people.staff_invited': { summary: 'Somebody was invited to the staff.', subject: 'staff_invitation', data: nothing, forWebhooks: true },
  'people.invitation_accepted': { summary: 'An invitation to the staff was accepted.', subject: 'staff_invitation', data: z.strictObject({ person: z.uuid() }), forWebhooks: true },
  'people.policy_changed': { summary: 'The centre asks its staff for a second factor, or no longer.', subject: 'staff_policy', data: z.strictObject({ secondFactorRequired: z.boolean() }), forWebhooks: true },
});
