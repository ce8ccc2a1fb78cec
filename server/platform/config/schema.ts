import { z } from 'zod';
import { readMailbox, wireAddress } from '../mail/address.ts';
import { readSmtpAddress } from '../mail/settings.ts';
import { headersOf, isJsonBody, isSmsAddress, marksIn, namesKnown } from '../sms/template.ts';

const list = (maximum: number) =>
  z
    .string()
    .max(4000)
    .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''))
    .pipe(z.array(z.string().max(253)).max(maximum));

const perMinute = (usual: number) => z.string().regex(/^\d{1,7}$/).transform(Number).pipe(z.int().min(1).max(1_000_000)).default(usual);

/** Every environment variable that the program reads; docs/operations.md is generated from it. */
export const configurationSchema = z.object({
  PORT: z.string().regex(/^\d{1,5}$/).transform(Number).pipe(z.int().min(1).max(65_535)).default(8080).describe('Port to serve on.'),
  HOST: z.string().max(253).default('0.0.0.0').describe('Address to listen on; 127.0.0.1 keeps it on this machine.'),
  DATABASE_URL: z.string().max(2000).optional().describe('PostgreSQL 15 or newer to use instead of the bundled one: postgres://user:password@host:5432/database'),
  DATA_DIR: z.string().max(1000).default('.data/centre').describe('Folder of the bundled PostgreSQL and of files.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .transform((url) => new URL(url))
    .refine((url) => url.pathname === '/' && url.search === '' && url.username === '', 'origin_only')
    .transform((url) => url.origin)
    .optional()
    .describe('The address under which people reach the centre, for example https://help.example.com; links, cookies and QR codes use it.'),
  ALLOWED_HOSTS: list(50).default([]).describe('Further host names that are answered, separated by commas.'),
  TRUSTED_PROXY: list(50).default([]).describe('Addresses or networks (CIDR) of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.'),
  SECRET_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional()
    .describe('Key of the centre, 32 bytes in base64url, the same on every node. Left out: made on the first start and kept in DATA_DIR/secret-key.'),
  OUTBOUND_ALLOW: list(50).default([]).describe('Networks inside (CIDR) that the centre may call all the same, such as those of a company’s own sign-in server; everything else inside is refused.'),
  OUTBOUND_PORTS: list(20)
    .default([])
    .transform((ports) => (ports.length === 0 ? [80, 443, 8080, 8443] : ports.map(Number)))
    .pipe(z.array(z.int().min(1).max(65_535)))
    .describe('Ports that the centre may call; 80, 443, 8080 and 8443 when left out.'),
  API_LIMIT_NETWORK: perMinute(1200).describe('Requests to the API per minute and network, signed in or not.'),
  API_LIMIT_PERSON: perMinute(1200).describe('Requests to the API per minute and person, with all their sessions and keys.'),
  API_LIMIT_KEY: perMinute(600).describe('Requests to the API per minute and API key.'),
  FILES_MAXIMUM_MB: z.string().regex(/^\d{1,7}$/).transform(Number).pipe(z.int().min(16).max(9_999_999)).default(10_240).describe('How many MiB of files the centre keeps at most, in the folder files of DATA_DIR.'),
  SMTP_URL: z.string().max(1000).refine((text) => readSmtpAddress(text) !== undefined, 'smtp_address').optional().describe('Mail server for outgoing mail: smtp://user:password@host:587 or smtps://user:password@host:465. Left out: mails are caught, nobody gets them.'),
  MAIL_FROM: z.string().max(400).refine((text) => readMailbox(text) !== undefined, 'mailbox').optional().describe('Sender of mails, for example 支持中心 <help@example.com>; needed with SMTP_URL.'),
  MAIL_REPLY_TO: z.string().max(254).refine((text) => wireAddress(text) !== undefined, 'email').optional().describe('Address at which somebody reads replies. Left out: mails say that nobody does.'),
  SMTP_TLS: z.enum(['auto', 'required', 'off']).default('auto').describe('STARTTLS with smtp://: auto asks for it unless the server is on this machine, required always, off never.'),
  SMTP_TLS_CA: z.string().max(1000).optional().describe('File with the certificates (PEM) of an authority of your own that the mail server uses.'),
  SMS_URL: z.string().max(2000).refine(isSmsAddress, 'sms_address').optional().describe('SMS gateway for sign-in codes by telephone: its address, in which {to} (+8613800138000), {digits}, {national} (13800138000), {text}, {code} and {secret} are filled in. Left out: nobody signs in by telephone.'),
  SMS_BODY: z.string().max(4000).refine(isSmsBody, 'sms_body').optional().describe('What is posted there, JSON or a form, with the same placeholders. Left out: the address is called with GET.'),
  SMS_HEADERS: z.string().max(2000).refine((text) => headersOf(text) !== undefined && namesKnown(text), 'sms_headers').optional().describe('Headers for the SMS gateway: name=value, separated by commas, with the same placeholders; for example Authorization=Bearer {secret}.'),
  SMS_SECRET: z.string().max(1000).optional().describe('What {secret} stands for; kept out of every log.'),
  SMS_EXPECT: z.string().max(200).optional().describe('What an answer of the SMS gateway contains when it took the message, such as "code":0. Left out: any 2xx counts.'),
  BACKUP_DIR: z.string().max(1000).optional().describe('Folder into which a backup is written every day. Left out: none is written by itself.'),
  BACKUP_HOUR: z.string().regex(/^\d{1,2}$/).transform(Number).pipe(z.int().min(0).max(23)).default(3).describe('Hour of the centre’s time zone from which the day’s backup is written.'),
  BACKUP_KEEP: z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.int().min(1).max(3650)).default(14).describe('How many of the daily backups are kept; the oldest go. Erased people are gone from all of them after so many days.'),
  METRICS_PORT: z.string().regex(/^\d{1,5}$/).transform(Number).pipe(z.int().min(1).max(65_535)).optional().describe('Port of its own for /metrics (Prometheus), without a token.'),
  METRICS_HOST: z.string().max(253).default('127.0.0.1').describe('Address on which METRICS_PORT listens; this machine only when left out.'),
  METRICS_TOKEN: z.string().min(16).max(200).optional().describe('Bearer token with which /metrics answers on PORT. Left out: it does not.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).max(300).optional().describe('OpenTelemetry collector (OTLP over HTTP) that gets traces, for example http://127.0.0.1:4318. Left out: nothing is traced.'),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().max(2000).optional().describe('Headers for the collector: name=value, separated by commas.'),
  OTEL_TRACES_SAMPLER_ARG: z.string().regex(/^(?:0|1|0?\.\d{1,6}|1\.0{1,6})$/).transform(Number).default(1).describe('Share of the traces that are kept, 0 to 1.'),
  SLOW_QUERY_MILLISECONDS: z.string().regex(/^\d{1,6}$/).transform(Number).pipe(z.int().min(1).max(600_000)).default(500).describe('A statement of the database that takes this long is logged, without its values.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('How much is logged.'),
  DATABASE_CONNECTIONS: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.int().min(2).max(200)).default(10).describe('Connections that one process opens at most.'),
});

/** JSON with its placeholders filled in has to be JSON. */
function isSmsBody(template: string): boolean {
  if (!namesKnown(template)) return false;
  if (!isJsonBody(template)) return true;
  try {
    JSON.parse(template);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** What is missing although something else that is set needs it. */
function missing({ SMTP_URL, MAIL_FROM, SMS_URL, SMS_BODY, SMS_HEADERS, SMS_SECRET }: Configuration): ConfigurationProblem | undefined {
  if (SMTP_URL !== undefined && MAIL_FROM === undefined) return { variable: 'MAIL_FROM', message: 'needed_with_smtp_url' };
  if (SMS_URL === undefined) return undefined;
  const marks = new Set(marksIn(`${SMS_URL} ${SMS_BODY ?? ''} ${SMS_HEADERS ?? ''}`));
  const hasNumber = marks.has('to') || marks.has('digits') || marks.has('national');
  if (!hasNumber || (!marks.has('text') && !marks.has('code'))) return { variable: 'SMS_BODY', message: 'sms_number_and_text' };
  return marks.has('secret') && SMS_SECRET === undefined ? { variable: 'SMS_SECRET', message: 'needed_with_secret' } : undefined;
}

export type Configuration = z.output<typeof configurationSchema>;
export type ConfigurationProblem = { variable: keyof Configuration; message: string };

/** Reads the configuration from the environment; an empty variable counts as left out. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): { ok: true; configuration: Configuration } | { ok: false; problems: ConfigurationProblem[] } {
  const given = Object.fromEntries(Object.keys(configurationSchema.shape).map((name) => [name, environment[name] === '' ? undefined : environment[name]]));
  const parsed = configurationSchema.safeParse(given);
  if (parsed.success) {
    const problem = missing(parsed.data);
    return problem === undefined ? { ok: true, configuration: parsed.data } : { ok: false, problems: [problem] };
  }
  return { ok: false, problems: parsed.error.issues.map((issue) => ({ variable: issue.path[0] as keyof Configuration, message: issue.message })) };
}

/** Where the centre is found, as it was set; without a setting, at this machine. */
export function publicAddressIn({ PUBLIC_URL, PORT }: Pick<Configuration, 'PUBLIC_URL' | 'PORT'>): string {
  return PUBLIC_URL ?? `http://localhost:${PORT}`;
}
