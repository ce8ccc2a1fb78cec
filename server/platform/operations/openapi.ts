import { z } from 'zod';
import { problemSchema } from '../../../common/contract/problem.ts';
import { done } from '../outcome/refusal.ts';
import { operation, writes, type Operation, type Operations } from './define.ts';

type Json = Record<string, unknown>;

const noInput = z.strictObject({});
const documentSchema = z.looseObject({ openapi: z.string() });

/** The operation that describes all the others. */
export function describeApi(operations: Operations): { readApiDescription: Operation<typeof noInput, typeof documentSchema> } {
  let document: Json | undefined;
  const readApiDescription: Operation<typeof noInput, typeof documentSchema> = operation({
    name: 'readApiDescription', method: 'get', path: '/openapi.json', summary: 'This API as an OpenAPI 3.1 document.',
    right: 'public', input: noInput, output: documentSchema,
    action: async () => done((document ??= openApiDocument({ ...operations, readApiDescription })) as { openapi: string }),
  });
  return { readApiDescription };
}

/** OpenAPI 3.1 of every operation that programs may use, generated from the registry. */
export function openApiDocument(operations: Operations): Json {
  const paths: Record<string, Json> = {};
  for (const declared of Object.values(operations)) {
    if (declared.pagesOnly === true) continue;
    const at = `/api/v1${declared.path}`;
    paths[at] = { ...paths[at], [declared.method]: describe(declared) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Lichun', version: '1', description: 'The support centre behind one link.' },
    paths,
    components: {
      schemas: { Problem: toJsonSchema(problemSchema, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'lichun_session' } },
    },
  };
}

function describe(declared: Operation): Json {
  const inPath = [...declared.path.matchAll(/\{(\w{1,40})\}/g)].map((match) => match[1] ?? '');
  const input = toJsonSchema(declared.input, 'input');
  const properties = (input['properties'] ?? {}) as Record<string, Json>;
  const required = (input['required'] ?? []) as string[];
  const parameter = (name: string, place: 'path' | 'query') => ({ name, in: place, required: place === 'path' || required.includes(name), schema: properties[name] ?? { type: 'string' } });
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const bodySchema = { ...input, properties: Object.fromEntries(rest.map((name) => [name, properties[name]])), required: required.filter((name) => rest.includes(name)) };
  const parameters: Json[] = [...inPath.map((name) => parameter(name, 'path')), ...(writes(declared) ? [] : rest.map((name) => parameter(name, 'query')))];
  if (declared.idempotent === true) parameters.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 8, maxLength: 200 } });
  const problem = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  return {
    operationId: declared.name,
    summary: declared.summary,
    ...(declared.right === 'public' ? {} : { security: [{ session: [] }] }),
    'x-right': declared.right,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(writes(declared) && rest.length > 0 ? { requestBody: { required: true, content: { 'application/json': { schema: bodySchema } } } } : {}),
    responses: {
      200: { description: 'Done', content: declared.download === true ? { 'application/octet-stream': {} } : { 'application/json': { schema: toJsonSchema(declared.output, 'output') } } },
      default: { description: 'Refused, with a reason', ...problem },
    },
  };
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return $schema === undefined ? {} : rest;
}
