import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testGround, testSecrets, type TestGround } from '../../../test/harness/operations.ts';
import type { Notifications } from '../database/notifications.ts';
import { createMailSender, listMails, mailPersonalData, postMail, retryMail, deleteOldMails, type Handed, type MailMessage, type MailSender, type MailTransport } from './index.ts';
import type { OutgoingMail } from './transport.ts';

const silence: Notifications = { listen: () => () => undefined, notify: () => undefined, ready: async () => undefined, connected: () => true, stop: async () => undefined };
const minute = 60_000;

let ground: TestGround;
let sent: OutgoingMail[];
let answer: () => Handed | Promise<Handed>;
let senders: MailSender[];
let published: string[];
const transport: MailTransport = {
  async send(mail) {
    const handed = await answer();
    if (handed.ok) sent.push(mail);
    return handed;
  },
  close: () => undefined,
};
const busy: Handed = { ok: false, failure: { code: 'server_busy', permanent: false, detail: '451 later' } };
const refused: Handed = { ok: false, failure: { code: 'recipient_refused', permanent: true, detail: '550 no such user' } };

beforeEach(async () => {
  ground = await testGround();
  sent = [];
  senders = [];
  published = [];
  answer = () => ({ ok: true });
});
afterEach(async () => {
  for (const sender of senders) await sender.stop();
  await ground.close();
});

function startSender(parts: { transport?: MailTransport | undefined; keepCaught?: boolean } = { transport }): MailSender {
  const sender = createMailSender({ database: ground.database, notifications: silence, clock: ground.clock, log: ground.log, subscribersOf: () => [], wakeRelay: () => void published.push('woken'), transport: undefined, ...parts });
  senders.push(sender);
  sender.start();
  return sender;
}

const code: MailMessage = { kind: 'sign_in.code', to: { address: 'chunhua@example.com', name: '春华' }, language: 'zh-CN', subject: '登录码', text: '你的登录码是 271828', secret: true };
const news: MailMessage = { kind: 'notice.proposal_submitted', to: { address: 'Qiushi@example.com' }, language: 'en', subject: 'News', text: 'Something happened' };
const post = (message: MailMessage) => postMail(ground.database, message, ground.clock.now());
const rowOf = async (id: string) => (await sql<{ state: string; body: unknown; attempts: number; error_code: string | null }>`select state, body, attempts, error_code from mail where id = ${id}`.execute(ground.database)).rows[0];

