import { domainToASCII } from 'node:url';

const atom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,30}$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A mail address as it goes over the wire, or undefined when it cannot be told for sure whom it means (A11): one unquoted local part, one `@`,
 * a host name whose letters of any script are written in ASCII. Quoted locals, comments, groups, address literals and lists are refused.
 */
export function wireAddress(typed: string): string | undefined {
  if (typed.length > 254) return undefined;
  const at = typed.indexOf('@');
  if (at < 1 || typed.indexOf('@', at + 1) >= 0) return undefined;
  const local = typed.slice(0, at);
  // What the URL parser would take away or read as something else must not be there in the first place.
  if (local.length > 64 || !atom.test(local) || !/^[\p{L}\p{M}\p{N}.-]{1,253}$/u.test(typed.slice(at + 1))) return undefined;
  const domain = domainToASCII(typed.slice(at + 1)).toLowerCase();
  const labels = domain.split('.');
  if (domain.length > 253 || !labels.every((part) => label.test(part)) || /^[\d.]+$/.test(domain)) return undefined;
  return `${local}@${domain}`;
}

/** Name and address of a sender, from `支持中心 <help@example.com>` or the address alone. */
export function readMailbox(text: string): { name: string; address: string } | undefined {
  const found = /^([^<>]{0,200})<([^<>]{3,254})>\s{0,10}$/.exec(text.trim());
  const address = wireAddress((found?.[2] ?? text).trim());
  if (address === undefined) return undefined;
  return { name: oneLine((found?.[1] ?? '').trim().replace(/^"(.{0,198})"$/, '$1'), 100), address };
}

/** Text for a header: one line, without anything that a line end, a terminal or a reader's eye could be led astray by. */
export function oneLine(text: string, maximum: number): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\uFEFF]{1,1000}/gu, ' ').trim().slice(0, maximum);
}
