import { hostname } from 'node:os';
import ipaddr from 'ipaddr.js';
import type { Configuration } from '../config/schema.ts';

type Settings = Pick<Configuration, 'PUBLIC_URL' | 'ALLOWED_HOSTS' | 'TRUSTED_PROXY'>;
export type Incoming = { remoteAddress: string | undefined; host: string | undefined; forwardedFor: string | undefined; forwardedProto: string | undefined };
export type RequestAddress = { readonly knownHost: boolean; readonly origin: string; readonly secure: boolean; readonly network: string; /** Whether a proxy of ours asks, whose headers are believed. */ readonly fromProxy: boolean };

/**
 * Reads who asks and under which address, believing proxies only where the configuration names them.
 * Answers a function so that networks are parsed once, not for each request.
 */
export function addressReader(settings: Settings): (incoming: Incoming) => RequestAddress {
  const proxies = settings.TRUSTED_PROXY.map(parseNetwork);
  const publicHost = settings.PUBLIC_URL === undefined ? undefined : new URL(settings.PUBLIC_URL).host.toLowerCase();
  const extra = new Set(settings.ALLOWED_HOSTS.map((host) => host.toLowerCase()));
  const own = hostname().toLowerCase();
  const verdicts = new Map<string, boolean>();

  const known = (host: string): boolean => {
    const remembered = verdicts.get(host);
    if (remembered !== undefined) return remembered;
    const name = host.replace(/:\d{1,5}$/, '').replace(/^\[|\]$/g, '');
    const local = name === 'localhost' || name === '127.0.0.1' || name === '::1';
    // Without PUBLIC_URL the first evening's addresses work: an IP literal or this machine's name cannot be rebound by a stranger's DNS.
    const answer = /^[a-z0-9.:_[\]-]{1,260}$/.test(host) && (host === publicHost || extra.has(host) || extra.has(name) || local || (publicHost === undefined && (ipaddr.isValid(name) || name === own || name === `${own}.local`)));
    if (verdicts.size < 1000) verdicts.set(host, answer);
    return answer;
  };

  return ({ remoteAddress, host, forwardedFor, forwardedProto }) => {
    const trusted = proxies.length > 0 && remoteAddress !== undefined && isIn(remoteAddress, proxies);
    const client = trusted ? (lastUntrusted(forwardedFor, proxies) ?? remoteAddress) : remoteAddress;
    const secure = settings.PUBLIC_URL?.startsWith('https:') === true || (trusted && forwardedProto?.split(',')[0]?.trim() === 'https');
    const asked = (host ?? '').toLowerCase();
    return {
      knownHost: known(asked),
      origin: settings.PUBLIC_URL ?? `${secure ? 'https' : 'http'}://${asked}`,
      secure,
      fromProxy: trusted,
      // Worked out when a limit asks for it; most requests are answered without.
      get network() {
        return networkOf(client);
      },
    };
  };
}

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

function parseNetwork(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** True when every entry of TRUSTED_PROXY is an address or a network. */
export function isNetwork(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
}

function isIn(address: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
}

/** The rightmost address that no trusted proxy of ours added: what stands left of it could be forged. */
function lastUntrusted(header: string | undefined, proxies: readonly Network[]): string | undefined {
  const hops = (header ?? '').slice(-2000).split(',').map((hop) => hop.trim()).filter((hop) => ipaddr.isValid(hop));
  return hops.toReversed().find((hop) => !isIn(hop, proxies)) ?? hops[0];
}

/** What limits count by: an IPv4 address, or the /64 that one IPv6 customer holds (D4). */
export function networkOf(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16)).join(':')}::/64`;
}
