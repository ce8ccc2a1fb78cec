import { defineEvents } from '../platform/index.ts';

export const noticesEvents = defineEvents({});
