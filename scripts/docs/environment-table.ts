import { configurationSchema } from '../../server/platform/config/schema.ts';

/** The table of environment variables, as the program reads them. */
export function environmentTable(): string {
  const rows = Object.entries(configurationSchema.shape).map(([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${schema.description ?? ''} |`);
  return ['| variable | left out | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** What the schema gives when the variable is left out. */
function defaultOf(schema: { safeParse(value: unknown): { data?: unknown } }): string {
  const value = schema.safeParse(undefined).data;
  return value === undefined || (Array.isArray(value) && value.length === 0) ? '–' : `\`${String(value)}\``;
}
