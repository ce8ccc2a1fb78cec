import { sql } from 'kysely';
import { createECDH, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticeKinds, noticeKindNames } from '../../common/contract/notice-kinds.ts';
import type { DutyPlan } from '../../common/contract/notices.ts';
import { callBy, testGround, testParts, testSecrets, type TestGround } from '../../test/harness/operations.ts';
import { events } from '../events.ts';
import { accountOf, createPerson, insertGrants, insertIdentity } from '../people/index.ts';
import type { Notifications } from '../platform/database/notifications.ts';
import { publishEvent } from '../platform/events/publish.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import { callerFor, silentLog, type Grant, type PersonActor } from '../platform/index.ts';
import type { ProductParts } from '../parts.ts';
import { createNoticeSender, createNoticesOperations, noticesPersonalData, noticesSubscriber, noticesTopic, type NoticeSender } from './index.ts';
import { asDingtalk, asWecom, startCounterpart, type Counterpart } from './testing/counterparts.ts';

const silence: Notifications = { listen: () => () => undefined, notify: () => undefined, ready: async () => undefined, connected: () => true, stop: async () => undefined };
const minute = 60_000;
const hour = 60 * minute;
const centre: Grant['scope'] = { kind: 'centre' };

let ground: TestGround;
let parts: ProductParts;
let sender: NoticeSender;
let published: string[];
let changed: string[];
let counterpart: Counterpart;
let chunhua: PersonActor;

beforeEach(async () => {
  ground = await testGround();
  counterpart = await startCounterpart(asWecom('k-1'));
  published = [];
  changed = [];
  const configured = testParts();
  parts = testParts({ configuration: { ...configured.configuration, OUTBOUND_ALLOW: ['127.0.0.1'], PUBLIC_URL: 'https://help.example.com' }, outbound: createOutbound({ log: silentLog, allow: ['127.0.0.1'], ports: [counterpart.port] }) });
  sender = createNoticeSender({
    product: parts,
    database: ground.database,
    notifications: silence,
    clock: ground.clock,
    log: ground.log,
    publish: async (db, event, now) => {
      published.push(event.name);
      await publishEvent(db, [], now, event);
    },
    wakeRelay: () => undefined,
  });
  sender.start();
  chunhua = await member('春华', 'operator');
});
afterEach(async () => {
  await sender.stop();
  await counterpart.close();
  await ground.close();
});

async function member(name: string, role: Grant['role'] | undefined, options: { scope?: Grant['scope']; proven?: boolean; language?: string } = {}): Promise<PersonActor> {
  const now = ground.clock.now();
  const id = await createPerson(ground.database, { name, language: options.language ?? 'zh-CN', now });
  const grants: Grant[] = role === undefined ? [] : [{ role, scope: options.scope ?? centre }];
  await insertGrants(ground.database, id, grants, null, now);
  const account = accountOf('email', `${id.slice(-8)}@example.com`);
  if (account.ok) await insertIdentity(ground.database, id, account.account, options.proven === false ? undefined : { how: 'email_code' }, now);
  return { kind: 'person', id, name, grants, via: { kind: 'session', id, authenticatedAt: now }, network: '192.0.2.7' };
}

const ops = (actor: PersonActor, language: 'zh-CN' | 'en' = 'zh-CN') => callerFor(ground, createNoticesOperations(parts), callBy(actor, { language }));
const mailRows = async () => (await sql<{ recipient: string; kind: string; subject: string; body: { text: string } }>`select recipient, kind, subject, body from mail order by id`.execute(ground.database)).rows;
const addressOf = (actor: PersonActor) => `${actor.id.slice(-8)}@example.com`;

/** Something happens, and the relay brings it to the subscriber; the same event again when `again`. */
async function happen(name: string, data: object = {}, options: { subject?: string; again?: string } = {}): Promise<string> {
  const now = ground.clock.now();
  const afterwards: (() => void)[] = [];
  const subject = options.subject ?? 'something';
  const id = options.again ?? (await publishEvent(ground.database, [], now, { name, subject, data: { ...data } }));
  const subscriber = noticesSubscriber(parts, () => ({ changed: (topics) => void changed.push(...topics.map(String)) }));
  await ground.database.transaction().execute((tx) =>
    subscriber.handle({ id, position: '1', name, subject, data: { ...data }, occurredAt: now }, tx, { now, log: ground.log, publish: async () => undefined, afterCommit: (run) => void afterwards.push(run) }),
  );
  for (const run of afterwards) run();
  return id;
}

