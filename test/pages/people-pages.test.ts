import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPerson, insertGrants, insertIdentity, accountOf, startSession } from '../../server/people/index.ts';
import { callerFor, type Grant } from '../../server/platform/index.ts';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { anonymous, callBy, commandLine } from '../harness/operations.ts';
import { send, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
let operator: string;
beforeAll(async () => {
  centre = await startTestServer({ example: 'littleskin' });
  operator = await centre.operator();
});
afterAll(() => centre.close());

const get = (target: string, cookie: string) => send(centre.port, target, { headers: { cookie } });
const post = (target: string, fields: Record<string, string>, cookie: string) =>
  send(centre.port, target, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin, cookie }, body: new URLSearchParams(fields).toString() });
/** What a form of the console that is sent by itself is answered, as it is written. */
const sent = async (target: string, fields: Record<string, string>, cookie: string) => {
  const { status, headers, body } = await post(`${target}.data`, fields, cookie);
  return { status, leads: headers.location ?? '', body };
};
const root = () => callerFor(centre.app.ground, centre.app.operations, callBy(commandLine));

/** A person who is signed in, with their cookie. */
async function person(name: string, grants: Grant[] = [], device = 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0'): Promise<{ id: string; cookie: string }> {
  const db = centre.open.database;
  const now = centre.clock.now();
  const id = await createPerson(db, { name, language: 'zh-CN', now });
  await insertGrants(db, id, grants, null, now);
  const account = accountOf('email', `${id}@example.com`);
  if (account.ok) await insertIdentity(db, id, account.account, undefined, now);
  const { token } = await startSession({ ...callBy(anonymous), db, now, device, publish: async () => undefined } as unknown as Parameters<typeof startSession>[0], { id, name }, { method: 'password', secondFactor: false });
  return { id, cookie: `lichun_session=${token}` };
}

describe('the page of a person', () => {
  test('says on which device they are signed in, not what the browser calls itself', async () => {
    const { id } = await person('霜降');
    const page = await get(`/console/people/${id}`, operator);
    expect(textOf(page.body)).toContain('Firefox · Linux');
    expect(page.body).not.toContain('Gecko/20100101');
  });

  test('changes the language in which they are written to, and takes it back', async () => {
    const { id } = await person('立冬');
    const at = `/console/people/${id}`;
    await sent(at, { intent: 'rename', name: '立冬', language: 'en', before: '立冬', languageBefore: 'zh-CN', revision: '1' }, operator);
    const read = async () => (await root().readPerson({ id }));
    expect(await read()).toMatchObject({ value: { language: 'en', name: '立冬', revision: 2 } });
    await sent(at, { intent: 'rename', name: '立冬', language: 'zh-CN', revision: '2' }, operator);
    expect(await read()).toMatchObject({ value: { language: 'zh-CN' } });
  });
});

describe('the page of staff', () => {
  test('lets an operator of a fleet give roles there, and leads nowhere that is not there for them', async () => {
    const [fleet] = (await root().listFleets({}).then((answer) => (answer.ok ? answer.value.items : [])));
    const scope = { kind: 'fleet', key: fleet?.entry.key ?? '' } as const;
    const [part, helper] = [await person('小雪', [{ role: 'operator', scope }]), await person('大雪', [{ role: 'agent', scope }])];
    const links = (body: string) => elementsOf(body).flatMap(({ name, attributes }) => (name === 'a' && String(attributes['href']).startsWith('/console/people/') ? [attributes['href']] : []));
    const page = await get('/console/staff', part.cookie);
    expect(textOf(page.body)).toContain('大雪');
    expect(links(page.body)).toEqual([]);
    expect(elementsOf(page.body).filter(({ attributes }) => attributes['aria-label'] === '给大雪一个角色')).toHaveLength(1);
    expect(links((await get('/console/staff', operator)).body)).toContain(`/console/people/${helper.id}`);
    await sent('/console/staff', { intent: 'grant', id: helper.id, role: 'moderator', scope: `fleet:${scope.key}` }, part.cookie);
    await sent('/console/staff', { intent: 'grant', id: helper.id, role: 'moderator', scope: 'centre' }, part.cookie);
    expect(await root().readPerson({ id: helper.id })).toMatchObject({ value: { roles: [{ role: 'agent', scope }, { role: 'moderator', scope }] } });
  });

  test('leads to every invitation, thirty at a time, and keeps the page of people meanwhile', async () => {
    for (let count = 0; count < 31; count += 1) expect(await root().inviteStaff({ email: `invited-${count}@example.com`, grants: [{ role: 'agent', scope: { kind: 'centre' } }] })).toMatchObject({ ok: true });
    const first = await get('/console/staff?role=operator', operator);
    expect(textOf(first.body)).not.toContain('invited-0@example.com');
    const older = elementsOf(first.body).map(({ attributes }) => attributes['href'] ?? '').find((href) => href.includes('invitations='));
    expect(older).toContain('role=operator');
    const second = textOf((await get(`/console/staff${older?.slice(older.indexOf('?')).replaceAll('&amp;', '&') ?? ''}`, operator)).body);
    expect(second).toContain('invited-0@example.com');
    expect(second).not.toContain('invited-30@example.com');
  });
});

