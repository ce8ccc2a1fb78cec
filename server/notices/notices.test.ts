import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticeKinds, noticeKindNames } from '../../common/contract/notice-kinds.ts';
import type { DutyPlan } from '../../common/contract/notices.ts';
import { testSecrets } from '../../test/harness/operations.ts';
import { events } from '../events.ts';
import type { Grant, PersonActor } from '../platform/index.ts';
import { noticesPersonalData, noticesTopic } from './index.ts';
import { addressOf, centre, changed, chunhua, closeStage, ground, happen, hour, mailRows, member, minute, openStage, ops, sender, settings } from './testing/stage.ts';

beforeEach(openStage);
afterEach(closeStage);

describe('every kind of notice', () => {
  test('tells of an event that is published', () => {
    const unknown = noticeKindNames.filter((name) => !(noticeKinds[name].event in events));
    expect(unknown).toEqual([]);
  });
});

describe('trouble with the system', () => {
  test.each([['jobs_failed', 'job_failed'], ['outbox_stuck', 'outbox_stuck'], ['backup_old', 'backup_trouble'], ['backup_lacks_files', 'backup_trouble'], ['secret_key_changed', 'upkeep_trouble']])('%s is told once, as %s', async (code, kind) => {
    await happen('upkeep.trouble', { level: 'problem', code }, { subject: 'check' });
    const listed = await ops(chunhua).listNotices({});
    expect(listed.ok && listed.value.items.map((item) => item.kind)).toEqual([kind]);
  });
});

