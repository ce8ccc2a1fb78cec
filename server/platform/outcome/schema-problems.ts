import { z } from 'zod';
import type { WrongField } from './refusal.ts';
import { closest } from '../text/closest.ts';

type Issue = z.core.$ZodIssue;

/** Turns what a schema finds wrong into wrong fields with sentences; knows the likely right word. */
export function schemaProblems(error: z.ZodError, schema: z.ZodType, input: unknown): WrongField[] {
  return error.issues.flatMap((issue) => explain(issue, schema, input, [])).slice(0, 100);
}

function explain(issue: Issue, schema: z.ZodType, input: unknown, prefix: PropertyKey[]): WrongField[] {
  const location = [...prefix, ...issue.path];
  const path = dotted(location);
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(input, location) === undefined ? [{ path, code: 'required' }] : [{ path, code: 'wrong_type', parameters: { expected: issue.expected } }];
    case 'too_small':
      return [sized(path, issue, Number(issue.minimum), 'small')];
    case 'too_big':
      return [sized(path, issue, Number(issue.maximum), 'big')];
    case 'invalid_value': {
      const options = issue.values.map(String);
      const value = valueAt(input, location);
      if (value === undefined) return [{ path, code: 'required' }];
      const similar = typeof value === 'string' ? closest(value, options) : undefined;
      const parameters = { options: options.join(', '), value: String(value).slice(0, 60) };
      return [similar ? { path, code: 'not_one_of_similar', parameters: { ...parameters, similar } } : { path, code: 'not_one_of', parameters }];
    }
    case 'unrecognized_keys':
      return issue.keys.slice(0, 20).map((name): WrongField => {
        const similar = closest(name, keysAt(schema, location, input));
        const at = dotted([...location, name]);
        return similar
          ? { path: at, code: 'unknown_field_similar', parameters: { name: name.slice(0, 60), similar } }
          : { path: at, code: 'unknown_field', parameters: { name: name.slice(0, 60) } };
      });
    case 'invalid_union':
      return explainUnion(issue, schema, input, location, path);
    case 'invalid_format':
      return [{ path, code: formatCode(issue) }];
    case 'custom':
      return [{ path, code: issue.message }];
    default:
      return [{ path, code: 'form' }];
  }
}

/** Of a union's branches, the one that came closest tells what is wrong: the one with the fewest and deepest problems. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, schema: z.ZodType, input: unknown, location: PropertyKey[], path: string): WrongField[] {
  if (issue.discriminator !== undefined) {
    const at = dotted([...location.filter((part, index) => !(index === location.length - 1 && part === issue.discriminator)), issue.discriminator]);
    const branchSchema = schemaAt(schema, location.at(-1) === issue.discriminator ? location.slice(0, -1) : location, input);
    const options = branchSchema ? discriminatorValues(branchSchema, issue.discriminator) : [];
    const value = valueAt(input, location.at(-1) === issue.discriminator ? location : [...location, issue.discriminator]);
    if (value === undefined) return [{ path: at, code: 'required' }];
    const similar = typeof value === 'string' ? closest(value, options) : undefined;
    const parameters = { options: options.join(', '), value: String(value).slice(0, 60) };
    return [similar ? { path: at, code: 'not_one_of_similar', parameters: { ...parameters, similar } } : { path: at, code: 'not_one_of', parameters }];
  }
  if (valueAt(input, location) === undefined) return [{ path, code: 'required' }];
  const branches = issue.errors.map((errors) => errors.flatMap((inner) => explain(inner, schema, input, location)));
  const score = (branch: WrongField[]) => Math.max(0, ...branch.map((field) => field.path.length)) * 100 - branch.filter((field) => field.code === 'wrong_type').length * 1000 - branch.length;
  return branches.toSorted((left, right) => score(right) - score(left))[0] ?? [{ path, code: 'form' }];
}

function sized(path: string, { origin, message }: { origin: string; message: string }, limit: number, side: 'small' | 'big'): WrongField {
  // A limit that a schema names a sentence for is a name, like a year, and not a quantity to be grouped by thousands.
  if (isCode(message)) return { path, code: message, parameters: { minimum: String(limit), maximum: String(limit) } };
  const parameters = { minimum: limit, maximum: limit };
  if (origin === 'string') return side === 'small' && limit === 1 ? { path, code: 'required' } : { path, code: side === 'small' ? 'too_short' : 'too_long', parameters };
  if (origin === 'array') return { path, code: side === 'small' ? 'too_few' : 'too_many', parameters };
  return { path, code: side === 'small' ? 'too_small' : 'too_big', parameters };
}

const formatCodes: Readonly<Record<string, string>> = { email: 'email', url: 'web_address', date: 'date_form', datetime: 'instant_form' };

/** Schemas name the sentence of a pattern as its message; built-in formats have sentences of their own. */
function formatCode(issue: z.core.$ZodIssueInvalidStringFormat): string {
  return formatCodes[issue.format] ?? (isCode(issue.message) ? issue.message : 'form');
}

function isCode(message: string): boolean {
  return /^[a-z_]+$/.test(message);
}

/** Dotted path with list places counted from 1, as people count. */
export function dotted(location: readonly PropertyKey[]): string {
  return location.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`)).join('').replace(/^\./, '');
}

function valueAt(input: unknown, location: readonly PropertyKey[]): unknown {
  return location.reduce<unknown>((value, part) => (value !== null && typeof value === 'object' && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined), input);
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return unwrap(schema.unwrap() as z.ZodType);
  return schema;
}

/** The schema at a place, choosing union branches by the discriminator or by shape. */
function schemaAt(schema: z.ZodType, location: readonly PropertyKey[], input: unknown): z.ZodType | undefined {
  let [current, value]: [z.ZodType | undefined, unknown] = [unwrap(schema), input];
  for (const part of location) {
    if (current === undefined) return undefined;
    current = stepInto(branchOf(current, value), part);
    value = valueAt(value, [part]);
  }
  return current;
}

function branchOf(schema: z.ZodType, value: unknown): z.ZodType {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodUnion)) return inner;
  const branches = (inner.options as z.ZodType[]).map(unwrap);
  const matching = branches.find((branch) => branch instanceof z.ZodObject && matchesDiscriminator(branch, value));
  return matching ?? branches.find((branch) => branch instanceof z.ZodObject) ?? inner;
}

function matchesDiscriminator(branch: z.ZodObject, value: unknown): boolean {
  const kind: unknown = branch.shape['kind'];
  return kind instanceof z.ZodLiteral && kind.values.has(valueAt(value, ['kind']) as never);
}

function stepInto(schema: z.ZodType, part: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(part)] as z.ZodType | undefined;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return undefined;
}

function keysAt(schema: z.ZodType, location: readonly PropertyKey[], input: unknown): string[] {
  const found = schemaAt(schema, location, input);
  if (found === undefined) return [];
  const object = branchOf(found, valueAt(input, location));
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function discriminatorValues(schema: z.ZodType, discriminator: string): string[] {
  const union = unwrap(schema);
  if (!(union instanceof z.ZodUnion)) return [];
  return (union.options as z.ZodType[]).flatMap((option) => {
    const field: unknown = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
    return field instanceof z.ZodLiteral ? [...field.values].map(String) : [];
  });
}
