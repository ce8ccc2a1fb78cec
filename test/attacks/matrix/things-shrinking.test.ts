import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { permissions } from '../../../common/contract/rights.ts';
import type { Grant } from '../../../server/platform/index.ts';
import { join, type Client } from '../../../server/platform/realtime/testing/stage.ts';
import { send, sendJson, startTestServer, type TestServer } from '../../harness/server.ts';
import { insertKey, insertSession } from './actors.ts';
import { createMember, createWorld, type Member, type World } from './things-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await startTestServer());
  await world.centre.open.pool.query('update session set second_factor = true where id = $1', [world.cast.boss.session]);
});
afterAll(() => world.centre.close());

type Sample = { method: string; at: string; body?: object };
/** Something of every kind that the operator of the centre may do: reading, listing, searching, changing, adding, removing, moving, files in and out. Nothing of it is done: what changes names nothing that is there. */
const ofCentre = (): Sample[] => {
  const { mine } = world;
  return [
    { method: 'GET', at: `/people/${mine.person}` }, { method: 'GET', at: '/people?search=kingfisher' }, { method: 'GET', at: '/audit' }, { method: 'GET', at: '/centre/export' }, { method: 'GET', at: `/certificates/${mine.certificate}/document` },
    { method: 'GET', at: `/imports/members/${mine.memberImport}/report?format=csv` }, { method: 'GET', at: '/upkeep' }, { method: 'GET', at: '/staff' }, { method: 'GET', at: '/mails' },
    { method: 'PATCH', at: `/organisations/${nothing}`, body: { revision: 1, note: 'x' } }, { method: 'DELETE', at: `/webhooks/${nothing}`, body: {} }, { method: 'POST', at: '/readings/canary-mine/move', body: {} },
    { method: 'POST', at: '/imports/members', body: { file: { name: 'a.csv', content: '' } } }, { method: 'POST', at: '/organisations', body: { name: '' } }, { method: 'POST', at: `/entitlements/${nothing}/uses`, body: {} },
  ];
};
const ofTeam = (): Sample[] => [{ method: 'GET', at: '/staff' }, { method: 'GET', at: '/staff/invitations' }, { method: 'GET', at: '/duty' }, { method: 'GET', at: '/keys' }, { method: 'GET', at: '/notices' }, { method: 'PUT', at: `/duty/rosters/${world.mine.roster}`, body: { revision: 999, name: 'x', timeZone: 'Asia/Shanghai', plan: { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] } } }];

const nothing = '00000000-0000-7000-8000-000000000000';

const ask = ({ method, at, body }: Sample, headers: Record<string, string>) => (body === undefined ? send(world.centre.port, `/api/v1${at}`, { method, headers }) : sendJson(world.centre, method, `/api/v1${at}`, body, headers));

/** How far somebody gets with each sample: `in` when the right was there. */
async function reach(samples: readonly Sample[], headers: Record<string, string>): Promise<string[]> {
  const answers = await Promise.all(samples.map((sample) => ask(sample, headers)));
  return answers.map(({ status, body }) => {
    const { code } = (status >= 400 ? JSON.parse(body) : {}) as { code?: string };
    return status === 401 || status === 403 ? `${status} ${code}` : status === 404 ? '404' : 'in';
  });
}
/** What names nothing that is there is told so to who has the right as well. */
const said = (samples: readonly Sample[], verdict: string) => samples.map(({ at }) => (verdict === 'in' && at.includes(nothing) ? '404' : verdict));

type Employee = Member & { key: { id: string; headers: Record<string, string> } };
async function employ(grants: readonly Grant[]): Promise<Employee> {
  const member = await createMember(world.centre, 'an employee', grants);
  return { ...member, key: await insertKey(world.centre, member.id, permissions) };
}

const operator: Grant = { role: 'operator', scope: { kind: 'centre' } };
const ofNightShift: Grant = { role: 'operator', scope: { kind: 'team', key: 'night-shift' } };
const byBoss = async (method: string, at: string, body: object = {}) => {
  const answer = await sendJson(world.centre, method, `/api/v1${at}`, body, world.cast.boss.headers);
  expect({ at, status: answer.status, body: answer.status === 200 ? '' : answer.body }).toEqual({ at, status: 200, body: '' });
};
const personRevision = (id: string) => world.revision('person', id);

