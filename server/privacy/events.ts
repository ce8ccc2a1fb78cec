import { defineEvents } from '../platform/index.ts';

export const privacyEvents = defineEvents({});
