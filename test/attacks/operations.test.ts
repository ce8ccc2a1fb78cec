import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Operation } from '../../server/platform/index.ts';
import { invoke, writes } from '../../server/platform/index.ts';
import { createRateLimiter } from '../../server/platform/operations/rate-limit.ts';
import { callBy } from '../harness/operations.ts';
import { send, sendJson, startTestServer, type Answer, type TestServer } from '../harness/server.ts';

// Some hundred operations, each asked many times.
vi.setConfig({ testTimeout: 180_000 });

let centre: TestServer;
let operator = '';

beforeAll(async () => {
  centre = await startTestServer();
  operator = await centre.operator();
});
afterAll(() => centre.close());

const isOperators = (right: Operation['right']) => right !== 'public' && right !== 'signed_in';
const programs = () => Object.values(centre.app.operations).filter((operation) => (operation as Operation).pagesOnly !== true) as Operation[];
const pathOf = (operation: Operation, value = 'standard') => `/api/v1${operation.path.replace(/\{year\}/g, '2026').replace(/\{\w+\}/g, value)}`;

function call(operation: Operation, cookie: string | undefined, body: object = {}, path = pathOf(operation)): Promise<Answer> {
  const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
  return writes(operation) ? sendJson(centre, operation.method.toUpperCase(), path, body, headers) : send(centre.port, path, { headers });
}

/** Every name that a column has, as it is written in SQL and in JSON. */
async function columnNames(): Promise<string[]> {
  const { rows } = await centre.open.pool.query<{ name: string }>("select distinct column_name as name from information_schema.columns where table_schema = 'public'");
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set(rows.flatMap(({ name }) => [name, camel(name)]))].toSorted();
}

const fieldsOf = (operation: Operation) => (operation.input instanceof z.ZodObject ? Object.keys(operation.input.shape) : []);
const inBody = (operation: Operation) => fieldsOf(operation).filter((name) => !operation.path.includes(`{${name}}`));
/** A problem names so many fields at most. */
const namedAtOnce = 20;

