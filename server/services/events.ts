import { defineEvents } from '../platform/index.ts';

export const servicesEvents = defineEvents({});
