import type { Server, ServerOptions } from 'node:http';

/**
 * How long and how large a request may be before it is understood (G4): a client that sends its headers or body drop by drop
 * is let go after 10 or 30 seconds, checked every 2.
 */
export function serverOptions(): ServerOptions {
  return {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16_384,
    // A small window: what a client does not read waits in our memory.
    highWaterMark: 65_536,
    noDelay: true,
  };
}

const silentMilliseconds = 30_000;
const mostConnections = 10_000;

/** Bounds a server's connections: how many there are, and how long one may stay silent, as when a client does not read its answer. */
export function limitConnections(server: Server): void {
  server.maxConnections = mostConnections;
  server.maxHeadersCount = 100;
  server.timeout = silentMilliseconds;
}
