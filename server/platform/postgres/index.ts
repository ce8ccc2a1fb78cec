export { claimServer, findServer } from './claim.ts';
export type { Claim, ServerHolder } from './claim.ts';
export { checkGivenDatabase, OLDEST_POSTGRES } from './given.ts';
export { startBundledPostgres } from './supervise.ts';
export type { BundledPostgres, SocketConnection } from './supervise.ts';
export type { StartOptions } from './start.ts';
