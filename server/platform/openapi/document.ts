import { z } from 'zod';
import { problemSchema } from '../../../common/contract/problem.ts';
import type { EventCatalogue } from '../events/catalogue.ts';
import { takesRevision, tellsRevision } from '../http/entity-tag.ts';
import { writes, type Operation, type Operations } from '../operations/define.ts';
import { exampleOf } from './example.ts';
import { subjectExample } from './example-words.ts';
import { refusalsByStatus, refusalsOf } from './refusals.ts';

export type Json = Record<string, unknown>;

/** What the description stands on: the operations by area, what areas are about, and the events that are told outside. */
export type Described = { areas: Readonly<Record<string, Operations>>; about: Readonly<Record<string, string>>; events: EventCatalogue };

const introduction = `The support centre behind one link. Every operation of the pages that makes sense for a program is here.

Sign in with an API key (\`Authorization: Bearer lck_…\`), made in the console under “API keys”. Refusals are problem+json (RFC 9457) with a stable \`code\`; lists are read page by page with \`cursor\` and \`limit\`; what is edited carries a \`revision\` and an ETag; creating operations take an \`Idempotency-Key\`; limits are told in \`RateLimit\` and \`Retry-After\`. Within /api/v1 nothing is taken away: fields and operations are only added, and what will go is marked as deprecated at least six months before.`;

/** OpenAPI 3.1 of every operation that programs may use, generated from the registry. */
export function openApiDocument({ areas, about, events }: Described): Json {
  const paths: Record<string, Json> = {};
  const tags: Json[] = [];
  for (const [area, operations] of Object.entries(areas)) {
    const shown = Object.values(operations).filter(({ pagesOnly }) => pagesOnly !== true);
    if (shown.length > 0) tags.push({ name: area, ...(about[area] === undefined ? {} : { description: about[area] }) });
    for (const declared of shown) {
      const at = `/api/v1${declared.path}`;
      paths[at] = { ...paths[at], [declared.method]: describe(declared, area) };
    }
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: 'Lichun', version: '1', summary: 'The API of a support centre.', description: introduction },
    servers: [{ url: '/' }],
    tags,
    paths,
    webhooks: Object.fromEntries(Object.entries(events).filter(([, kind]) => kind.forWebhooks === true).map(([name, kind]) => [name, { post: describeEvent(name, kind.summary, kind.subject, toJsonSchema(kind.data, 'output')) }])),
    components: { schemas: { Problem: toJsonSchema(problemSchema, 'output') }, parameters, headers, responses, securitySchemes },
  };
}

const securitySchemes = {
  key: { type: 'http', scheme: 'bearer', bearerFormat: 'lck_', description: 'An API key. It can do what its owner may do now, within the permissions that were chosen for it.' },
  session: { type: 'apiKey', in: 'cookie', name: 'lichun_session', description: 'The session of a signed-in browser; `__Host-lichun_session` on https. Requests that change something must come from the centre’s own pages.' },
};
const text = (description: string) => ({ description, schema: { type: 'string' } });
const headers = {
  'RateLimit-Policy': text('The limits that count this request: name, uses (q), seconds (w).'),
  RateLimit: text('How they stand: uses left (r), seconds until they begin anew (t).'),
  'X-Request-Id': text('Quote it when you report something.'),
  ETag: text('Strong tag of what was read, for If-Match and If-None-Match.'),
  'Retry-After': text('Seconds to wait before the next try.'),
  Deprecation: text('Since when it is known that this operation will go (RFC 9745).'),
  Sunset: text('When it will be gone at the earliest (RFC 8594).'),
};
const parameters = {
  IdempotencyKey: { name: 'Idempotency-Key', in: 'header', required: false, description: 'Any unique text. The same key with the same input gets the first answer for 24 hours; with another input it is refused.', schema: { type: 'string', minLength: 8, maxLength: 200 } },
  IfMatch: { name: 'If-Match', in: 'header', required: false, description: 'The ETag that was read; stands in for `revision`. Refused with 412 when there is a newer one.', schema: { type: 'string', maxLength: 200 } },
  IfNoneMatch: { name: 'If-None-Match', in: 'header', required: false, description: 'The ETag of what one has; 304 when it has not changed.', schema: { type: 'string', maxLength: 2000 } },
};
const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const told = { 'RateLimit-Policy': ref('headers', 'RateLimit-Policy'), RateLimit: ref('headers', 'RateLimit'), 'X-Request-Id': ref('headers', 'X-Request-Id') };
const responses = { Refused: { description: 'Refused, with a reason.', headers: told, content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } } } };

