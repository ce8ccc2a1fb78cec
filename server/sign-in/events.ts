import { defineEvents } from '../platform/index.ts';

export const signInEvents = defineEvents({});
