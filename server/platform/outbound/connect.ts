import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isAllowedAddress, type Network } from './destination.ts';

/** Every address of a host, as the system resolves it. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export const systemResolve: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/** The host leads to a place that must not be called. */
export class ForbiddenDestination extends Error {}

/**
 * A lookup for a socket: it is asked in the moment of connecting, and the socket connects to exactly what it answers, so that an answer
 * that changes between a check and the call (DNS rebinding) has no effect. One forbidden address among several forbids them all.
 */
export function guardedLookup(resolve: Resolve, allowed: readonly Network[]): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return callback(Object.assign(new Error(`No address for ${host}`), { code: 'ENOTFOUND' }), '');
        if (!addresses.every(({ address }) => isAllowedAddress(address, allowed))) return callback(new ForbiddenDestination(host), '');
        if (options.all === true) return callback(null, [...addresses]);
        return callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}
