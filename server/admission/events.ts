import { defineEvents } from '../platform/index.ts';

/** What happens to applications, strikes and invitations. */
export const admissionEvents = defineEvents({});
