import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

const nothing = z.strictObject({});
const member = z.strictObject({ member: z.uuid(), person: z.uuid().optional() });
const certificate = z.strictObject({ organisation: z.uuid() });

export const organisationsEvents = defineEvents({
  'organisation.created': { summary: 'An organisation was added.', subject: 'organisation', data: nothing, forWebhooks: true },
  'organisation.changed': { summary: 'Something about an organisation changed: its name, departments or domains.', subject: 'organisation', data: nothing, forWebhooks: true },
  'organisation.archived': { summary: 'An organisation was archived.', subject: 'organisation', data: nothing, forWebhooks: true },
  'organisation.restored': { summary: 'An archived organisation is in use again.', subject: 'organisation', data: nothing, forWebhooks: true },
  'organisation.member_added': { summary: 'Somebody belongs to an organisation.', subject: 'organisation', data: member, forWebhooks: true },
  'organisation.member_suggested': { summary: 'Somebody proved an address of a verified domain and may belong to the organisation.', subject: 'organisation', data: member, forWebhooks: true },
  'organisation.member_changed': { summary: 'A membership changed.', subject: 'organisation', data: member, forWebhooks: true },
  'organisation.member_removed': { summary: 'Somebody no longer belongs to an organisation.', subject: 'organisation', data: member, forWebhooks: true },
  'organisation.domain_verified': { summary: 'A domain was proven to be the organisation’s.', subject: 'organisation', data: z.strictObject({ how: z.enum(['dns', 'operator']) }), forWebhooks: true },
  'certificate.submitted': { summary: 'A certificate of an organisation waits to be checked, or a decision about it was taken back.', subject: 'certificate', data: certificate, forWebhooks: true },
  'certificate.verified': { summary: 'A certificate was found to be right.', subject: 'certificate', data: certificate, forWebhooks: true },
  'certificate.rejected': { summary: 'A certificate was rejected.', subject: 'certificate', data: certificate, forWebhooks: true },
  'certificate.expiring': { summary: 'A verified certificate ends within 30 days.', subject: 'certificate', data: certificate, forWebhooks: true },
  'certificate.expired': { summary: 'A verified certificate has ended.', subject: 'certificate', data: certificate, forWebhooks: true },
  'import.progressed': { summary: 'Some more lines of an import have been done.', subject: 'import', data: z.strictObject({ kind: z.string().max(40) }) },
  'import.finished': { summary: 'An import is done, or was cancelled.', subject: 'import', data: z.strictObject({ kind: z.string().max(40) }), forWebhooks: true },
});
