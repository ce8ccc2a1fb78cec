import { foldText, tidyText } from './fold-text.ts';
import { oneMailbox } from './mail-providers.ts';

/**
 * The address that mail is sent to: full-width characters as plain ones, nothing invisible, the domain in ASCII; the name as it was typed,
 * label and dots included. Undefined when it is no address that we deliver to: quoted names, comments and addresses of machines are not (A11).
 */
export function mailboxOf(typed: string): string | undefined {
  const text = tidyText(typed);
  const at = text.lastIndexOf('@');
  const name = text.slice(0, at);
  if (at < 1 || text.length > 254 || name.length > 64) return undefined;
  if (!/^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~.-]{1,64}$/u.test(name) || name.startsWith('.') || name.endsWith('.') || name.includes('..')) return undefined;
  const domain = asciiDomain(text.slice(at + 1));
  return domain === undefined ? undefined : `${name}@${domain}`;
}

/** The form in which addresses are compared: one for every spelling that the provider delivers to one mailbox. What was typed is kept beside it. */
export function canonicalEmail(typed: string): string {
  const mailbox = mailboxOf(typed);
  if (mailbox === undefined) return foldText(typed);
  const at = mailbox.lastIndexOf('@');
  const { name, domain } = oneMailbox(foldText(mailbox.slice(0, at)), mailbox.slice(at + 1));
  return `${name}@${domain}`;
}

function asciiDomain(domain: string): string | undefined {
  const text = domain.endsWith('.') ? domain.slice(0, -1) : domain;
  if (!/^[\p{L}\p{N}\p{M}.。-]{1,200}$/u.test(text) || !URL.canParse(`http://${text}/`)) return undefined;
  const ascii = new URL(`http://${text}/`).hostname;
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,10}(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(ascii) ? ascii : undefined;
}
