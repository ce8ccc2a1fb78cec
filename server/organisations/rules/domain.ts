/** Providers under whose domains anybody may have a mailbox: no organisation can own those. [ours] */
const publicMailDomains: ReadonlySet<string> = new Set([
  'qq.com', 'foxmail.com', 'vip.qq.com', '163.com', '126.com', 'yeah.net', 'vip.163.com', '188.com', 'sina.com', 'sina.cn', 'sohu.com', '139.com', '189.cn', 'wo.cn', 'aliyun.com', 'tom.com', '21cn.com',
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'live.cn', 'msn.com', 'yahoo.com', 'yahoo.co.jp', 'icloud.com', 'me.com', 'mac.com', 'proton.me', 'protonmail.com', 'gmx.de', 'gmx.com', 'web.de', 'mail.ru', 'yandex.ru', 'yandex.com', 'zoho.com', 'aol.com', 'fastmail.com', 'naver.com', 'hey.com',
]);

export type DomainRead = { ok: true; domain: string } | { ok: false; code: 'domain_form' | 'domain_public' };

/** Reads a domain as somebody typed it, in lower case and with its labels in ASCII (IDN). `toAscii` is what knows IDN. */
export function readDomain(typed: string, toAscii: (domain: string) => string): DomainRead {
  const bare = typed.trim().toLowerCase().replace(/^@/, '').replace(/\.$/, '');
  const domain = toAscii(bare);
  const labels = domain.split('.');
  const isDomain = domain.length <= 253 && labels.length >= 2 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) && !/^\d{1,3}$/.test(labels.at(-1) ?? '');
  if (!isDomain) return { ok: false, code: 'domain_form' };
  return publicMailDomains.has(domain) ? { ok: false, code: 'domain_public' } : { ok: true, domain };
}

/** The domains to which an e-mail address belongs, its own first, then those above it: a verified example.com speaks for mail.example.com. */
export function domainsOfAddress(address: string): string[] {
  const labels = address.slice(address.lastIndexOf('@') + 1).toLowerCase().split('.');
  return labels.slice(0, -1).slice(0, 10).map((_label, index) => labels.slice(index).join('.'));
}

/** The TXT record that proves a domain. */
export function proofRecord(domain: string, token: string): { name: string; value: string } {
  return { name: `_lichun.${domain}`, value: `lichun-verification=${token}` };
}