async function settings(actor: PersonActor, change: object): Promise<void> {
  const read = await ops(actor).readNoticeSettings({});
  if (!read.ok) throw new Error(read.refusal.code);
  const { revision, timeZone, quiet, urgentPasses, digest, digestAt } = read.value;
  const saved = await ops(actor).updateNoticeSettings({ revision, timeZone, quiet, urgentPasses, digest, digestAt, kinds: [], ...change });
  if (!saved.ok) throw new Error(JSON.stringify(saved.refusal));
}

async function bot(change: Partial<{ platform: 'wecom' | 'dingtalk' | 'feishu'; address: string; secret: string }> = {}): Promise<string> {
  const made = await ops(chunhua).createNoticeBot({ platform: 'wecom', name: '值班群', address: `${counterpart.origin}/cgi-bin/webhook/send?key=k-1`, language: 'zh-CN', kinds: ['proposal_submitted', 'webhook_off'], ...change });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.id;
}

describe('every kind of notice', () => {
  test('tells of an event that is published', () => {
    const unknown = noticeKindNames.filter((name) => !(noticeKinds[name].event in events));
    expect(unknown).toEqual([]);
  });
});

describe('trouble with the system', () => {
  test.each([['jobs_failed', 'job_failed'], ['outbox_stuck', 'outbox_stuck'], ['backup_old', 'backup_trouble'], ['secret_key_changed', 'upkeep_trouble']])('%s is told once, as %s', async (code, kind) => {
    await happen('upkeep.trouble', { level: 'problem', code }, { subject: 'check' });
    const listed = await ops(chunhua).listNotices({});
    expect(listed.ok && listed.value.items.map((item) => item.kind)).toEqual([kind]);
  });
});

