import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { given } from '../../server/centre/testing.ts';
import { callerFor } from '../../server/platform/index.ts';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { callBy, commandLine } from '../harness/operations.ts';
import { send, startTestServer, type Answer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
/** What was written last to each address. */
const written = new Map<string, string>();

beforeAll(async () => {
  centre = await startTestServer({ example: 'littleskin' });
  const { ground, operations } = centre.app;
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    written.set(message.to.address, message.text);
    await postMail(db, message, now);
  };
  const staff = callerFor(ground, operations, callBy(commandLine));
  given(await staff.createTopic({ entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' } } }));
  const addFleet = async (entry: Partial<Fleet> & { key: string }) => given(await staff.createFleet({ entry: { topic: 'stream', platform: 'web', app: 'web', ...entry } }));
  await addFleet({ key: 'stream-web', admission: { checks: [{ kind: 'real_name' }] } });
  await addFleet({ key: 'stream-humans', admission: { checks: [{ kind: 'human' }] } });
});
afterAll(() => centre.close());
// Limits of a network start anew.
beforeEach(() => centre.clock.advance(11 * 60_000));

/** One browser with its cookies. */
function browser() {
  const cookies = new Map<string, string>();
  const keep = (answer: Answer) => {
    for (const cookie of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const header = () => ({ accept: 'text/html', 'accept-language': 'zh-CN', cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });
  const to = ({ headers }: Answer) => headers.location ?? '';
  const get = async (target: string) => keep(await send(centre.port, target, { headers: header() }));
  const post = async (target: string, fields: Record<string, string> = {}) => keep(await send(centre.port, target, { method: 'POST', headers: { ...header(), 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin }, body: new URLSearchParams(fields).toString() }));
  return {
    get, post, to,
    /** Goes where answers lead, up to a page that is shown. */
    async arrive(answer: Answer): Promise<{ at: string; page: Answer; text: string }> {
      let [at, page] = ['', answer];
      while (page.status === 303) {
        at = to(page).replace(centre.origin, '');
        page = await get(at);
      }
      return { at, page, text: textOf(page.body) };
    },
  };
}
type Browser = ReturnType<typeof browser>;

const codeTo = (address: string) => /^\d{6}$/m.exec(written.get(address) ?? '')?.[0] ?? '';
const linkTo = (address: string) => /\/sign-in\/link\?token=\S+/.exec(written.get(address) ?? '')?.[0] ?? '';
const formOf = ({ body }: Answer) => elementsOf(body).find(({ name, attributes }) => name === 'form' && attributes['action']?.startsWith('/applications/continue') === true)?.attributes['action'] ?? '';
const hrefs = ({ body }: Answer) => elementsOf(body).flatMap(({ attributes }) => attributes['href'] ?? []);
const begin = async (here: Browser, email: string, fleet = 'stream-web') => expect(here.to(await here.post(`/g/${fleet}`, { email, realName: '张三' }))).toBe('/sign-in/code');

async function signIn(here: Browser, address: string) {
  await here.post('/sign-in', { way: 'email', address, to: '' });
  return here.post('/sign-in/code', { code: codeTo(address) });
}

async function followLink(here: Browser, address: string) {
  await here.arrive(await here.get(linkTo(address)));
  return here.arrive(await here.post('/sign-in/link'));
}

describe('the mailed link that is opened in another browser than the form was filled in', () => {
  test('leads to what was typed and one button; both browsers then show the application', async () => {
    const [computer, phone] = [browser(), browser()];
    await begin(computer, 'guyu@example.com');
    const arrived = await followLink(phone, 'guyu@example.com');
    expect(arrived.text).toMatch(/点一下，把加入\s*Stream 模式\s*的申请交上去。/);
    expect(arrived.text).toContain('张三');
    const sent = await phone.arrive(await phone.post(formOf(arrived.page)));
    expect([sent.at, sent.text]).toEqual([expect.stringMatching(/^\/applications\/[0-9a-f-]{36}$/), expect.stringContaining('你已经在群里了')]);
    const typed = await computer.arrive(await computer.post('/sign-in/code', { code: codeTo('guyu@example.com') }));
    expect([typed.at, typed.text]).toEqual(['/applications/status', expect.stringContaining('你已经在群里了')]);
    expect((await computer.arrive(await computer.get('/sign-in/code'))).at).toBe('/applications/status');
  });

  test('and is not handed in there: either browser can still do it, and the other is led to the same application', async () => {
    const [computer, phone] = [browser(), browser()];
    await begin(computer, 'bailu@example.com');
    const onPhone = await followLink(phone, 'bailu@example.com');
    const mine = await phone.get('/account/applications');
    const own = hrefs(mine).find((href) => /^\/applications\/[0-9a-f-]{36}$/.test(href)) ?? '';
    expect(textOf(mine.body)).toContain('还差一步：提交申请');
    const page = await phone.get(own);
    expect(textOf(page.body)).not.toContain('填验证码');
    expect(hrefs(page)).toContain(`/applications/continue?application=${own.slice('/applications/'.length)}`);

    const status = await computer.arrive(await computer.post('/sign-in/code', { code: codeTo('bailu@example.com') }));
    expect([status.at, hrefs(status.page).includes('/applications/continue')]).toEqual(['/applications/status', true]);
    const again = await computer.arrive(await computer.get('/applications/continue'));
    expect(again.at).toBe('/sign-in?to=%2Fapplications%2Fcontinue');
    await computer.post('/sign-in', { way: 'email', address: 'bailu@example.com', to: '/applications/continue' });
    const back = await computer.arrive(await computer.post('/sign-in/code', { code: codeTo('bailu@example.com') }));
    expect((await computer.arrive(await computer.post(formOf(back.page)))).at).toBe(own);
    expect((await phone.arrive(await phone.post(formOf(onPhone.page)))).at).toBe(own);
    expect(textOf((await phone.get(own)).body)).toContain('你已经在群里了');
  });

  test('the status page leads back to the code while this browser waits for it', async () => {
    const computer = browser();
    await begin(computer, 'chunfen@example.com');
    const status = await computer.get('/applications/status');
    expect(hrefs(status)).toContain('/applications/continue');
    expect((await computer.arrive(await computer.get('/applications/continue'))).at).toBe('/sign-in/code');
  });
});

describe('whoever has an account', () => {
  test('and applies without being signed in has shown by the code that they are human', async () => {
    await signIn(browser(), 'lixia@example.com');
    centre.clock.advance(86_400_000);
    const here = browser();
    await begin(here, 'lixia@example.com', 'stream-humans');
    const arrived = await here.arrive(await here.post('/sign-in/code', { code: codeTo('lixia@example.com') }));
    const sent = await here.arrive(await here.post(formOf(arrived.page)));
    expect(sent.text).toContain('你已经在群里了');
  });

  test('but signs in without a code shows it otherwise', async () => {
    const here = browser();
    await signIn(here, 'xiaoman@example.com');
    centre.clock.advance(60_000);
    const elsewhere = browser();
    await begin(elsewhere, 'xiaoman@example.com', 'stream-humans');
    const arrived = await here.arrive(await here.get('/applications/continue'));
    const sent = await here.arrive(await here.post(formOf(arrived.page)));
    expect(sent.text).toContain('有内容要改一下');
    expect(elementsOf(sent.page.body).some(({ attributes }) => attributes['data-human'] !== undefined)).toBe(true);
  });

  test('and no proven address makes the one that they fill in theirs, and stays who they are', async () => {
    const here = browser();
    await signIn(here, 'before@example.com');
    const { database } = centre.app.ground;
    const { rows: [person] } = await sql<{ id: string }>`delete from identity where canonical = 'before@example.com' returning person_id as id`.execute(database);
    const persons = async () => (await sql<{ count: number }>`select count(*)::int as count from person`.execute(database)).rows[0]?.count;
    const before = await persons();
    expect(textOf((await here.get('/g/stream-web')).body)).toContain('填一个就好');
    const begun = await here.arrive(await here.post('/g/stream-web', { email: 'mine@example.com', realName: '张三' }));
    expect(begun.at).toBe('/account/prove');
    const proven = await here.arrive(await here.post('/account/prove', { code: codeTo('mine@example.com') }));
    expect(proven.at).toBe('/applications/continue');
    const sent = await here.arrive(await here.post(formOf(proven.page)));
    expect(sent.text).toContain('你已经在群里了');
    const { rows } = await sql<{ id: string }>`select person_id as id from identity where canonical = 'mine@example.com' and proven_at is not null`.execute(database);
    expect(rows).toEqual([person]);
    expect(await persons()).toBe(before);
  });

  test('confirms first who they are when that is long ago, and then goes on with the code that came', async () => {
    const here = browser();
    await signIn(here, 'first@example.com');
    await sql`delete from identity where canonical = 'first@example.com'`.execute(centre.app.ground.database);
    centre.clock.advance(20 * 60_000);
    await here.post('/g/stream-web', { email: 'later@example.com', realName: '张三' });
    expect(here.to(await here.post('/account/prove', { code: codeTo('later@example.com') }))).toBe('/account/confirm?to=%2Faccount%2Fprove');
    expect(textOf((await here.get('/account/prove')).body)).toContain('later@example.com');
  });
});
