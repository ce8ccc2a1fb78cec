import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createOperations } from '../../server/operations.ts';
import { eventMessages } from '../../common/locales/events/index.ts';
import { events } from '../../server/events.ts';
import { eventChecker, type Operation } from '../../server/platform/index.ts';
import { exampleOf } from '../../server/platform/openapi/index.ts';
import { root } from '../../scripts/steps/run.ts';
import { answerChecker, schemaValidator } from '../harness/described.ts';
import { testParts } from '../harness/operations.ts';

type Json = Record<string, unknown>;

const registry = createOperations(testParts());
const described = await registry.readApiDescription.action(undefined as never, {}, undefined as never);
const document = (described.ok ? described.value : {}) as Json;
const operations = Object.entries(document['paths'] as Record<string, Record<string, Json>>).flatMap(([at, methods]) => Object.entries(methods).map(([method, operation]) => ({ at, method, operation })));

describe('the description of the API', () => {
  test('names every operation once, with area, summary, security, permission and answers', () => {
    const names = operations.map(({ operation }) => operation['operationId']);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(90);
    for (const { operation } of operations) {
      expect(operation).toMatchObject({ tags: [expect.any(String)], summary: expect.stringMatching(/\.$/), security: expect.any(Array), 'x-permission': expect.any(String), responses: { 400: expect.any(Object), 429: expect.any(Object), default: expect.any(Object) } });
    }
  });

  test('gives examples that fit their own schemas, for almost everything', { timeout: 120_000 }, () => {
    const ajv = schemaValidator();
    const found: string[] = [];
    const without: string[] = [];
    for (const { at, method, operation } of operations) {
      const [asked, answered] = [(operation['requestBody'] as Json | undefined)?.['content'], ((operation['responses'] as Record<string, Json>)['200'] ?? {})['content']].map((content) => (content as Record<string, Json> | undefined)?.['application/json']);
      if (asked !== undefined && asked['example'] === undefined) without.push(`${method} ${at} asks`);
      else if (asked !== undefined && !ajv.validate(asked['schema'] as Json, asked['example'])) found.push(`${method} ${at} asks: ${ajv.errorsText()}`);
      // The contract itself is quicker than its JSON Schema, and says the same about answers.
      const declared = (registry as unknown as Record<string, Operation>)[String(operation['operationId'])];
      const parsed = answered?.['example'] === undefined ? undefined : declared?.output.safeParse(answered['example']);
      if (answered !== undefined && answered['example'] === undefined) without.push(`${method} ${at} answers`);
      // What a refinement adds cannot be said in JSON Schema.
      else if (parsed?.success === false && parsed.error.issues.some(({ code }) => code !== 'custom')) found.push(`${method} ${at} answers: ${parsed.error.message}`);
    }
    expect(found).toEqual([]);
    expect(without.length / operations.length).toBeLessThan(0.1);
  });

  test('would catch an answer that is otherwise', () => {
    const check = answerChecker(document);
    const answer = (body: object, status = 200, headers: Record<string, string> = {}) => ({ status, body: JSON.stringify(body), headers: { 'x-request-id': 'x', ratelimit: 'x', 'ratelimit-policy': 'x', ...headers } });
    expect(() => check('GET', '/api/v1/people/current', answer({ id: 1 }))).toThrow('must have required property');
    expect(() => check('GET', '/api/v1/keys', answer({ items: [], secret: 'x' }))).toThrow('additional properties');
    expect(() => check('GET', '/api/v1/keys', answer({ items: [] }))).not.toThrow();
    expect(() => check('GET', '/api/v1/not-described', answer({}))).toThrow('does not know it');
    expect(() => check('GET', '/api/v1/keys', answer({ status: 404, code: 'not_found' }, 404))).toThrow('a refusal of the type');
  });

  test('lists every event that can be chosen, with what it carries', () => {
    const chosen = Object.entries(events).filter(([, kind]) => 'forWebhooks' in kind && kind.forWebhooks);
    expect(Object.keys(document['webhooks'] as Json)).toEqual(chosen.map(([name]) => name));
  });
});

test('an example is found for what a schema asks, or none is given', () => {
  expect(exampleOf({ type: 'string', format: 'uuid' })).toMatch(/^[0-9a-f-]{36}$/);
  expect(exampleOf({ type: 'array', items: { type: 'integer', minimum: 3 } })).toEqual([3]);
  expect(exampleOf({ type: 'string', pattern: '^nothing fits$' })).toBeUndefined();
});

describe('the catalogue of events', () => {
  test('has every event that the sources publish', () => {
    const files = globSync('server/**/*.ts', { cwd: root }).filter((file) => !/\.(?:test|deep)\.ts$|\/testing/.test(file));
    const published = files.flatMap((file) => [...readFileSync(path.join(root, file), 'utf8').matchAll(/publish\((?:tx, )?\{\s{0,20}name: '([^']{1,100})'/g)].map(([, name]) => ({ file, name: name ?? '' })));
    expect(published.length).toBeGreaterThan(8);
    expect(published.filter(({ name }) => !Object.hasOwn(events, name))).toEqual([]);
  });

  test('has words for operators for every event that they can choose', () => {
    expect(Object.keys(eventMessages['zh-CN']).toSorted()).toEqual(Object.keys(document['webhooks'] as Json).toSorted());
  });

  test('refuses what it does not have, or has otherwise', () => {
    const check = eventChecker(events);
    expect(() => check({ name: 'key.revoked', subject: 'x', data: { owner: 'nobody' } })).toThrow('not as its catalogue has it');
    expect(() => check({ name: 'nothing.happened', subject: 'x' })).toThrow('not in the catalogue');
    expect(() => check({ name: 'people.sessions_ended', subject: 'x' })).not.toThrow();
  });
});

test('examples say what a field means: ids are numbers, events name what they are about', () => {
  const webhooks = document['webhooks'] as Record<string, { post: { requestBody: { content: { 'application/json': { example: { subject: { kind: string; id: string }; data: Record<string, unknown> } } } } } }>;
  const examples = Object.entries(webhooks).map(([name, { post }]) => ({ name, ...post.requestBody.content['application/json'].example }));
  expect(examples.length).toBeGreaterThan(80);
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  const subjects = Object.fromEntries(examples.map(({ subject }) => [subject.kind, subject.id]));
  expect(subjects).toMatchObject({ centre: 'channels/tickets', fleet: 'stream-dingtalk', product: 'app', forge: 'github', check: 'disk', application: expect.stringMatching(uuid) as string, person: expect.stringMatching(uuid) as string });
  expect(Object.values(subjects).filter((id) => !/^[a-z0-9/-]+$/.test(id))).toEqual([]);
  expect(exampleOf({ type: 'object', properties: { email: { type: 'string' }, fleet: { type: 'string' }, id: { type: 'string' }, name: { type: 'string' } } })).toEqual({ email: 'chunhua@example.com', fleet: 'stream-dingtalk', id: expect.stringMatching(uuid) as string, name: '春华' });
});
