/** Bounds of the realtime connections of one process. */
export type RealtimeLimits = {
  messageBytes: number;
  topics: number;
  perPerson: number;
  perNetwork: number;
  total: number;
  /** Messages a connection may send at once, and how many it gets back each second. */
  burst: number;
  messagesPerSecond: number;
  /** What may wait for a client that does not read, before it is let go. */
  waitingBytes: number;
  handshakeMilliseconds: number;
  /** Heartbeat and check of sessions. */
  sweepMilliseconds: number;
  /** Connections are closed when their sessions could not be checked for so long. */
  uncheckedMilliseconds: number;
};

export const realtimeLimits: RealtimeLimits = {
  messageBytes: 4_096,
  topics: 50,
  perPerson: 20,
  perNetwork: 100,
  total: 5_000,
  burst: 60,
  messagesPerSecond: 10,
  waitingBytes: 64_000,
  handshakeMilliseconds: 5_000,
  sweepMilliseconds: 30_000,
  uncheckedMilliseconds: 100_000,
};

/** Why the server ends a connection (RFC 6455 leaves 4000–4999 to us). */
export const closeCodes = { stopping: 1001, unsupported: 1003, tooMuch: 1008, unavailable: 1013, signedOut: 4401 } as const;
