import type { Configuration } from '../config/schema.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/index.ts';
import { fill, headersOf, isJsonBody, marksIn, type SmsFilling } from './template.ts';

/** A text message. `code` stands in its text too: gateways with fixed templates want it alone. */
export type SmsMessage = { to: string; text: string; code?: string | undefined };
export type SmsGateway = { send(message: SmsMessage): Promise<void> };
export type SmsSettings = Pick<Configuration, 'SMS_URL' | 'SMS_BODY' | 'SMS_HEADERS' | 'SMS_SECRET' | 'SMS_EXPECT'>;

const timeoutMilliseconds = 10_000;
const mostBytes = 64 * 1024;

/**
 * Any gateway that takes messages over HTTP, by the templates of the configuration; undefined while none is set. Throws when a message was not
 * taken, so that whoever sends it tries again; neither number, text nor answer get into the error or the log.
 */
export function createSmsGateway(settings: SmsSettings, { outbound, log }: { outbound: Outbound; log: Log }): SmsGateway | undefined {
  const { SMS_URL: url, SMS_BODY: body, SMS_HEADERS: headers = '', SMS_SECRET: secret = '', SMS_EXPECT: expected } = settings;
  if (url === undefined) return undefined;
  const marks = marksIn(`${url} ${body ?? ''} ${headers}`);
  return {
    async send({ to, text, code }) {
      // What cannot be said with a fixed template is not said: that an account is disabled, for example.
      if (code === undefined && !marks.includes('text')) return log.warn('sms.dropped', { because: 'no_template' });
      const filling: SmsFilling = { to, digits: to.replace(/^\+/, ''), national: to.replace(/^\+86/, '').replace(/^\+/, ''), text, code: code ?? '', secret };
      const sent = body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, body: isJsonBody(body) ? fill(body, filling, inJson) : fill(body, filling, encodeURIComponent) };
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': isJsonBody(body) ? 'application/json' : 'application/x-www-form-urlencoded' };
      const own = Object.fromEntries((headersOf(headers) ?? []).map(([name, value]) => [name.toLowerCase(), fill(value, filling, (piece) => piece)]));
      const answer = await outbound.fetchOutside(fill(url, filling, encodeURIComponent), { ...sent, headers: { accept: 'application/json', ...type, ...own }, timeoutMilliseconds, maximumBytes: mostBytes, redirects: 0 });
      if (!answer.ok) throw new Error(`The SMS gateway could not be asked: ${answer.reason}`);
      if (answer.status < 200 || answer.status > 299) throw new Error(`The SMS gateway answered ${answer.status}`);
      if (expected !== undefined && !Buffer.from(answer.body).toString('utf8').includes(expected)) throw new Error('The SMS gateway did not answer what SMS_EXPECT says');
    },
  };
}

/** A text inside the quotes of a JSON string. */
const inJson = (value: string) => JSON.stringify(value).slice(1, -1);
