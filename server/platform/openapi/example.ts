import { exampleId, wordsFor } from './example-words.ts';

type Json = Record<string, unknown>;

/** Texts that fit the patterns of the contracts; the first that fits is shown. */
const words = ['standard', '2026-11-18', '08:00-17:30', '0731-8957 2759', '+8613800000000', 'Asia/Shanghai', 'suit:fault', '12345678', 'https://help.example.com', 'chunhua@example.com', '2026', '1', 'a', 'A'];
const byFormat: Readonly<Record<string, string>> = { uuid: exampleId, 'date-time': '2026-11-18T02:00:00.000Z', date: '2026-11-18', uri: 'https://help.example.com/', email: 'chunhua@example.com' };
const deepest = 8;

/** A value that fits a JSON Schema, to show; undefined when none is found. Deterministic. */
export function exampleOf(schema: Json, depth = 0, name = ''): unknown {
  if (schema['const'] !== undefined) return schema['const'];
  if (schema['default'] !== undefined) return schema['default'];
  if (Array.isArray(schema['examples'])) return schema['examples'][0];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const either = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  if (either !== undefined) return either.map((one) => exampleOf(one, depth, name)).find((value) => value !== undefined);
  if (Array.isArray(schema['allOf']) && schema['type'] !== 'string') return Object.assign({}, ...(schema['allOf'] as Json[]).map((one) => exampleOf(one, depth)));
  const type = Array.isArray(schema['type']) ? (schema['type'] as unknown[])[0] : schema['type'];
  if (type !== schema['type']) return exampleOf({ ...schema, type }, depth, name);
  switch (type) {
    case 'object':
      return exampleObject(schema, depth);
    case 'array':
      return exampleList(schema, depth, name);
    case 'string':
      return exampleText(schema, name);
    case 'integer':
    case 'number':
      return Math.max(Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? 0), Math.min(1, Number(schema['maximum'] ?? 1)));
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return {};
  }
}

/** What must be given, and what fits besides. */
function exampleObject(schema: Json, depth: number): unknown {
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  const required = (schema['required'] ?? []) as string[];
  const entries = Object.entries(properties)
    .filter(([name]) => depth < deepest || required.includes(name))
    .map(([name, child]) => [name, exampleOf(child, depth + 1, name)] as const);
  if (entries.some(([name, value]) => value === undefined && required.includes(name))) return undefined;
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function exampleList(schema: Json, depth: number, name: string): unknown {
  const least = Number(schema['minItems'] ?? 0);
  if (depth >= deepest && least === 0) return [];
  const item = exampleOf((schema['items'] ?? {}) as Json, depth + 1, name);
  if (item === undefined) return least === 0 ? [] : undefined;
  return Array.from({ length: Math.max(1, Math.min(least, Number(schema['maxItems'] ?? 1))) }, () => item).slice(0, Number(schema['maxItems'] ?? 1));
}

function exampleText(schema: Json, name: string): string | undefined {
  const patterns = [schema, ...((schema['allOf'] ?? []) as Json[])].flatMap((one) => (typeof one['pattern'] === 'string' ? [new RegExp(one['pattern'], 'u')] : []));
  const least = Number(schema['minLength'] ?? 0);
  const most = Number(schema['maxLength'] ?? Infinity);
  const known = byFormat[String(schema['format'])];
  const fits = (text: string) => text.length >= least && text.length <= most && patterns.every((pattern) => pattern.test(text));
  if (known !== undefined) return fits(known) ? known : undefined;
  return [...wordsFor(name), ...(patterns.length === 0 ? ['example'] : []), ...words, 'x'.repeat(Math.min(least, 100))].find(fits);
}
