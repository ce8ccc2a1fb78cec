import { z } from 'zod';
import type { Operation } from '../../../server/platform/index.ts';

type Schema = { format?: string; type?: string; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; oneOf?: Schema[] };

/** Names of fields that name a thing although they are neither in the path nor an id. */
const names: readonly string[] = ['token', 'provider', 'before', 'product', 'plan', 'state.token', 'subjectKey', 'page', 'about', 'fleet', 'into', 'template', 'forge'];

/** Whatever may be sent: what is no token is answered like one that nobody was given. */
const isAnything = ({ type, anyOf, oneOf, properties }: Schema) => type === undefined && anyOf === undefined && oneOf === undefined && properties === undefined;

/** Every field of an operation's input by which it names something that is there already: in its path, an id anywhere, or a name known here. Lists are written `plan.swaps[].from`. */
export function namingFields(operation: Operation): string[] {
  const found = new Set([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
  const walk = (schema: Schema, at: string) => {
    if (schema.format === 'uuid' || ((schema.type === 'string' || isAnything(schema)) && names.includes(at))) found.add(at);
    for (const [name, inner] of Object.entries(schema.properties ?? {})) walk(inner, at === '' ? name : `${at}.${name}`);
    if (schema.items !== undefined) walk(schema.items, `${at}[]`);
    for (const inner of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) walk(inner, at);
  };
  walk(z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Schema, '');
  return [...found].toSorted();
}

/** The input with another value in that place; what is on the way is made. */
export function withField(input: Readonly<Record<string, unknown>>, at: string, value: unknown): Record<string, unknown> {
  const [head = '', ...rest] = at.split('.');
  const name = head.replace('[]', '');
  const inner = rest.length === 0 ? value : withField((head.endsWith('[]') ? (input[name] as unknown[])?.[0] : input[name]) as Record<string, unknown> ?? {}, rest.join('.'), value);
  return { ...input, [name]: head.endsWith('[]') ? [inner] : inner };
}
