import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { chinaHolidays } from '../../../common/calendar/china.ts';
import { keyFileName } from '../../platform/secrets/index.ts';
import { listStaff, readPolicy } from '../../people/index.ts';
import { readCentreKey } from '../store/centre-key.ts';
import { ok, problem, warning, type Check } from './check.ts';

const dayMilliseconds = 24 * 3600_000;
const local = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/;

/** What was set, and what is missing. */
export const configurationChecks: readonly Check[] = [
  {
    name: 'public_url',
    run({ configuration: { PUBLIC_URL } }) {
      if (PUBLIC_URL === undefined) return warning('public_url_missing');
      return PUBLIC_URL.startsWith('http:') && !local.test(PUBLIC_URL) ? warning('public_url_plain', { address: PUBLIC_URL }) : ok('public_url_ok', { address: PUBLIC_URL });
    },
  },
  {
    name: 'proxy',
    run({ configuration: { PUBLIC_URL, TRUSTED_PROXY } }) {
      const everyone = TRUSTED_PROXY.find((network) => network.endsWith('/0'));
      if (everyone !== undefined) return problem('proxy_everyone', { network: everyone });
      // The program speaks no TLS itself: with https there is a proxy, and without its name everyone seems to come from it.
      if (PUBLIC_URL?.startsWith('https:') === true && TRUSTED_PROXY.length === 0) return warning('proxy_missing');
      return TRUSTED_PROXY.length === 0 ? ok('proxy_none') : ok('proxy_ok', { networks: TRUSTED_PROXY.join(', ') });
    },
  },
  {
    name: 'secret_key',
    needsDatabase: true,
    async run({ configuration, dataFolder, database, fingerprint }) {
      if (fingerprint === undefined) return warning('key_none');
      const known = await readCentreKey(database);
      if (known !== undefined && known !== fingerprint) return problem('key_other', { known, found: fingerprint });
      if (configuration.SECRET_KEY === undefined) {
        const found = await stat(path.join(dataFolder, keyFileName)).catch(() => undefined);
        if (found !== undefined && (found.mode & 0o077) !== 0) return problem('key_readable', { file: path.join(dataFolder, keyFileName) });
      }
      return ok('key_ok', { fingerprint });
    },
  },
  { name: 'smtp', run: ({ configuration: { SMTP_URL } }) => (SMTP_URL === undefined ? warning('smtp_missing') : ok('smtp_ok', { host: new URL(SMTP_URL).host })) },
  { name: 'sms', run: ({ configuration: { SMS_URL } }) => (SMS_URL === undefined ? ok('sms_none') : ok('sms_ok', { host: new URL(SMS_URL).host })) },
  {
    name: 'certificate',
    async run({ configuration: { SMTP_TLS_CA: file }, now }) {
      if (file === undefined) return ok('certificate_none');
      const text = await readFile(file, 'utf8');
      const parts = text.split('-----BEGIN CERTIFICATE-----').slice(1);
      const ends = parts.map((part) => new X509Certificate(`-----BEGIN CERTIFICATE-----${part}`)).map(({ validTo }) => Date.parse(validTo));
      if (ends.length === 0) return problem('certificate_empty', { file });
      const days = Math.floor((Math.min(...ends) - now.getTime()) / dayMilliseconds);
      return days < 0 ? problem('certificate_over', { file }) : days < 30 ? warning('certificate_soon', { file, days }) : ok('certificate_ok', { days });
    },
  },
  {
    name: 'second_factor',
    needsDatabase: true,
    // A new centre begins without: its one operator has set up nothing yet, and there is nobody who could let them back in.
    async run({ database }) {
      if ((await readPolicy(database)).secondFactorRequired) return ok('second_factor_required');
      const staff = (await listStaff(database)).length;
      return staff < 2 ? ok('second_factor_alone') : warning('second_factor_missing', { count: staff });
    },
  },
  {
    name: 'holidays',
    run({ now }) {
      const { lastYear } = chinaHolidays();
      const year = now.getUTCFullYear();
      if (year > lastYear) return problem('holidays_over', { year: String(lastYear) });
      // The State Council tells next year's holidays in November.
      return year === lastYear && now.getUTCMonth() === 11 ? warning('holidays_soon', { year: String(lastYear) }) : ok('holidays_ok', { year: String(lastYear) });
    },
  },
];