describe('the duty roster', () => {
  test('is made for a place that is chosen by its name, by whoever runs that place only', async () => {
    expect(await root().createTeam({ key: 'night', name: { 'zh-CN': '夜班组', en: 'Night shift' } })).toMatchObject({ ok: true });
    const { cookie } = await person('冬至', [{ role: 'operator', scope: { kind: 'team', key: 'night' } }]);
    const { body } = await get('/console/notices/duty.data', cookie);
    expect(body).toContain('夜班组');
    const plan = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] };
    const made = await sent('/console/notices/duty', { deed: JSON.stringify({ do: 'create', input: { scope: { kind: 'team', key: 'night' }, name: '夜班', timeZone: 'Asia/Shanghai', plan } }) }, cookie);
    expect(made.body).toContain('create');
    expect(textOf((await get('/console/notices/duty', cookie)).body)).toContain('团队：夜班组');
  });
});

describe('uses of an entitlement', () => {
  test('are taken and given back in the console; no more come back than were granted, and what is undone is what came back', async () => {
    const { id: holder } = await person('小寒');
    const db = centre.open.pool;
    const product = await root().createProduct({ entry: { key: 'skin', name: '皮肤站', plans: [{ key: 'pro', name: '专业版', kind: 'paid' }] } });
    expect(product).toMatchObject({ ok: true });
    const granted = await root().grantEntitlement({ product: 'skin', plan: 'pro', holder: { kind: 'person', id: holder }, uses: 5 });
    const id = granted.ok ? granted.value.id : '';
    const left = async () => (await db.query<{ left: number }>('select uses_left as left from entitlement where id = $1', [id])).rows[0]?.left;
    const page = await get(`/console/entitlements?person=${holder}`, operator);
    expect(textOf(page.body)).toMatch(/剩 5 \/ 5 次.*次数/);
    await sent('/console/entitlements', { intent: 'take-uses', entitlement: id, count: '3', left: '5' }, operator);
    expect(await left()).toBe(2);
    const back = await sent('/console/entitlements', { intent: 'return-uses', entitlement: id, count: '9', left: '2' }, operator);
    expect(await left()).toBe(5);
    expect(back.body).toMatch(/"take-uses".*"3"/);
    const refused = await sent('/console/entitlements', { intent: 'take-uses', entitlement: id, count: '6', left: '5' }, operator);
    expect(refused.body).toContain('no_uses_left');
  });
});

describe('a form for which a fresh proof is due', () => {
  test('is answered in words where the console sends it by itself, and leads there and back where the document is left', async () => {
    const { cookie } = await person('大寒', [{ role: 'operator', scope: { kind: 'centre' } }]);
    centre.clock.advance(16 * 60_000);
    const fields = { intent: 'invite', email: 'typed@example.com', role0: 'agent', scope0: 'centre', days: '7', language: 'zh-CN', note: '' };
    const answered = await sent('/console/staff', fields, cookie);
    expect(answered).toMatchObject({ status: 200, leads: '' });
    expect(answered.body).toContain('recent_sign_in_required');
    const led = await post('/console/staff', fields, cookie);
    expect([led.status, led.headers.location]).toEqual([303, '/account/confirm?to=%2Fconsole%2Fstaff']);
    expect(textOf((await get('/account/confirmed', cookie)).body)).toContain('回到刚才的标签页');
  });
});