describe('a notice', () => {
  test('reaches who may read what it is about: the bell at once, the post after the commit', async () => {
    const qiushi = await member('秋实', 'moderator');
    await happen('proposal.submitted');
    await sender.settled();
    expect((await mailRows()).map(({ recipient, kind, subject }) => ({ recipient, kind, subject }))).toEqual([{ recipient: addressOf(chunhua), kind: 'notice.proposal_submitted', subject: '支持中心：访客的建议' }]);
    expect((await mailRows())[0]?.body.text).toContain('https://help.example.com/console/proposals');
    expect(await ops(chunhua).listNotices({})).toMatchObject({ ok: true, value: { unread: 1, items: [{ kind: 'proposal_submitted', text: '有访客提出了建议，等你看看。', link: '/console/proposals' }] } });
    expect(await ops(chunhua, 'en').listNotices({})).toMatchObject({ ok: true, value: { items: [{ text: 'A visitor proposed something that waits for you.' }] } });
    expect(await ops(qiushi).listNotices({})).toMatchObject({ ok: true, value: { unread: 0, items: [] } });
    expect(changed).toEqual([noticesTopic(chunhua.id)]);
  });

  test('is told once, however often the event is delivered', async () => {
    const id = await happen('proposal.submitted');
    await happen('proposal.submitted', {}, { again: id });
    await sender.settled();
    expect(await mailRows()).toHaveLength(1);
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { unread: 1 } });
  });

  test('goes to proven addresses only', async () => {
    await member('小满', 'operator', { proven: false });
    await happen('proposal.submitted');
    await sender.settled();
    expect((await mailRows()).map(({ recipient }) => recipient)).toEqual([addressOf(chunhua)]);
  });

  test('C3: is not sent to who has lost the right meanwhile', async () => {
    await settings(chunhua, { digest: 'daily', digestAt: '18:00' });
    await happen('proposal.submitted');
    await sql`delete from role_grant where person_id = ${chunhua.id}`.execute(ground.database);
    ground.clock.advance(9 * hour);
    await sender.settled();
    expect(await mailRows()).toEqual([]);
    expect((await sql<{ state: string; error_code: string }>`select state, error_code from notice_delivery`.execute(ground.database)).rows).toEqual([{ state: 'dropped', error_code: 'right_lost' }]);
  });

  test('names a person by the name of now, and nobody who is gone', async () => {
    const guyu = await member('谷雨', undefined);
    await happen('people.invitation_accepted', { person: guyu.id });
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { items: [{ text: '谷雨 接受了邀请，成为工作人员。' }] } });
    await sql`update person set name = '谷雨二' where id = ${guyu.id}`.execute(ground.database);
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { items: [{ text: '谷雨二 接受了邀请，成为工作人员。' }] } });
  });

  test('about a mail that carried a notice is never mailed', async () => {
    await settings(chunhua, { kinds: [{ kind: 'mail_failed', email: true, push: false }] });
    await happen('mail.failed', { kind: 'notice.proposal_submitted', reason: 'server_busy' });
    await sender.settled();
    expect(await mailRows()).toEqual([]);
    await happen('mail.failed', { kind: 'sign_in.code', reason: 'server_busy' });
    await sender.settled();
    expect(await mailRows()).toHaveLength(1);
  });

  test('of a kind that is switched off, for the centre or the person, is not sent', async () => {
    await settings(chunhua, { kinds: [{ kind: 'proposal_submitted', email: false, push: false }] });
    await happen('proposal.submitted');
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { unread: 1 } });
    expect(await ops(chunhua).updateNoticeKind({ kind: 'proposal_submitted', enabled: false, recipients: 'everyone' })).toMatchObject({ ok: true });
    await happen('proposal.submitted');
    await sender.settled();
    expect(await mailRows()).toEqual([]);
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { unread: 1 } });
  });

  test('can be read and unread again, one’s own only', async () => {
    const other = await member('小满', 'operator');
    await happen('proposal.submitted');
    const marked = await ops(chunhua).markNotices({ read: true });
    expect(await ops(chunhua).listNotices({ unread: true })).toMatchObject({ value: { unread: 0, items: [] } });
    expect(await ops(other).listNotices({})).toMatchObject({ value: { unread: 1 } });
    if (marked.ok) await ops(chunhua).markNotices({ ids: marked.value.ids, read: false });
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { unread: 1 } });
  });
});

describe('quiet hours and summaries', () => {
  const always = ['00:00-24:00'];

  test('hold mails back, and bring them as one', async () => {
    await settings(chunhua, { quiet: { wed: always } });
    await happen('proposal.submitted');
    await happen('webhook.switched_off', { because: 'failing' });
    await sender.settled();
    expect(await mailRows()).toEqual([]);
    ground.clock.advance(14 * hour);
    await sender.settled();
    expect((await mailRows()).map(({ kind, subject }) => ({ kind, subject }))).toEqual([{ kind: 'notice.summary', subject: '支持中心：2 条新通知' }]);
  });

  test('let urgent notices pass where the person allows it', async () => {
    await settings(chunhua, { quiet: { wed: always }, urgentPasses: true });
    await happen('sign_in.factor_removed', { factor: 'totp' }, { subject: chunhua.id });
    await sender.settled();
    expect((await mailRows()).map(({ kind }) => kind)).toEqual(['notice.second_factor_removed']);
  });

  test('quiet hours that begin while a notice waits count too', async () => {
    await happen('proposal.submitted');
    await settings(chunhua, { quiet: { wed: always } });
    await sender.settled();
    expect(await mailRows()).toEqual([]);
    ground.clock.advance(14 * hour);
    await sender.settled();
    expect(await mailRows()).toHaveLength(1);
  });

  test('a storm becomes one summary, and the next one comes ten minutes later', async () => {
    for (let count = 0; count < 40; count += 1) await happen('proposal.submitted');
    await sender.settled();
    expect((await mailRows()).map(({ body }) => body.text.split('\n')[0])).toEqual(['有 40 条访客建议等着处理。']);
    for (let count = 0; count < 3; count += 1) await happen('proposal.submitted');
    await sender.settled();
    expect(await mailRows()).toHaveLength(1);
    ground.clock.advance(10 * minute);
    await sender.settled();
    // The window of the storm is over: three are few enough to come one by one.
    expect(await mailRows()).toHaveLength(4);
  });

  test('quiet hours without an end are refused', async () => {
    const read = await ops(chunhua).readNoticeSettings({});
    if (!read.ok) throw new Error(read.refusal.code);
    const { revision, timeZone, urgentPasses, digest, digestAt } = read.value;
    const quiet = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };
    expect(await ops(chunhua).updateNoticeSettings({ revision, timeZone, quiet, urgentPasses, digest, digestAt, kinds: [] })).toMatchObject({ ok: false, refusal: { code: 'invalid_input', fields: [{ path: 'quiet', code: 'quiet_never_ends' }] } });
    expect(await ops(chunhua).updateNoticeSettings({ revision: revision + 5, timeZone, quiet: {}, urgentPasses, digest, digestAt, kinds: [] })).toMatchObject({ ok: true });
    expect(await ops(chunhua).updateNoticeSettings({ revision, timeZone, quiet: {}, urgentPasses, digest, digestAt, kinds: [] })).toMatchObject({ ok: false, refusal: { code: 'stale_revision' } });
  });
});

