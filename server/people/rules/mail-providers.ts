/** How a provider delivers: spellings of one mailbox, by its own documentation. */
export type MailProvider = {
  domains: readonly string[];
  /** The domain under which its addresses are compared, where it treats several as one for the same name. */
  as?: string;
  /** What follows + is a label: the mail arrives in the mailbox before it. */
  plus?: true;
  /** Dots in the name mean nothing. */
  dots?: true;
  source: string;
};

/**
 * Providers whose documents say that spellings lead to one mailbox. Whoever is not listed is taken at their word: qq.com, 163.com, a
 * company's own domain and every unknown one compare the name as it is. hotmail.com, live.com and outlook.com are different mailboxes.
 */
export const mailProviders: readonly MailProvider[] = [
  { domains: ['gmail.com', 'googlemail.com'], as: 'gmail.com', plus: true, dots: true, source: 'support.google.com/mail/answer/7436150, answer/10313, answer/22370' },
  { domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'outlook.cn', 'live.cn', 'hotmail.co.uk', 'live.co.uk'], plus: true, source: 'learn.microsoft.com: Plus addressing in Exchange Online and Outlook.com' },
  { domains: ['icloud.com', 'me.com', 'mac.com'], plus: true, source: 'support.apple.com: iCloud Mail aliases and plus addressing' },
  { domains: ['fastmail.com', 'fastmail.fm', 'fastmail.cn'], plus: true, source: 'fastmail.help: Plus addressing and subdomain addressing' },
  { domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'], plus: true, source: 'proton.me/support/addresses-and-aliases' },
  { domains: ['zohomail.com', 'zoho.com', 'zohomail.cn'], plus: true, source: 'zoho.com/mail/help: Email address alias, plus addressing' },
  { domains: ['mailbox.org'], plus: true, source: 'kb.mailbox.org: Address extensions' },
  { domains: ['posteo.de', 'posteo.net'], plus: true, source: 'posteo.de/help: Plus addresses' },
];

const byDomain = new Map(mailProviders.flatMap((provider) => provider.domains.map((domain) => [domain, provider] as const)));

/** The one name and domain under which every spelling of a mailbox is compared. Both are given in lower case. */
export function oneMailbox(name: string, domain: string): { name: string; domain: string } {
  const provider = byDomain.get(domain);
  if (provider === undefined) return { name, domain };
  const plus = provider.plus === true ? name.indexOf('+') : -1;
  const labelled = plus > 0 ? name.slice(0, plus) : name;
  const bare = provider.dots === true ? labelled.replaceAll('.', '') : labelled;
  return { name: bare === '' ? name : bare, domain: provider.as ?? domain };
}
