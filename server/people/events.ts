import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

const nothing = z.strictObject({});

export const peopleEvents = defineEvents({
  'people.operator_added': { summary: 'The centre has its first operator, or another one.', subject: 'person', data: nothing, forWebhooks: true },
  'people.sessions_ended': { summary: 'Sessions of a person ended, or their rights changed.', subject: 'person', data: nothing },
});
