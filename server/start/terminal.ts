import { networkInterfaces } from 'node:os';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { terminalMessages } from '../../common/locales/terminal/index.ts';

/** The language of the terminal: LICHUN_LANG, else Chinese unless the locale is English. */
export function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const wish = environment['LICHUN_LANG'] ?? environment['LC_ALL'] ?? environment['LANG'] ?? '';
  return /^en/i.test(wish) ? 'en' : 'zh-CN';
}

/** Says something to the person at the terminal; the log is for machines and goes elsewhere. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The addresses under which this machine is reached from its own network. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address)
    .slice(0, 3);
}

export type ReadyFacts = { language: Language; address: string; network: string[]; data: { folder: string } | { host: string }; setUp: string | undefined; example: string | null };

/** What stands in the terminal when the centre is ready. */
export function readyText({ language, address, network, data, setUp, example }: ReadyFacts): string {
  const t = translator(terminalMessages, language);
  const lines = [
    '',
    `  🌱 ${t('ready')}`,
    '',
    `  ${t('address', { address })}`,
    ...network.map((other) => `  ${t('address_network', { address: other })}`),
    `  ${'folder' in data ? t('data', { folder: data.folder }) : t('data_given', { host: data.host })}`,
    `  ${t('stop')}`,
    ...(example === null ? [] : ['', `  ${t('example', { name: example })}`]),
    ...(setUp === undefined ? [] : ['', `  ${t('set_up')}`, `  ${setUp}`]),
    '',
  ];
  return lines.join('\n');
}
