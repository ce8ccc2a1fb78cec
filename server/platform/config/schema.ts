import { z } from 'zod';

const list = (maximum: number) =>
  z
    .string()
    .max(4000)
    .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''))
    .pipe(z.array(z.string().max(253)).max(maximum));

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
  FILES_MAXIMUM_MB: z.string().regex(/^\d{1,7}$/).transform(Number).pipe(z.int().min(16).max(9_999_999)).default(10_240).describe('How many MiB of files the centre keeps at most, in the folder files of DATA_DIR.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('How much is logged.'),
  DATABASE_CONNECTIONS: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.int().min(2).max(200)).default(10).describe('Connections that one process opens at most.'),
});

export type Configuration = z.output<typeof configurationSchema>;
export type ConfigurationProblem = { variable: keyof Configuration; message: string };

/** Reads the configuration from the environment; an empty variable counts as left out. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): { ok: true; configuration: Configuration } | { ok: false; problems: ConfigurationProblem[] } {
  const given = Object.fromEntries(Object.keys(configurationSchema.shape).map((name) => [name, environment[name] === '' ? undefined : environment[name]]));
  const parsed = configurationSchema.safeParse(given);
  if (parsed.success) return { ok: true, configuration: parsed.data };
  return { ok: false, problems: parsed.error.issues.map((issue) => ({ variable: issue.path[0] as keyof Configuration, message: issue.message })) };
}