describe('a second factor that is given up', () => {
  test('is told to operators when it is of staff, and of nobody else', async () => {
    const guyu = await member('谷雨', undefined);
    await happen('sign_in.factor_removed', { factor: 'passkey', staff: false }, { subject: guyu.id });
    const kinds = async () => {
      const listed = await ops(chunhua).listNotices({});
      return listed.ok && listed.value.items.map(({ kind }) => kind);
    };
    expect(await kinds()).toEqual([]);
    const qiushi = await member('秋实', 'moderator');
    await happen('sign_in.factor_removed', { factor: 'passkey', staff: true }, { subject: qiushi.id });
    expect(await kinds()).toEqual(['second_factor_removed']);
    expect(await ops(qiushi).listNotices({})).toMatchObject({ ok: true, value: { items: [{ kind: 'second_factor_removed' }] } });
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

  test('of a member who owes a UID leads to that very application, among those that are overdue', async () => {
    const [application, fleet] = ['01890000-0000-7000-8000-0000000000aa', 'users'];
    await happen('application.uid_overdue', { fleet, scope: { kind: 'fleet', key: fleet } }, { subject: application });
    expect(await ops(chunhua).listNotices({})).toMatchObject({ ok: true, value: { items: [{ kind: 'uid_overdue', link: `/console/applications?uid=overdue&id=${application}` }] } });
    await sender.settled();
    expect((await mailRows()).map(({ body }) => body.text).join()).toContain(`/console/applications?uid=overdue&id=${application}`);
  });

  test('is told once, however often the event is delivered', async () => {
    const id = await happen('proposal.submitted');
    await happen('proposal.submitted', {}, { again: id });
    await sender.settled();
    expect(await mailRows()).toHaveLength(1);
    expect(await ops(chunhua).listNotices({})).toMatchObject({ value: { unread: 1 } });
  });

  test('is marked as read with all the others, and all of them can be taken back at once', async () => {
    await sql`with told as (insert into notice (id, kind, event_id, subject, data, at) select gen_random_uuid(), 'proposal_submitted', gen_random_uuid(), 'x', '{}', now() from generate_series(1, 1000) returning id)
      insert into notice_reader (notice_id, person_id) select id, ${chunhua.id} from told`.execute(ground.database);
    const unread = async () => {
      const listed = await ops(chunhua).listNotices({ unread: true });
      return listed.ok && listed.value.unread;
    };
    const marked = await ops(chunhua).markNotices({ read: true });
    expect({ marked: marked.ok && marked.value.ids.length, unread: await unread() }).toEqual({ marked: 1000, unread: 0 });
    const back = await ops(chunhua).markNotices({ ids: marked.ok ? marked.value.ids : [], read: false });
    expect({ back: back.ok && back.value.ids.length, unread: await unread() }).toEqual({ back: 1000, unread: 1000 });
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
    await happen('sign_in.factor_removed', { factor: 'totp', staff: true }, { subject: chunhua.id });
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
    const begin = () => ops(leader).createDutyRoster({ scope: team, name: '北方队', timeZone: 'Asia/Shanghai', plan: daily(leader) });
    expect(await begin(), 'no such team').toMatchObject({ refusal: { code: 'invalid_input', fields: [{ path: 'scope', code: 'unknown_scope' }] } });
    await ground.open.pool.query("insert into team (key, name, created_at) values ('north', '{\"text\":\"北方队\"}', now())");
    const made = await begin();
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

describe('two entries that turn out to be one person', () => {
  const shift = (...people: string[]) => [{ hours: '08:00-12:00', people }];
  const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const rosters = async () => (await ground.open.pool.query<{ plan: DutyPlan }>('select plan from duty_roster order by id')).rows.map(({ plan }) => plan);

  test('are on duty once, and apart again when the merge is undone', async () => {
    const [kept, gone, other] = [await member('小满', 'agent'), await member('小 满', 'agent'), await member('谷雨', 'agent')];
    const plan: DutyPlan = {
      week: { ...week, wed: shift(gone.id, other.id, kept.id), thu: shift(gone.id) },
      exceptions: [{ date: '2026-12-01', shifts: shift(gone.id, kept.id) }],
      swaps: [{ date: '2026-11-18', from: gone.id, to: kept.id }, { date: '2026-11-19', from: gone.id, to: other.id }],
    };
    expect(await ops(chunhua).createDutyRoster({ scope: centre, name: '早班', timeZone: 'Asia/Shanghai', plan })).toMatchObject({ ok: true });
    const moved = await noticesPersonalData.move(ground.database, gone.id, kept.id, { now: ground.clock.now() });
    const merged = { week: { ...week, wed: shift(kept.id, other.id), thu: shift(kept.id) }, exceptions: [{ date: '2026-12-01', shifts: shift(kept.id) }], swaps: [{ date: '2026-11-19', from: kept.id, to: other.id }] };
    expect(await rosters()).toEqual([merged]);
    await noticesPersonalData.moveBack(ground.database, moved, gone.id, kept.id);
    expect(await rosters()).toEqual([plan]);
  });

  test('stay one in a roster that was edited since', async () => {
    const [kept, gone] = [await member('小满', 'agent'), await member('小 满', 'agent')];
    const made = await ops(chunhua).createDutyRoster({ scope: centre, name: '早班', timeZone: 'Asia/Shanghai', plan: { week: { ...week, wed: shift(gone.id, kept.id) }, exceptions: [], swaps: [] } });
    if (!made.ok) throw new Error('no roster');
    const moved = await noticesPersonalData.move(ground.database, gone.id, kept.id, { now: ground.clock.now() });
    const edited = { week: { ...week, fri: shift(kept.id) }, exceptions: [], swaps: [] };
    expect(await ops(chunhua).updateDutyRoster({ id: made.value.id, revision: 1, name: '早班', timeZone: 'Asia/Shanghai', plan: edited })).toMatchObject({ ok: true });
    await noticesPersonalData.moveBack(ground.database, moved, gone.id, kept.id);
    expect(await rosters()).toEqual([edited]);
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
  const moved = await noticesPersonalData.move(database, chunhua.id, guyu.id, { now: ground.clock.now() });
  expect(await noticesPersonalData.gather(database, guyu.id)).toMatchObject({ notices: [{ kind: 'proposal_submitted' }], dutyRosters: [{ name: '早班' }] });
  await noticesPersonalData.moveBack(database, moved, chunhua.id, guyu.id);
  expect(await noticesPersonalData.gather(database, guyu.id)).toEqual({ settings: null, browsers: [], notices: [], dutyRosters: [] });
  await noticesPersonalData.erase(database, chunhua.id, { now: ground.clock.now(), secrets: testSecrets });
  expect(await noticesPersonalData.gather(database, chunhua.id)).toEqual({ settings: null, browsers: [], notices: [], dutyRosters: [] });
});
