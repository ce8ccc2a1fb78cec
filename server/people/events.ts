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
});