describe('bots of groups', () => {
  test('say what happened, in order, and the address is never shown again', async () => {
    await bot();
    await happen('proposal.submitted');
    await happen('webhook.switched_off', { because: 'gone' });
    await sender.settled();
    expect(counterpart.calls.map(({ json }) => (json as { markdown: { content: string } }).markdown.content.split('\n')[0])).toEqual(['**支持中心：访客的建议**', '**支持中心：Webhook 被停用**']);
    const listed = JSON.stringify(await ops(chunhua).listNoticeBots({}));
    expect(listed).not.toContain('k-1');
    expect(listed).toContain(`127.0.0.1:${counterpart.port}`);
    const { rows } = await sql<{ text: string }>`select notice_bot::text as text from notice_bot union all select audit_entry::text from audit_entry`.execute(ground.database);
    expect(rows.map(({ text }) => text).join()).not.toContain('k-1');
  });

  test('a failure is tried again with pauses, tells why, and holds nobody else up', async () => {
    const id = await bot();
    counterpart.answer = () => ({ body: { errcode: -1, errmsg: 'system busy' } });
    await happen('proposal.submitted');
    await sender.settled();
    expect(await mailRows()).toHaveLength(1);
    expect(counterpart.calls).toHaveLength(1);
    expect(await ops(chunhua).listNoticeDeliveries({})).toMatchObject({ value: { items: [{ target: 'bot', to: '值班群', state: 'waiting', problem: { code: 'server_busy', detail: '-1 system busy' } }] } });
    await happen('proposal.submitted');
    await sender.settled();
    expect(counterpart.calls).toHaveLength(1);
    counterpart.answer = asWecom('k-1');
    ground.clock.advance(minute);
    await sender.settled();
    expect(counterpart.calls).toHaveLength(3);
    expect(await ops(chunhua).listNoticeBots({})).toMatchObject({ value: { bots: [{ id, enabled: true }] } });
    expect(await ops(chunhua).listNoticeDeliveries({})).toMatchObject({ value: { items: [] } });
  });

  test('one that fails for more than three days is switched off, and somebody is told by another way', async () => {
    const id = await bot();
    counterpart.answer = () => ({ body: { errcode: 93000, errmsg: 'invalid webhook url' } });
    for (let hours = 0; hours <= 100; hours += 1) {
      if (hours % 6 === 0) await happen('proposal.submitted');
      await sender.settled();
      ground.clock.advance(hour);
    }
    expect(published).toEqual(['notices.bot_switched_off']);
    const listed = await ops(chunhua).listNoticeBots({});
    expect(listed).toMatchObject({ value: { bots: [{ id, enabled: false, problem: { code: 'bot_gone' } }] } });
    await happen('notices.bot_switched_off', { platform: 'wecom', reason: 'bot_gone' }, { subject: id });
    await sender.settled();
    expect((await mailRows()).at(-1)?.kind).toBe('notice.bot_off');
    const before = counterpart.calls.length;
    await happen('proposal.submitted');
    await sender.settled();
    expect(counterpart.calls).toHaveLength(before);
  });

  test('at most twenty messages a minute go to one platform', async () => {
    await ops(chunhua).updateNoticeBot({ id: await bot(), revision: 0, name: '值班群', language: 'zh-CN', kinds: [...noticeKindNames], enabled: true });
    const some = [['proposal.submitted', {}], ['webhook.switched_off', {}], ['certificate.submitted', {}], ['certificate.expiring', {}], ['people.invitation_accepted', {}], ['privacy.requested', { kind: 'erasure' }]] as const;
    for (const [name, data] of some) for (let count = 0; count < 4; count += 1) await happen(name, data);
    await sender.settled();
    expect(counterpart.calls).toHaveLength(20);
    ground.clock.advance(minute);
    await sender.settled();
    expect(counterpart.calls).toHaveLength(24);
  });

  test('a test button says in words what is wrong and what to do', async () => {
    counterpart.answer = asDingtalk('SECright', 'abc', () => ground.clock.now());
    const id = await bot({ platform: 'dingtalk', address: `${counterpart.origin}/robot/send?access_token=abc`, secret: 'SECwrong' });
    expect(await ops(chunhua).tryNoticeBot({ id })).toMatchObject({ ok: true, value: { ok: false, code: 'signature_wrong', sentence: '签名对不上。', cure: expect.stringContaining('SEC') as string } });
    await ops(chunhua).updateNoticeBot({ id, revision: 0, name: '值班群', language: 'zh-CN', kinds: [], enabled: true, secret: 'SECright' });
    expect(await ops(chunhua, 'en').tryNoticeBot({ id })).toMatchObject({ ok: true, value: { ok: true, sentence: 'The message is in the group.' } });
  });

  test('an address of another platform, or without encryption, is refused', async () => {
    const make = (platform: 'wecom' | 'dingtalk', address: string) => callerFor(ground, createNoticesOperations(testParts()), callBy(chunhua)).createNoticeBot({ platform, name: 'x', address, language: 'en', kinds: [] });
    expect(await make('wecom', 'https://oapi.dingtalk.com/robot/send?access_token=a')).toMatchObject({ refusal: { fields: [{ path: 'address', code: 'bot_other_platform' }] } });
    expect(await make('dingtalk', 'http://oapi.dingtalk.com/robot/send?access_token=a')).toMatchObject({ refusal: { fields: [{ path: 'address', code: 'bot_https' }] } });
  });

  test('one that was taken away can be brought back, secret and all', async () => {
    const id = await bot();
    expect(await ops(chunhua).deleteNoticeBot({ id })).toMatchObject({ ok: true });
    expect(await ops(chunhua).listNoticeBots({})).toMatchObject({ value: { bots: [] } });
    expect(await ops(chunhua).restoreNoticeBot({ id })).toMatchObject({ ok: true });
    expect(await ops(chunhua).tryNoticeBot({ id })).toMatchObject({ value: { ok: true } });
  });
});