function describe(declared: Operation, area: string): Json {
  const inPath = [...declared.path.matchAll(/\{(\w{1,40})\}/g)].map((match) => match[1] ?? '');
  const input = toJsonSchema(declared.input, 'input');
  const properties = (input['properties'] ?? {}) as Record<string, Json>;
  const byHeader = takesRevision(declared) ? ['revision'] : [];
  const required = ((input['required'] ?? []) as string[]).filter((name) => !byHeader.includes(name));
  const parameter = (name: string, place: 'path' | 'query') => {
    const { description, ...schema } = properties[name] ?? { type: 'string' };
    return { name, in: place, required: place === 'path' || required.includes(name), ...(description === undefined ? {} : { description }), schema };
  };
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const bodySchema = { ...input, properties: Object.fromEntries(rest.map((name) => [name, properties[name]])), required: required.filter((name) => rest.includes(name)) };
  const given: Json[] = [...inPath.map((name) => parameter(name, 'path')), ...(writes(declared) ? [] : rest.map((name) => parameter(name, 'query')))];
  if (declared.idempotent === true) given.push(ref('parameters', 'IdempotencyKey'));
  if (takesRevision(declared)) given.push(ref('parameters', 'IfMatch'));
  if (tellsRevision(declared)) given.push(ref('parameters', 'IfNoneMatch'));
  const { right, deprecated } = declared;
  const bodyExample = exampleOf(bodySchema);
  return {
    operationId: declared.name,
    tags: [area],
    summary: declared.summary,
    ...describeIn(declared),
    ...(deprecated === undefined ? {} : { deprecated: true }),
    security: securityOf(declared),
    'x-permission': right,
    ...(declared.limit === undefined ? {} : { 'x-limit': declared.limit }),
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(writes(declared) && rest.length > 0 ? { requestBody: { required: bodySchema.required.length > 0, content: { 'application/json': { schema: bodySchema, ...(bodyExample === undefined ? {} : { example: bodyExample }) } } } } : {}),
    responses: { 200: answerOf(declared), ...(tellsRevision(declared) ? { 304: { description: 'Not changed since.', headers: { ...told, ETag: ref('headers', 'ETag') } } } : {}), ...refusals(declared) },
  };
}

function describeIn({ description, deprecated, recent, secretAnswer }: Operation): Json {
  const notes = [
    description,
    deprecated === undefined ? undefined : `Deprecated since ${deprecated.since}, gone on ${deprecated.sunset} at the earliest: ${deprecated.use}`,
    recent === true ? 'Only with a session that proved who it is within the last 15 minutes; not with a key.' : undefined,
    secretAnswer === true ? 'The answer holds a secret that is shown once.' : undefined,
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? {} : { description: notes.join('\n\n') };
}

/** A key does for everyone, unless the operation asks for a session; what is public asks for nothing. */
function securityOf({ right, keys, recent }: Operation): Json[] {
  if (right === 'public') return [{}, { key: [] }];
  return recent === true || (right === 'signed_in' && keys !== true) ? [{ session: [] }] : [{ key: [] }, { session: [] }];
}

function answerOf(declared: Operation): Json {
  const more = { ...(tellsRevision(declared) || (takesRevision(declared) && declared.method !== 'post') ? { ETag: ref('headers', 'ETag') } : {}), ...(declared.deprecated === undefined ? {} : { Deprecation: ref('headers', 'Deprecation'), Sunset: ref('headers', 'Sunset') }) };
  if (declared.download === true) return { description: 'The file, as an attachment.', headers: { ...told, ...more }, content: { 'application/octet-stream': {} } };
  const schema = toJsonSchema(declared.output, 'output');
  const example = exampleOf(schema);
  return { description: 'Done.', headers: { ...told, ...more }, content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } } };
}

function refusals(declared: Operation): Json {
  const listed = refusalsByStatus(refusalsOf(declared)).map(([status, codes]) => [status, { description: codes.map((code) => `\`${code}\``).join(', '), headers: status === 429 || status === 503 ? { ...told, 'Retry-After': ref('headers', 'Retry-After') } : told, content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } } }] as const);
  return { ...Object.fromEntries(listed), default: ref('responses', 'Refused') };
}

function describeEvent(name: string, summary: string, subject: string, data: Json): Json {
  const schema = {
    type: 'object',
    required: ['type', 'timestamp', 'subject', 'data'],
    properties: {
      type: { const: name },
      timestamp: { type: 'string', format: 'date-time', description: 'When it happened.' },
      subject: { type: 'object', required: ['kind', 'id'], properties: { kind: { const: subject }, id: { type: 'string', maxLength: 200, examples: [subjectExample(subject)] } } },
      data,
    },
  };
  const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((header) => ({ name: header, in: 'header', required: true, schema: { type: 'string' } }));
  return { operationId: name, summary, tags: ['webhooks'], parameters: signed, requestBody: { required: true, content: { 'application/json': { schema, example: exampleOf(schema) } } }, responses: { '2XX': { description: 'Taken. Any other answer is tried again for about three days; 410 switches the webhook off.' } } };
}

export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}
