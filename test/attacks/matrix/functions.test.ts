import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions, rightsTable } from '../../../common/contract/rights.ts';
import { writes, type Operation } from '../../../server/platform/index.ts';
import { send, sendJson, startTestServer, type Answer, type TestServer } from '../../harness/server.ts';
import { expectedRights } from '../rights.ts';
import { everyCaller, renewProofs, type Caller } from './actors.ts';
import { afterProof, expectedReach, forKeys, forParts } from './expectations.ts';

let centre: TestServer;
let callers: Caller[] = [];
let sent = 0;

beforeAll(async () => {
  centre = await startTestServer();
  callers = await everyCaller(centre, permissions);
});
afterAll(() => centre.close());

const everyOperation = () => Object.values(centre.app.operations) as Operation[];
const programs = () => everyOperation().filter((operation) => operation.pagesOnly !== true);

/** Calls with a field that no schema knows: whoever gets past the right is told of it, and nothing is changed. */
async function call(operation: Operation, headers: Record<string, string>): Promise<Answer> {
  if (++sent % 100 === 0) {
    // Limits are counted per minute; the matrix asks more than anyone would.
    centre.clock.advance(61_000);
    await renewProofs(centre);
  }
  const path = `/api/v1${operation.path.replace(/\{year\}/g, '2026').replace(/\{\w+\}/g, 'standard')}`;
  return writes(operation) ? sendJson(centre, operation.method.toUpperCase(), path, { noSuchField: 1 }, headers) : send(centre.port, `${path}?noSuchField=1`, { headers });
}

/** What the answer says of the right: the field was looked at, or the reason why not. */
function verdict(answer: Answer): string {
  const { code, fields } = answer.json<{ code?: string; fields?: { path: string }[] }>();
  if (answer.status === 400 && code === 'invalid_input' && fields?.some(({ path }) => path === 'noSuchField') === true) return 'allowed';
  // Limits are asked after the right.
  if (code === 'too_many_requests') return 'allowed';
  return `${answer.status} ${code}`;
}

/** What the hand-written lists promise for a caller. */
function promised(operation: Operation, caller: Caller): string {
  const right = expectedRights[operation.name];
  if (right === undefined) return 'not listed';
  if (caller.state === 'ended') return right === 'public' ? 'allowed' : '401 sign_in_required';
  if (right === 'public') return 'allowed';
  const byKey = caller.key !== undefined;
  if (right === 'signed_in') {
    if (byKey && !forKeys.includes(operation.name)) return '404 not_found';
  } else {
    const inReach = caller.grants.some(({ role, scope }) => {
      const reach = expectedReach[right][role];
      return reach !== undefined && (scope.kind === 'centre' || (reach === 'part' && forParts.includes(operation.name)));
    });
    if (!inReach || (caller.key !== undefined && !caller.key.includes(right))) return '404 not_found';
  }
  return byKey && afterProof.includes(operation.name) ? '403 recent_sign_in_required' : 'allowed';
}

/** Everything of an answer that could tell something, besides its number and its limits. */
function shown(answer: Answer): string {
  const headers = Object.keys(answer.headers).filter((name) => !name.startsWith('ratelimit')).toSorted();
  return JSON.stringify({ status: answer.status, type: answer.headers['content-type'], headers, problem: { ...answer.json<Record<string, unknown>>(), requestId: undefined } });
}

describe('C1, C2, C7: every operation, for every role and place', () => {
  test('every operation is listed by hand with its right, and no other is', () => {
    expect(Object.fromEntries(everyOperation().map(({ name, right }) => [name, right]))).toEqual(expectedRights);
  });

  test('the rights table says what was promised', () => {
    expect(rightsTable).toEqual(expectedReach);
  });

  test('what asks for a part only, for a fresh proof or lets keys in is listed by hand', () => {
    const named = (which: (operation: Operation) => boolean) => everyOperation().filter(which).map(({ name }) => name).toSorted();
    expect(named(({ scope }) => scope !== undefined)).toEqual([...forParts].toSorted());
    expect(named(({ recent }) => recent === true)).toEqual([...afterProof].toSorted());
    expect(named(({ keys }) => keys === true)).toEqual([...forKeys].toSorted());
  });

  test('each caller gets exactly as far as the lists say, and forbidden reads as what is not there', async () => {
    const wrong: string[] = [];
    const absent = new Map<Caller, string>();
    for (const caller of callers) absent.set(caller, shown(await send(centre.port, '/api/v1/nothing-is-here', { headers: caller.headers })));
    for (const operation of programs()) {
      for (const caller of callers) {
        const answer = await call(operation, caller.headers);
        const [found, expected] = [verdict(answer), promised(operation, caller)];
        if (found !== expected) wrong.push(`${operation.name}, ${caller.name}: ${found} instead of ${expected}`);
        else if (expected === '404 not_found' && shown(answer) !== absent.get(caller)) wrong.push(`${operation.name}, ${caller.name}: reads otherwise than what is not there`);
      }
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  test('a stranger, and who is no longer let in, is asked to sign in', async () => {
    for (const operation of programs().filter(({ name }) => expectedRights[name] !== 'public')) {
      expect({ operation: operation.name, verdict: verdict(await call(operation, {})) }).toEqual({ operation: operation.name, verdict: '401 sign_in_required' });
    }
  }, 60_000);
});

describe('D11: staff whose second factor is missing', () => {
  test('may do what everyone may, and nothing of their roles', async () => {
    await centre.open.pool.query('update staff_policy set second_factor_required = true');
    const held = callers.filter(({ name }) => ['operator of the centre', 'moderator of a fleet', 'agent of a team'].includes(name));
    expect(held).toHaveLength(3);
    const wrong: string[] = [];
    for (const operation of programs()) {
      for (const caller of held) {
        const right = expectedRights[operation.name];
        const expected = promised(operation, caller) === 'allowed' && right !== 'public' && right !== 'signed_in' ? '403 second_factor_required' : promised(operation, caller);
        const found = verdict(await call(operation, caller.headers));
        if (found !== expected) wrong.push(`${operation.name}, ${caller.name}: ${found} instead of ${expected}`);
      }
    }
    await centre.open.pool.query('update staff_policy set second_factor_required = false');
    expect(wrong).toEqual([]);
  }, 240_000);
});