describe('browser push', () => {
  function browser() {
    const keys = createECDH('prime256v1');
    keys.generateKeys();
    return { p256dh: keys.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
  }
  /** The operation wants https; the counterpart of the test has none, so the row is written as the operation does. */
  async function subscribe(actor: PersonActor, path: string): Promise<string> {
    const added = await ops(actor).addPushBrowser({ endpoint: `https://push.example.com${path}`, ...browser(), label: 'Chrome' });
    if (!added.ok) throw new Error(JSON.stringify(added.refusal));
    const { p256dh, auth } = browser();
    await sql`update push_subscription set sealed = ${testSecrets.seal('notices.push_subscription', JSON.stringify({ endpoint: `${counterpart.origin}${path}`, p256dh, auth }))} where id = ${added.value.id}`.execute(ground.database);
    return added.value.id;
  }

  test('is encrypted and signed with the key that the browser was given, and kept sealed', async () => {
    counterpart.answer = () => ({ status: 201, body: '' });
    await subscribe(chunhua, '/push/1');
    const read = await ops(chunhua).readNoticeSettings({});
    if (!read.ok) throw new Error(read.refusal.code);
    await happen('webhook.switched_off', { because: 'gone' });
    await sender.settled();
    const [call] = counterpart.calls;
    expect(call?.path).toBe('/push/1');
    expect(call?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal' });
    expect(String(call?.headers['authorization'])).toContain(`k=${read.value.push.publicKey}`);
    expect(call?.body.toString('utf8')).not.toContain('Webhook');
    const [, token = ''] = /t=([^,]+)/.exec(String(call?.headers['authorization'])) ?? [];
    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({ aud: counterpart.origin, sub: 'https://help.example.com' });
    const { rows } = await sql<{ text: string }>`select push_subscription::text as text from push_subscription`.execute(ground.database);
    expect(rows.map(({ text }) => text).join()).not.toContain('/push/1');
  });

  test('a subscription that the push service no longer knows is removed', async () => {
    await subscribe(chunhua, '/push/1');
    counterpart.answer = () => ({ status: 410, body: '' });
    await happen('webhook.switched_off', { because: 'gone' });
    await sender.settled();
    expect(await ops(chunhua).readNoticeSettings({})).toMatchObject({ value: { push: { browsers: [] } } });
    expect(await ops(chunhua).tryNoticeTarget({ target: 'push' })).toMatchObject({ value: { ok: false, code: 'push_none' } });
  });

  test('D12: nobody takes another’s browser away', async () => {
    const other = await member('小满', 'agent');
    const id = await subscribe(chunhua, '/push/1');
    expect(await ops(other).removePushBrowser({ id })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await ops(chunhua).removePushBrowser({ id })).toMatchObject({ ok: true });
  });
});

describe('duty', () => {
  const empty: DutyPlan = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] };
  const daily = (person: PersonActor): DutyPlan => ({ ...empty, week: { ...empty.week, wed: [{ hours: '08:00-12:00', people: [person.id] }] } });

  test('a notice can go to who is on duty, and to everyone when nobody is', async () => {
    const xiaoman = await member('小满', 'operator');
    await ops(chunhua).updateNoticeKind({ kind: 'proposal_submitted', enabled: true, recipients: 'duty' });
    expect(await ops(chunhua).createDutyRoster({ scope: centre, name: '早班', timeZone: 'Asia/Shanghai', plan: daily(xiaoman) })).toMatchObject({ ok: true });
    expect(await ops(chunhua).readDuty({})).toMatchObject({ value: { rosters: [{ name: '早班', people: [{ name: '小满' }], until: '2026-11-18T04:00:00.000Z' }] } });
    await happen('proposal.submitted');
    expect(await ops(xiaoman).listNotices({})).toMatchObject({ value: { unread: 1 } });
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { unread: 0 } });
    ground.clock.advance(3 * hour);
    await happen('proposal.submitted');
    expect(await ops(xiaoman).listNotices({})).toMatchObject({ value: { unread: 2 } });
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { unread: 1 } });
  });

  test('who is on duty without the right hears nothing of it', async () => {
    const qiushi = await member('秋实', 'agent');
    await ops(chunhua).updateNoticeKind({ kind: 'proposal_submitted', enabled: true, recipients: 'duty' });
    await ops(chunhua).createDutyRoster({ scope: centre, name: '早班', timeZone: 'Asia/Shanghai', plan: daily(qiushi) });
    await happen('proposal.submitted');
    expect(await ops(qiushi).listNotices({})).toMatchObject({ value: { unread: 0 } });
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { unread: 1 } });
  });

  test('a team’s operator manages its roster and no other’s', async () => {
    const team: Grant['scope'] = { kind: 'team', key: 'north' };
    const leader = await member('小满', 'operator', { scope: team });
    const made = await ops(leader).createDutyRoster({ scope: team, name: '北方队', timeZone: 'Asia/Shanghai', plan: daily(leader) });
    expect(made).toMatchObject({ ok: true, value: { editable: true } });
    expect(await ops(leader).createDutyRoster({ scope: { kind: 'team', key: 'south' }, name: '南方队', timeZone: 'Asia/Shanghai', plan: empty })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    const central = await ops(chunhua).createDutyRoster({ scope: centre, name: '总值班', timeZone: 'Asia/Shanghai', plan: empty });
    if (!central.ok || !made.ok) throw new Error('no roster');
    expect(await ops(leader).updateDutyRoster({ id: central.value.id, revision: 0, name: 'x', timeZone: 'Asia/Shanghai', plan: empty })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await ops(leader).deleteDutyRoster({ id: made.value.id })).toMatchObject({ ok: true });
    expect(await ops(leader).restoreDutyRoster({ id: made.value.id })).toMatchObject({ ok: true });
    expect(await ops(leader).updateDutyRoster({ id: made.value.id, revision: 0, name: '北方队二', timeZone: 'Asia/Shanghai', plan: { ...empty, swaps: [{ date: '2026-11-18', from: leader.id, to: '01890000-0000-7000-8000-00000000dead' }] } })).toMatchObject({ ok: false, refusal: { fields: [{ path: 'plan.swaps[1]', code: 'duty_not_staff' }] } });
  });
});

