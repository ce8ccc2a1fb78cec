import { retentionMessages } from '../../common/locales/retention/index.ts';
import { retentionKinds } from '../../server/retention.ts';

/** The table of kinds of data with their periods, as the program registers them. */
export function retentionTable(): string {
  const words = retentionMessages.en as Readonly<Record<string, unknown>>;
  const word = (key: string) => String(words[key] ?? key);
  const rows = retentionKinds.map(({ key, defaultDays, minimumDays, maximumDays }) => `| ${word(key)} (\`${key}\`) | ${minimumDays === maximumDays ? 'its own end' : (defaultDays ?? 'no end')} | ${minimumDays === maximumDays ? 'fixed' : `${minimumDays}–${maximumDays}`} | ${word(`${key}.what`)} |`);
  return ['| what | days | bounds | what happens |', '|---|---|---|---|', ...rows].join('\n');
}
