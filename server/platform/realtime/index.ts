export { realtimePath, type SignedInActor } from './gate.ts';
export { realtimeLimits, type RealtimeLimits } from './limits.ts';
export { createRealtime, type Realtime, type RealtimeParts, type RealtimeStats } from './realtime.ts';
export type { Change } from './words.ts';
