import { defineEvents } from '../platform/index.ts';

export const upkeepEvents = defineEvents({});