describe('a mail', () => {
  test('is sent once, under an id of its own, and what it said is gone afterwards', async () => {
    const id = await post(code);
    const sender = startSender();
    await sender.settled();
    await sender.settled();
    expect(sent).toMatchObject([{ id, to: { address: 'chunhua@example.com', name: '春华' }, text: '你的登录码是 271828' }]);
    expect(await rowOf(id)).toMatchObject({ state: 'sent', body: null });
  });

  test('is taken by one of many senders', async () => {
    for (let index = 0; index < 30; index += 1) await post({ ...news, subject: String(index) });
    const started = [startSender(), startSender(), startSender()];
    await Promise.all(started.map((sender) => sender.settled()));
    expect(sent.map(({ subject }) => Number(subject)).toSorted((left, right) => left - right)).toEqual(Array.from({ length: 30 }, (_one, index) => index));
  });

  test('whose process died is sent again under the same id once the claim is over', async () => {
    const id = await post(news);
    await sql`update mail set attempts = 1, next_attempt_at = ${new Date(ground.clock.now().getTime() + 2 * minute)} where id = ${id}`.execute(ground.database);
    const sender = startSender();
    await sender.settled();
    expect(sent).toEqual([]);
    ground.clock.advance(2 * minute);
    await sender.settled();
    expect(sent.map((mail) => mail.id)).toEqual([id]);
  });

  test('that a busy server puts off is tried after 1, 5, 15 minutes … and given up after two days with an event', async () => {
    answer = () => busy;
    const id = await post(news);
    const sender = startSender();
    const pauses: number[] = [];
    await sender.settled();
    for (let waited = 0; (await rowOf(id))?.state === 'waiting' && waited < 4_000; waited += 1) {
      const { rows } = await sql<{ at: Date }>`select next_attempt_at as at from mail where id = ${id}`.execute(ground.database);
      pauses.push(((rows[0]?.at.getTime() ?? 0) - ground.clock.now().getTime()) / minute);
      ground.clock.set(rows[0]?.at ?? ground.clock.now());
      await sender.settled();
    }
    expect(pauses).toEqual([1, 5, 15, 60, 240, 720, 1440]);
    expect(await rowOf(id)).toMatchObject({ state: 'failed', error_code: 'server_busy', attempts: 8 });
    const { rows } = await sql<{ name: string; data: object }>`select name, data from event where subject = ${id}`.execute(ground.database);
    expect(rows).toEqual([{ name: 'mail.failed', data: { kind: 'notice.proposal_submitted', reason: 'server_busy' } }]);
    expect(published).toEqual(['woken']);
  });

  test('with a code is given up within half an hour, and the code does not stay behind', async () => {
    answer = () => busy;
    const id = await post(code);
    const sender = startSender();
    for (let tries = 0; tries < 4; tries += 1) {
      await sender.settled();
      ground.clock.advance(16 * minute);
    }
    expect(await rowOf(id)).toMatchObject({ state: 'failed', body: null, attempts: 4 });
    expect(await retryMail(ground.database, id, ground.clock.now())).toBe(false);
  });

  test('that the recipient’s server refuses is given up at once and can be sent again by hand', async () => {
    answer = () => refused;
    const id = await post(news);
    const sender = startSender();
    await sender.settled();
    expect(await rowOf(id)).toMatchObject({ state: 'failed', error_code: 'recipient_refused', attempts: 1 });
    answer = () => ({ ok: true });
    expect(await retryMail(ground.database, id, ground.clock.now())).toBe(true);
    await sender.settled();
    expect(sent.map((mail) => mail.id)).toEqual([id]);
    expect(await retryMail(ground.database, id, ground.clock.now())).toBe(false);
  });

  test('wakes the senders of all nodes when it has been committed, and not when it was undone', async () => {
    const heard: string[] = [];
    const client = await ground.open.pool.connect();
    client.on('notification', ({ channel }) => heard.push(channel));
    await client.query('listen lichun_mail');
    const undone = ground.database.transaction().execute(async (transaction) => {
      await postMail(transaction, news, ground.clock.now());
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await client.query('select 1');
    expect(heard).toEqual([]);
    await post(news);
    await client.query('select 1');
    expect(heard).toEqual(['lichun_mail']);
    client.release(true);
  });

  test('on its way is finished before the sender has stopped', async () => {
    const id = await post(news);
    const gate = Promise.withResolvers<Handed>();
    answer = () => gate.promise;
    const sender = startSender();
    const settled = sender.settled();
    const stopped = sender.stop();
    gate.resolve({ ok: true });
    await Promise.all([settled, stopped]);
    expect(await rowOf(id)).toMatchObject({ state: 'sent' });
  });
});

describe('without a mail server', () => {
  test('mails are caught: recipient, subject and kind stay, what they said is gone at once', async () => {
    const [first, second] = [await post(code), await post(news)];
    await startSender({}).settled();
    expect([await rowOf(first), await rowOf(second)]).toMatchObject([{ state: 'caught', body: null }, { state: 'caught', body: null }]);
    const listed = await listMails(ground.database, { limit: 10 });
    expect(listed.map(({ recipient, subject, state }) => ({ recipient, subject, state }))).toEqual([
      { recipient: 'Qiushi@example.com', subject: 'News', state: 'caught' },
      { recipient: 'chunhua@example.com', subject: '登录码', state: 'caught' },
    ]);
    expect(JSON.stringify(listed)).not.toContain('271828');
  });

  test('a developer keeps them to read; the next program that is none takes them away', async () => {
    const id = await post(code);
    await startSender({ keepCaught: true }).settled();
    expect((await rowOf(id))?.body).toEqual({ text: '你的登录码是 271828' });
    await startSender({}).settled();
    expect((await rowOf(id))?.body).toBeNull();
  });
});

describe('the rows of mails', () => {
  test('are a person’s data: exported by address, emptied when erased', async () => {
    const id = await post(news);
    await startSender().settled();
    const data = mailPersonalData(async () => ['qiushi@example.com']);
    expect(await data.gather(ground.database, 'someone')).toMatchObject({ mails: [{ recipient: 'Qiushi@example.com', subject: 'News', state: 'sent' }] });
    await data.erase(ground.database, 'someone', { now: ground.clock.now(), secrets: testSecrets });
    expect((await listMails(ground.database, { limit: 10 })).map((mail) => ({ id: mail.id, recipient: mail.recipient, subject: mail.subject }))).toEqual([{ id, recipient: 'erased', subject: '' }]);
    expect(await data.gather(ground.database, 'someone')).toEqual({ mails: [] });
  });

  test('go after their time, but never while they wait', async () => {
    await post(news);
    await startSender().settled();
    await post({ ...news, subject: 'waiting' });
    ground.clock.advance(91 * 24 * 60 * minute);
    expect(await deleteOldMails(ground.database, new Date(ground.clock.now().getTime() - 90 * 24 * 60 * minute))).toBe(1);
    expect((await listMails(ground.database, { limit: 10 })).map(({ subject }) => subject)).toEqual(['waiting']);
  });
});
