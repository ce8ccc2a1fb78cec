import type { CentreReader } from '../centre/index.ts';
import type { EntitlementsOf } from '../services/index.ts';

/** Measured first response of one channel, in seconds. */
export type FirstResponse = { p50: number; p90: number; count: number };

/** What the desk measures: first responses of answered requests by channel. A channel without any is left out of the answer. */
export type FirstResponseStatistics = {
  measured(channelKeys: readonly string[], since: Date): Promise<ReadonlyMap<string, FirstResponse>>;
};

/** Until something measures, the page says "no data yet". */
export const nothingMeasured: FirstResponseStatistics = { measured: () => Promise.resolve(new Map()) };

/** For callers that ask for nobody in particular. */
export const nothingHeld: EntitlementsOf = () => Promise.resolve([]);

/** What the actions stand on: the described centre, what was measured, and what somebody signed in may use. */
export type ChannelsParts = { reader: Pick<CentreReader, 'current'>; statistics: FirstResponseStatistics; entitlementsOf: EntitlementsOf };
