import { defineEvents } from '../platform/index.ts';

export const organisationsEvents = defineEvents({});