describe('mails', () => {
  test('operators see recipient, subject and state, never a code', async () => {
    await ground.database.transaction().execute(async (tx) => ground.postMail(tx, { kind: 'sign_in.code', to: { address: 'x@example.com' }, language: 'zh-CN', subject: '登录码', text: '271828', secret: true }, ground.clock.now()));
    const listed = await ops(chunhua).listMails({});
    expect(listed).toMatchObject({ value: { caught: true, items: [{ recipient: 'x@example.com', subject: '登录码', state: 'waiting' }] } });
    expect(JSON.stringify(listed)).not.toContain('271828');
    expect(await ops(await member('秋实', 'agent')).listMails({})).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });

  test('a test mail without a mail server says so, with the cure', async () => {
    expect(await ops(chunhua).tryMail({})).toMatchObject({ value: { ok: false, code: 'mail_caught', cure: '设置 SMTP_URL 和 MAIL_FROM 后重启程序。' } });
    expect(await ops(await member('小满', 'operator', { proven: false })).tryMail({})).toMatchObject({ value: { ok: false, code: 'address_unproven' } });
  });
});

test('what is kept about a person is exported, moved and taken away', async () => {
  const other = await member('小满', 'operator');
  await settings(chunhua, { quiet: { sun: ['00:00-24:00'] } });
  await happen('proposal.submitted');
  await ops(other).createDutyRoster({ scope: centre, name: '早班', timeZone: 'Asia/Shanghai', plan: { week: { mon: [{ hours: '08:00-12:00', people: [chunhua.id] }], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] } });
  const { database } = ground;
  expect(await noticesPersonalData.gather(database, chunhua.id)).toMatchObject({ settings: { quietHours: { sun: ['00:00-24:00'] } }, notices: [{ kind: 'proposal_submitted' }], dutyRosters: [{ name: '早班', shifts: [{ weekday: 'mon', hours: '08:00-12:00' }] }] });
  const guyu = await member('谷雨', 'operator');
  const moved = await noticesPersonalData.move(database, chunhua.id, guyu.id);
  expect(await noticesPersonalData.gather(database, guyu.id)).toMatchObject({ notices: [{ kind: 'proposal_submitted' }], dutyRosters: [{ name: '早班' }] });
  await noticesPersonalData.moveBack(database, moved, chunhua.id, guyu.id);
  expect(await noticesPersonalData.gather(database, guyu.id)).toEqual({ settings: null, browsers: [], notices: [], dutyRosters: [] });
  await noticesPersonalData.erase(database, chunhua.id, { now: ground.clock.now(), secrets: testSecrets });
  expect(await noticesPersonalData.gather(database, chunhua.id)).toEqual({ settings: null, browsers: [], notices: [], dutyRosters: [] });
});
