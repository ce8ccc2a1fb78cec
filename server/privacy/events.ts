import { z } from 'zod';
import { requestKinds } from '../../common/contract/privacy.ts';
import { defineEvents } from '../platform/index.ts';

export const privacyEvents = defineEvents({
  'privacy.notice_published': { summary: 'A new version of a form’s privacy notice was published.', subject: 'form', data: z.strictObject({ version: z.int().min(1), inForceFrom: z.iso.datetime() }), forWebhooks: true },
  'privacy.requested': { summary: 'An export or the erasure of a person was asked for.', subject: 'person', data: z.strictObject({ request: z.uuid(), kind: z.enum(requestKinds) }), forWebhooks: true },
  'privacy.export_made': { summary: 'An export of what is kept about a person is ready for who asked for it.', subject: 'person', data: z.strictObject({ request: z.uuid() }) },
  'privacy.erased': { summary: 'A person was erased: whoever keeps something about them elsewhere deletes it.', subject: 'person', data: z.strictObject({}), forWebhooks: true },
});
