import ipaddr from 'ipaddr.js';

/** Why an outgoing call was not made or not finished. */
export type OutboundRefusal =
  | 'address_unreadable'
  | 'scheme_forbidden'
  | 'credentials_in_address'
  | 'port_forbidden'
  | 'host_spelling'
  | 'destination_forbidden'
  | 'header_forbidden'
  | 'host_unknown'
  | 'unreachable'
  | 'too_slow'
  | 'too_large'
  | 'encoding_unexpected'
  | 'too_many_redirects'
  | 'redirect_forbidden';

export type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Networks that may be called although they are not public, from `10.1.0.0/16` or `10.1.2.3`. Throws on anything else. */
export function parseNetworks(texts: readonly string[]): Network[] {
  return texts.map((text) => {
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  });
}

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * True for an address that a call may go to: public unicast, or within `allowed`. Everything with a second meaning is refused, since it may
 * lead back inside: IPv4 inside IPv6 in any form (mapped, compatible, NAT64, 6to4, Teredo), and what no registry has given out for the public.
 */
export function isAllowedAddress(text: string, allowed: readonly Network[]): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (allowed.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))) return true;
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(globalUnicast);
}

export type DestinationRules = { ports: ReadonlySet<number>; allowed: readonly Network[] };

/** Reads an address that the product is asked to call, and refuses what no honest address needs. The host's own addresses are judged when connecting. */
export function readDestination(text: string, rules: DestinationRules): { ok: true; url: URL } | { ok: false; reason: OutboundRefusal } {
  if (text.length > 2_000 || !URL.canParse(text)) return { ok: false, reason: 'address_unreadable' };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { ok: false, reason: 'scheme_forbidden' };
  if (url.username !== '' || url.password !== '') return { ok: false, reason: 'credentials_in_address' };
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!rules.ports.has(port)) return { ok: false, reason: 'port_forbidden' };
  const literal = literalAddress(url);
  // 2130706433, 0x7f.1 and 0177.0.0.1 all mean 127.0.0.1; whoever writes an address so wants it not to be recognised.
  if (literal !== undefined && !text.toLowerCase().includes(url.hostname)) return { ok: false, reason: 'host_spelling' };
  if (literal !== undefined && !isAllowedAddress(literal, rules.allowed)) return { ok: false, reason: 'destination_forbidden' };
  return { ok: true, url };
}

/** The IP address that a URL's host is, if it is one. */
export function literalAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) ? host : undefined;
}