type Shrink = { how: string; samples: () => Sample[]; grants: Grant[]; topic: string; session: string; key: string; live: boolean; shrink(employee: Employee): Promise<void> };
const shrinks: Shrink[] = [
  { how: 'a role that is revoked', samples: ofCentre, grants: [operator], topic: 'centre', session: '401 sign_in_required', key: '404', live: false, shrink: ({ id }) => byBoss('POST', `/people/${id}/roles/revocations`, operator) },
  { how: 'a role for a team that is revoked', samples: ofTeam, grants: [ofNightShift], topic: 'notices', session: '401 sign_in_required', key: '404', live: false, shrink: ({ id }) => byBoss('POST', `/people/${id}/roles/revocations`, ofNightShift) },
  { how: 'a person who is shut out', samples: ofCentre, grants: [operator], topic: 'upkeep', session: '401 sign_in_required', key: '401 invalid_key', live: false, shrink: async ({ id }) => byBoss('POST', `/people/${id}/disable`, { revision: await personRevision(id) }) },
  { how: 'a session that is ended', samples: ofCentre, grants: [operator], topic: 'webhooks', session: '401 sign_in_required', key: 'in', live: false, shrink: ({ id, session }) => byBoss('DELETE', `/people/${id}/sessions/${session}`) },
  { how: 'all sessions that are ended', samples: ofCentre, grants: [operator], topic: 'imports', session: '401 sign_in_required', key: 'in', live: false, shrink: ({ id }) => byBoss('DELETE', `/people/${id}/sessions`) },
  { how: 'a key that is revoked', samples: ofCentre, grants: [operator], topic: 'centre', session: 'in', key: '401 invalid_key', live: true, shrink: ({ key }) => byBoss('DELETE', `/keys/all/${key.id}`) },
  { how: 'an entry that became another', samples: ofCentre, grants: [operator], topic: 'centre', session: '401 sign_in_required', key: '401 invalid_key', live: false, shrink: ({ id }) => byBoss('POST', `/people/${world.mine.sparePerson}/merges`, { other: id }) },
  {
    how: 'a second factor that is asked for', samples: ofCentre, grants: [operator], topic: 'proposals', session: '403 second_factor_required', key: '403 second_factor_required', live: true,
    shrink: async () => {
      await byBoss('PUT', '/staff/policy', { secondFactorRequired: true, revision: (await send(world.centre.port, '/api/v1/staff/policy', { headers: world.cast.boss.headers })).json<{ revision: number }>().revision });
    },
  },
];

const subscribe = (topic: string) => ({ type: 'subscribe', topic });

/** What an open connection is told after the change, and what whoever asks again is told then. */
async function endOf(client: Client, topic: string, employee: Employee, awaited: 'kept' | 'refused' | 'closed'): Promise<string[]> {
  const last = async (count: number) => ((await client.next(count)).at(-1) as { type: string }).type;
  if (awaited === 'closed') {
    await client.closed;
    const again = await join(world.centre, '', employee.headers).then(() => 'let in', (error: Error) => /\d{3}/.exec(error.message)?.[0] ?? error.message);
    return ['closed', again];
  }
  const told = awaited === 'refused' ? [await last(2)] : [];
  client.say(subscribe(topic));
  told.push(await last(2 + told.length));
  client.socket.close();
  return told;
}

describe('C3, D11: rights that are taken', () => {
  test.each(shrinks)('are gone at once, over REST, with a key and live: $how', async ({ samples, grants, topic: named, session, key, live, shrink }) => {
    const employee = await employ(grants);
    const topic = named === 'notices' ? `notices:${employee.id}` : named;
    expect(await reach(samples(), employee.headers)).toEqual(said(samples(), 'in'));
    expect(await reach(samples(), employee.key.headers)).toEqual(said(samples(), 'in'));
    const client = await join(world.centre, '', employee.headers);
    client.say(subscribe(topic));
    expect(await client.next(1)).toMatchObject([{ type: 'subscribed', topic }]);

    await shrink(employee);

    expect(await reach(samples(), employee.headers)).toEqual(said(samples(), session));
    expect(await reach(samples(), employee.key.headers)).toEqual(said(samples(), key));
    // What is open learns of it by itself, and asking again does not help.
    expect(await endOf(client, topic, employee, live ? (session === 'in' ? 'kept' : 'refused') : 'closed')).toEqual(live ? (session === 'in' ? ['subscribed'] : ['refused', 'refused']) : ['closed', '401']);
  }, 30_000);

  describe('by one process and asked of another', () => {
    let elsewhere: TestServer;
    beforeAll(async () => {
      await world.centre.open.pool.query('update staff_policy set second_factor_required = false');
      // Sessions are known there for two seconds from each look-up; these seconds never end, so that only a word of the change can.
      elsewhere = await startTestServer({ connection: world.centre.connection, example: 'none', elapsed: () => 0 });
    });
    afterAll(() => elsewhere.close());
    const readThere = async (employee: Employee) => (await send(elsewhere.port, '/api/v1/staff', { headers: employee.headers })).status;
    const writeThere = async (employee: Employee) => (await sendJson(elsewhere, 'POST', '/api/v1/organisations', { name: '' }, employee.headers)).status;

    test.each(shrinks.filter(({ grants, key, session }) => grants[0] === operator && session !== 'in' && key !== '403 second_factor_required'))('change nothing there from then on, and show nothing after some moments: $how', async ({ grants, shrink }) => {
      const employee = await employ(grants);
      for (let count = 0; count < 3; count++) expect(await readThere(employee)).toBe(200);
      expect(await writeThere(employee)).toBe(400);
      await shrink(employee);
      expect(await writeThere(employee)).toBe(401);
      await vi.waitFor(async () => expect(await readThere(employee)).toBe(401), { timeout: 15_000, interval: 5 });
    });
  });

  test('what a person may do for themselves stays theirs when they come again without a role', async () => {
    await world.centre.open.pool.query('update staff_policy set second_factor_required = false');
    const employee = await employ([operator]);
    await byBoss('POST', `/people/${employee.id}/roles/revocations`, operator);
    const again = await insertSession(world.centre, employee.id);
    expect((await send(world.centre.port, '/api/v1/account', { headers: again.headers })).status).toBe(200);
    expect(await reach(ofCentre(), again.headers)).toEqual(ofCentre().map(() => '404'));
    expect((await send(world.centre.port, '/api/v1/people/current', { headers: employee.key.headers })).status).toBe(200);
  });
});
