import { problemStatuses } from '../../common/contract/problem.ts';
import { permissions } from '../../common/contract/rights.ts';
import { apiDocument, describedOperations, type DescribedOperation, type Json } from './described.ts';

/** The types of the client package: every operation's input and output, the events, the problem codes. */
export function clientTypes(): string {
  const operations = describedOperations.filter(({ operation }) => jsonAnswer(operation) !== undefined);
  const events = Object.entries(apiDocument['webhooks'] as Record<string, { post: Json }>);
  return [
    '/* Written by npm run docs from the contracts; do not edit. */',
    '',
    '/** Every reason for which a request can be refused. */',
    `export type ProblemCode = ${union(Object.keys(problemStatuses))};`,
    '',
    '/** What a key can be allowed. */',
    `export type Permission = ${union(permissions)};`,
    '',
    '/** Input and output of every operation, by its name. */',
    'export type Operations = {',
    ...operations.map((one) => `  /** ${String(one.operation['summary'])} */\n  ${one.name}: { input: ${inputType(one)}; output: ${typeOf(jsonAnswer(one.operation) ?? {})} };`),
    '};',
    '',
    '/** What webhooks tell, by the name of the event. */',
    'export type Events = {',
    ...events.map(([name, { post }]) => `  /** ${String(post['summary'])} */\n  ${JSON.stringify(name)}: ${typeOf(eventData(post))};`),
    "  /** A test that an operator sent. */\n  'webhook.test': Record<string, never>;",
    '};',
    '',
    '/** Method, path, whether the body carries the rest of the input, and whether an Idempotency-Key counts. */',
    'export const routes = {',
    ...operations.map((one) => `  ${one.name}: [${JSON.stringify(one.method)}, ${JSON.stringify(one.path)}, ${isIdempotent(one.operation)}],`),
    '} as const satisfies Record<keyof Operations, readonly [string, string, boolean]>;',
    '',
  ].join('\n');
}

function jsonAnswer(operation: Json): Json | undefined {
  const answer = (operation['responses'] as Record<string, Json>)['200'] ?? {};
  return (answer['content'] as Record<string, Json> | undefined)?.['application/json']?.['schema'] as Json | undefined;
}

function isIdempotent(operation: Json): boolean {
  return ((operation['parameters'] ?? []) as Json[]).some((parameter) => String(parameter['$ref']).endsWith('/IdempotencyKey'));
}

function eventData(post: Json): Json {
  const schema = (((post['requestBody'] as Json)['content'] as Record<string, Json>)['application/json'] ?? {})['schema'] as Json;
  return ((schema['properties'] as Record<string, Json>)['data'] ?? {}) as Json;
}

/** Path, query and body together: names are never used twice. */
function inputType({ operation }: DescribedOperation): string {
  const parameters = ((operation['parameters'] ?? []) as Json[]).filter((parameter) => parameter['in'] === 'path' || parameter['in'] === 'query');
  const body = ((operation['requestBody'] as Json | undefined)?.['content'] as Record<string, Json> | undefined)?.['application/json']?.['schema'] as Json | undefined;
  const properties = { ...Object.fromEntries(parameters.map((parameter) => [String(parameter['name']), parameter['schema']])), ...(body?.['properties'] as Json | undefined) };
  const required = [...parameters.filter((parameter) => parameter['required'] === true).map((parameter) => String(parameter['name'])), ...((body?.['required'] ?? []) as string[])];
  return typeOf({ type: 'object', properties, required });
}

function typeOf(schema: Json): string {
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return union(schema['enum'] as unknown[]);
  const either = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  if (either !== undefined) return [...new Set(either.map(typeOf))].join(' | ');
  if (Array.isArray(schema['allOf'])) return (schema['allOf'] as Json[]).map((one) => `(${typeOf(one)})`).join(' & ');
  switch (schema['type']) {
    case 'object':
      return objectType(schema);
    case 'array':
      return `readonly (${typeOf((schema['items'] ?? {}) as Json)})[]`;
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    default:
      return 'unknown';
  }
}

function objectType(schema: Json): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
  const required = (schema['required'] ?? []) as string[];
  if (properties.length === 0) return schema['additionalProperties'] === false || schema['properties'] !== undefined ? 'Record<string, never>' : 'Readonly<Record<string, unknown>>';
  return `{ ${properties.map(([name, child]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(child)}`).join('; ')} }`;
}

function union(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' | ');
}
