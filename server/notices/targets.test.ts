import { sql } from 'kysely';
import { createECDH, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticeKindNames } from '../../common/contract/notice-kinds.ts';
import { callBy, testParts, testSecrets } from '../../test/harness/operations.ts';
import { callerFor, type PersonActor } from '../platform/index.ts';
import { createNoticesOperations } from './index.ts';
import { asDingtalk, asWecom } from './testing/counterparts.ts';
import { bot, chunhua, closeStage, counterpart, ground, happen, hour, mailRows, member, minute, openStage, ops, published, sender } from './testing/stage.ts';

beforeEach(openStage);
afterEach(closeStage);

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

  test.each([
    ['that arrived', asWecom('k-1'), 'sent'],
    ['that failed', () => ({ body: { errcode: -1, errmsg: 'system busy' } }), 'waiting'],
  ])('a message %s is noted while somebody changes its bot and what waits for it', async (_what, answer, state) => {
    const id = await bot();
    counterpart.answer = answer;
    await happen('proposal.submitted');
    const holder = await ground.open.pool.connect();
    let noted: Promise<void> | undefined;
    try {
      // As the operation that switches a bot off: the bot first, what waits for it then.
      await holder.query('begin');
      await holder.query('select from notice_bot where id = $1 for no key update', [id]);
      noted = sender.settled();
      await expect.poll(async () => (await ground.open.pool.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rowCount).toBe(1);
      await holder.query('update notice_delivery set next_attempt_at = next_attempt_at where receiver = $1', [`bot:${id}`]);
      await holder.query('commit');
    } finally {
      holder.release();
    }
    await noted;
    const { rows } = await ground.open.pool.query<{ state: string }>('select state from notice_delivery where receiver = $1', [`bot:${id}`]);
    expect(rows).toEqual([{ state }]);
    expect(counterpart.calls).toHaveLength(1);
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

  test('are quiet at their hours, in the centre’s time zone, and bring what happened meanwhile as one; urgent news passes unless it is told not to', async () => {
    const always = ['00:00-24:00'];
    const id = await bot({ quiet: { wed: always }, kinds: ['proposal_submitted', 'webhook_off', 'upkeep_trouble'] });
    const heads = () => counterpart.calls.map(({ json }) => (json as { markdown: { content: string } }).markdown.content.split('\n')[0]);
    await happen('proposal.submitted');
    await happen('webhook.switched_off', { because: 'gone' });
    await sender.settled();
    expect(heads()).toEqual([]);
    await happen('upkeep.trouble', { code: 'disk_full', level: 'problem' });
    await sender.settled();
    expect(heads()).toEqual(['**支持中心：系统出了问题**']);
    ground.clock.advance(14 * hour);
    await sender.settled();
    expect(heads().slice(1)).toEqual(['**支持中心：2 条新通知**']);
    const revision = async () => {
      const listed = await ops(chunhua).listNoticeBots({});
      return listed.ok ? (listed.value.bots[0]?.revision ?? -1) : -1;
    };
    const change = { id, name: '值班群', language: 'zh-CN' as const, kinds: ['upkeep_trouble' as const, 'proposal_submitted' as const], enabled: true };
    expect(await ops(chunhua).updateNoticeBot({ ...change, revision: await revision(), quiet: { thu: always }, urgentPasses: false })).toMatchObject({ ok: true, value: { quiet: { thu: always }, urgentPasses: false } });
    await happen('upkeep.trouble', { code: 'disk_full', level: 'problem' });
    await sender.settled();
    expect(counterpart.calls).toHaveLength(2);
    expect(await ops(chunhua).updateNoticeBot({ ...change, revision: await revision() }), 'left out they stay').toMatchObject({ ok: true, value: { quiet: { thu: always }, urgentPasses: false } });
    const week = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };
    expect(await ops(chunhua).updateNoticeBot({ ...change, revision: await revision(), quiet: week })).toMatchObject({ ok: false, refusal: { fields: [{ path: 'quiet', code: 'quiet_never_ends' }] } });
  });

  test('whose quiet hours begin while a message waits keep it until they end', async () => {
    const id = await bot();
    await happen('proposal.submitted');
    expect(await ops(chunhua).updateNoticeBot({ id, revision: 0, name: '值班群', language: 'zh-CN', kinds: ['proposal_submitted'], enabled: true, quiet: { wed: ['00:00-24:00'] } })).toMatchObject({ ok: true });
    await sender.settled();
    expect(counterpart.calls).toHaveLength(0);
    ground.clock.advance(14 * hour);
    await sender.settled();
    expect(counterpart.calls).toHaveLength(1);
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