describe('C4: fields that are not asked for', () => {
  test('every column name in every body is refused by name', async () => {
    const names = await columnNames();
    expect(names.length).toBeGreaterThan(400);
    const missing: string[] = [];
    for (const operation of programs().filter(writes)) {
      const foreign = names.filter((name) => !fieldsOf(operation).includes(name));
      for (let from = 0; from < foreign.length; from += namedAtOnce) {
        const some = foreign.slice(from, from + namedAtOnce);
        const outcome = await invoke({ ...centre.app.ground, rateLimiter: createRateLimiter() }, operation, callBy({ kind: 'system', name: 'test' }), Object.fromEntries(some.map((name) => [name, 'x'])));
        const refused = outcome.ok ? [] : (outcome.refusal.fields ?? []).flatMap(({ path, code }) => (code.startsWith('unknown_field') ? [path] : []));
        missing.push(...some.filter((name) => !refused.includes(name)).map((name) => `${operation.name}: ${name}`));
      }
    }
    expect(missing).toEqual([]);
  });

  test('over HTTP too', async () => {
    const names = await columnNames();
    for (const operation of programs().filter(writes)) {
      const foreign = names.filter((name) => !fieldsOf(operation).includes(name)).slice(0, namedAtOnce);
      const { status, body } = await call(operation, operator, Object.fromEntries(foreign.map((name) => [name, 'x'])));
      expect({ operation: operation.name, status }).toEqual({ operation: operation.name, status: 400 });
      const { fields = [] } = JSON.parse(body) as { fields?: { path: string; code: string }[] };
      const refused = fields.filter((field) => field.code.startsWith('unknown_field')).map((field) => field.path);
      expect({ operation: operation.name, missing: foreign.filter((name) => !refused.includes(name)) }).toEqual({ operation: operation.name, missing: [] });
    }
  });

  test('nor does any object within an input take a name that it does not know', () => {
    type Node = Record<string, unknown>;
    const open = (node: Node, at: string): string[] => {
      const children = (['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const).flatMap((kind) => (node[kind] ?? []) as Node[]);
      const inner = [
        ...Object.entries((node['properties'] ?? {}) as Record<string, Node>).flatMap(([name, child]) => open(child, `${at}.${name}`)),
        ...children.flatMap((child) => open(child, at)),
        ...(typeof node['items'] === 'object' && node['items'] !== null ? open(node['items'] as Node, `${at}[]`) : []),
        ...(typeof node['additionalProperties'] === 'object' && node['additionalProperties'] !== null ? open(node['additionalProperties'] as Node, `${at}{}`) : []),
        ...Object.values((node['$defs'] ?? {}) as Record<string, Node>).flatMap((child) => open(child, at)),
      ];
      // What has names of its own takes no others; a map by keys says what its values are.
      const isOpen = node['type'] === 'object' && (node['properties'] !== undefined ? node['additionalProperties'] !== false : node['additionalProperties'] === undefined || node['additionalProperties'] === true);
      return isOpen ? [at, ...inner] : inner;
    };
    const wrong = (Object.values(centre.app.operations) as Operation[]).flatMap((operation) => open(z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Node, operation.name));
    // What an authenticator answers is as its standard has it, and read by a library.
    expect(wrong).toEqual(['signInWithPasskey', 'registerPasskey', 'confirmWithPasskey', 'proveHighTrust'].flatMap((name) => [`${name}.answer`, `${name}.answer.response`]));
  });
});

describe('C5: parameters of another shape', () => {
  test.each(['language[]=zh-CN', 'language=zh-CN&language=en', 'language[0]=en', '__proto__=1', 'constructor[prototype][x]=1', 'plan=a&plan=b', 'key=standard'])('the query ?%s is refused', async (query) => {
    expect((await send(centre.port, `/api/v1/advice?${query}`)).status).toBe(400);
  });

  test('every parameter of every reading operation, twice or as a list, is refused by name', async () => {
    const wrong: string[] = [];
    for (const operation of programs().filter((one) => one.method === 'get')) {
      for (const name of inBody(operation)) {
        for (const query of [`${name}=a&${name}=b`, `${name}[]=a`, `${name}[0]=a`, `${name}[x]=a`]) {
          const { status, body } = await send(centre.port, `${pathOf(operation)}?${query}`, { headers: { cookie: operator } });
          const { fields = [] } = JSON.parse(body) as { fields?: { path: string }[] };
          if (status !== 400 || !fields.some(({ path }) => path.startsWith(name))) wrong.push(`${operation.name} ?${query}: ${status} ${body.slice(0, 200)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('for every field of every changing operation: lists, numbers, null and objects in the wrong place are refused by the name of the field', { timeout: 120_000 }, async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const operation of programs().filter(writes)) {
      for (const field of inBody(operation)) {
        const schema = (operation.input as z.ZodObject).shape[field] as z.ZodType;
        for (const value of [[['a'], 'b'], 1e308, null, { $ne: 1 }]) {
          // Some fields may be null, and what any client may store of its own fits everything.
          if (schema.safeParse(value).success) continue;
          asked += 1;
          const outcome = await invoke({ ...centre.app.ground, rateLimiter: createRateLimiter() }, operation, callBy({ kind: 'system', name: 'test' }), { [field]: value });
          const fields = outcome.ok ? [] : (outcome.refusal.fields ?? []);
          if (!fields.some(({ path }) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`))) wrong.push(`${operation.name}.${field} = ${JSON.stringify(value)}: ${JSON.stringify(outcome)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  });

  test('what takes any shape is known by name', () => {
    const anything = programs().filter(writes).flatMap((operation) => inBody(operation).filter((field) => {
      const schema = (operation.input as z.ZodObject).shape[field] as z.ZodType;
      return [[['a'], 'b'], 1e308, { $ne: 1 }].some((value) => schema.safeParse(value).success);
    }).map((field) => `${operation.name}.${field}`));
    // Whatever is sent as a token is answered alike when it opens nothing (D2).
    expect(anything).toEqual(['readGroupInvitation.token']);
  });

  test('a JSON name that comes twice is refused', async () => {
    const answer = await send(centre.port, '/api/v1/proposals', { method: 'POST', headers: { 'content-type': 'application/json', origin: centre.origin }, body: '{"kind":"missing","text":"a","text":"b"}' });
    expect(answer.json<object>()).toMatchObject({ status: 400, code: 'unreadable_body' });
  });
});

describe('C9: filters are values, never SQL', () => {
  test('any text in any filter finds by comparison or is refused by its form', { timeout: 120_000 }, async () => {
    const lists = programs().filter((operation) => operation.method === 'get' && isOperators(operation.right));
    const hostile = ["' or 1=1 --", "'; drop table person; --", '%', '_', '\\', '$1', "x' union select password_hash from credential --", '\u0000', '1); select pg_sleep(5)'];
    for (const operation of lists) {
      const names = operation.input instanceof z.ZodObject ? Object.keys(operation.input.shape).filter((name) => !operation.path.includes(`{${name}}`)) : [];
      for (const name of names) {
        for (const text of hostile) {
          const { status } = await send(centre.port, `${pathOf(operation)}?${new URLSearchParams({ [name]: text })}`, { headers: { cookie: operator } });
          expect({ operation: operation.name, name, text, fault: status >= 500 }).toEqual({ operation: operation.name, name, text, fault: false });
        }
      }
    }
    const { rows } = await centre.open.pool.query<{ count: string }>('select count(*) from person');
    expect(Number(rows[0]?.count)).toBe(1);
  });

  test('generated text in the change history’s filter never matches what it does not equal', async () => {
    const { items: all } = (await send(centre.port, '/api/v1/audit?limit=100', { headers: { cookie: operator } })).json<{ items: { subjectKey: string }[] }>();
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (text) => {
        const answer = await send(centre.port, `/api/v1/audit?${new URLSearchParams({ subjectKey: text })}`, { headers: { cookie: operator } });
        if (answer.status === 400) return;
        expect(answer.status).toBe(200);
        const found = answer.json<{ items: { subjectKey: string }[] }>().items;
        expect(found.length).toBe(all.filter((entry) => entry.subjectKey === text).length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('G1: everything has a bound', () => {
  type Node = Record<string, unknown>;
  const bounded = (node: Node, at: string): string[] => {
    const wrong: string[] = [];
    const type = node['type'];
    if (type === 'string' && node['maxLength'] === undefined && node['enum'] === undefined && node['const'] === undefined && !isFixed(node)) wrong.push(`${at}: text without maxLength`);
    if (type === 'array' && node['maxItems'] === undefined) wrong.push(`${at}: list without maxItems`);
    if ((type === 'number' || type === 'integer') && (node['maximum'] === undefined || node['minimum'] === undefined)) wrong.push(`${at}: number without both bounds`);
    for (const [name, child] of Object.entries((node['properties'] ?? {}) as Record<string, Node>)) wrong.push(...bounded(child, `${at}.${name}`));
    for (const child of ['anyOf', 'oneOf', 'allOf'].flatMap((kind) => (node[kind] ?? []) as Node[])) wrong.push(...bounded(child, at));
    if (typeof node['items'] === 'object' && node['items'] !== null) wrong.push(...bounded(node['items'] as Node, `${at}[]`));
    return wrong;
  };
  /** A pattern without repetition marks that run on, or a format of fixed length. */
  const isFixed = (node: Node) => ['date', 'uuid'].includes(String(node['format'])) || (typeof node['pattern'] === 'string' && !/[*+]|\{\d+,\}/.test(node['pattern']));

  test('in the input of every operation', () => {
    const wrong = (Object.values(centre.app.operations) as Operation[]).flatMap((operation) => bounded(z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Node, operation.name));
    expect(wrong).toEqual([]);
  });

  test('a body of a megabyte and a limit of a billion are refused', async () => {
    const big = await sendJson(centre, 'POST', '/api/v1/proposals', { kind: 'missing', text: 'x'.repeat(1024 * 1024) });
    expect(big.json<object>()).toMatchObject({ status: 413, code: 'body_too_large' });
    const chunked = await send(centre.port, '/api/v1/proposals', { method: 'POST', headers: { 'content-type': 'application/json', origin: centre.origin, 'transfer-encoding': 'chunked' }, body: `{"text":"${'x'.repeat(1024 * 1024)}"}` });
    expect(chunked.status).toBe(413);
    expect((await send(centre.port, '/api/v1/audit?limit=1000000000', { headers: { cookie: operator } })).status).toBe(400);
  });
});

describe('G3: no prototype is changed', () => {
  test.each(['{"__proto__":{"polluted":1},"kind":"missing","text":"x"}', '{"constructor":{"prototype":{"polluted":1}},"kind":"missing","text":"x"}', '{"kind":"missing","text":"x","__proto__":null}'])('by the body %s', async (body) => {
    centre.clock.advance(3600_000);
    const { status } = await send(centre.port, '/api/v1/proposals', { method: 'POST', headers: { 'content-type': 'application/json', origin: centre.origin }, body });
    expect(status).toBe(400);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('by the file of a centre', async () => {
    const answer = await sendJson(centre, 'POST', '/api/v1/centre/import', { text: 'format: 1\n__proto__:\n  polluted: 1\ncentre:\n  constructor:\n    prototype: { polluted: 1 }\n' }, { cookie: operator });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
