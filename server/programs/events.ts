import { defineEvents } from '../platform/index.ts';

export const programsEvents = defineEvents({});
