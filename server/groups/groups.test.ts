import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { callBy, testParts } from '../../test/harness/operations.ts';
import { given, refused } from '../centre/testing.ts';
import { moveGrants, moveGrantsBack, type MovedGrants } from '../people/index.ts';
import { createOrganisationsOperations } from '../organisations/index.ts';
import { callerFor, newId, type Actor } from '../platform/index.ts';
import type { GroupsPorts } from './ports.ts';
import { seatsOfPerson } from './store/seats.ts';
import { groupsStage, runGroupsJob, type GroupsStage, type JobName } from './testing.ts';

let stage: GroupsStage;
let made = 0;
const start = new Date('2026-11-18T02:00:00Z');
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const staff: GroupsPorts['followers'] = [{
  name: 'staff', renamed: async ({ db }, from, to) => void (await moveGrants(db, 'fleet', from, to)), merged: ({ db }, from, to) => moveGrants(db, 'fleet', from, to),
  parted: ({ db }, { from, into, moved }) => moveGrantsBack(db, 'fleet', { from, to: into, moved: moved as MovedGrants }),
}];

beforeAll(async () => {
  stage = await groupsStage({ followers: staff });
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.ground.clock.set(start);
  stage.published.length = 0;
});

const fleet = async (settings: Partial<Fleet> = {}): Promise<string> => {
  const key = `line-${(made += 1)}`;
  await stage.addFleet({ key, ...settings });
  return key;
};
const standing = async (key: string) => given(await stage.ops.readFleetStanding({ fleet: key }));
const states = async (key: string) => (await standing(key)).groups.map(({ key: name, state, intake }) => `${name} ${state} ${intake}`);
const told = (name: string) => stage.published.filter((event) => event.name === name).map(({ data }) => data);
const holding = (...grants: Extract<Actor, { kind: 'person' }>['grants']): Actor => ({ kind: 'person', id: newId(), name: '谷雨', grants, via: { kind: 'session', id: newId(), authenticatedAt: start }, network: '192.0.2.7' });

const runJob = (name: JobName, ports?: Partial<GroupsPorts>) => runGroupsJob(stage, name, ports);

describe('a fleet that fills', () => {
  test('opens the next group before it is needed, by itself on the web, and describes it', async () => {
    const key = await fleet({ target: 5 });
    expect(await states(key)).toEqual(['lichun active open']);
    for (let count = 0; count < 4; count += 1) await stage.join(key, await stage.person());
    expect(await states(key)).toEqual(['lichun active frozen', 'yushui active open']);
    const { entry } = given(await stage.centre.ops.readFleet({ key }));
    expect(entry.groups?.map(({ key: name, term }) => `${name} ${term}`)).toEqual(['lichun 1', 'yushui 2']);
    await stage.reader.refresh();
    expect(stage.reader.current().centre?.fleets.find((one) => one.key === key)?.groups).toHaveLength(2);
    const { items } = given(await stage.ops.listGroupHistory({ fleet: key }));
    expect(items.map(({ group, what, reason }) => `${group.name} ${what} ${reason}`)).toEqual(['雨水-Stream 模式 opened all_above_divert_line', '立春-Stream 模式 intake_changed freeze_line_reached', '立春-Stream 模式 opened first_group']);
  });

  test('is a task for a moderator where groups live elsewhere: reminded after four hours, the operators after a day, each once', async () => {
    const key = await fleet({ platform: 'manual', app: 'qq', target: 5, groups: [{ key: 'first', number: '100001' }] });
    for (let count = 0; count < 4; count += 1) await stage.join(key, await stage.person());
    expect(told('group.wanted')).toMatchObject([{ fleet: key, reason: 'all_above_divert_line' }]);
    expect((await standing(key)).nowhere).toBe('next_being_prepared');
    const steps = async (at: Date) => {
      stage.ground.clock.set(at);
      stage.published.length = 0;
      await runJob('remindWantedGroups');
      return told('group.wanted_still').filter((data) => data?.['fleet'] === key).map((data) => data?.['step']);
    };
    expect(await steps(hours(3.9))).toEqual([]);
    expect(await steps(hours(4))).toEqual(['reminder']);
    expect(await steps(hours(5))).toEqual([]);
    expect(await steps(hours(24))).toEqual(['escalation']);
    expect(await steps(hours(30))).toEqual([]);

    const wanted = (await standing(key)).groups.find(({ state }) => state === 'preparing');
    const refusal = refused(await stage.ops.activateGroup({ group: wanted?.id ?? '' }));
    expect(refusal.fields).toMatchObject([{ path: 'number', code: 'group_way_in' }]);
    given(await stage.ops.activateGroup({ group: wanted?.id ?? '', number: '100002' }));
    expect(told('fleet.seats_free')).toMatchObject([{ fleet: key }]);
    expect(await states(key)).toEqual(['first active frozen', 'yushui active open']);
    expect(refused(await stage.ops.activateGroup({ group: wanted?.id ?? '', number: '100003' })).code).toBe('group_state');
  });

  test('tells who waits when a wider target or a head that leaves frees a seat', async () => {
    const key = await fleet({ target: 5, maximumGroups: 1 });
    for (let count = 0; count < 4; count += 1) await stage.join(key, await stage.person());
    stage.published.length = 0;
    await stage.changeFleet(key, (entry) => ({ ...entry, target: 10 }));
    expect((await standing(key)).takesPeople).toBe(true);
    expect(told('fleet.seats_free')).toMatchObject([{ fleet: key }]);
    const taken = await stage.ops.listGroupMembers({ group: (await standing(key)).groups[0]?.id ?? '' });
    for (let count = 0; count < 4; count += 1) await stage.join(key, await stage.person());
    stage.published.length = 0;
    for (const { id } of given(taken).items) await stage.leave(id);
    expect(told('fleet.seats_free'), 'once, when it thaws').toMatchObject([{ fleet: key }]);
  });

  test('a group that was held and let go takes what its heads say, and every step stands in the history with the words of whoever did it', async () => {
    const key = await fleet({ target: 10 });
    const [group] = (await standing(key)).groups;
    const id = group?.id ?? '';
    expect(refused(await stage.ops.holdGroup({ group: id, held: 'frozen' })).fields).toMatchObject([{ path: 'reason', code: 'required' }]);
    given(await stage.ops.holdGroup({ group: id, held: 'frozen', reason: '这周只收贡献者' }));
    expect(await states(key)).toEqual(['lichun active frozen', 'yushui active open']);
    given(await stage.ops.holdGroup({ group: id, held: null }));
    expect((await states(key))[0]).toBe('lichun active open');
    const { items } = given(await stage.ops.listGroupHistory({ fleet: key, group: id }));
    expect(items.find(({ what }) => what === 'held')?.facts).toMatchObject({ held: 'frozen', note: '这周只收贡献者' });
    const { entry } = given(await stage.centre.ops.readFleet({ key }));
    expect(entry.groups?.[0]).toEqual({ key: 'lichun', term: 1 });
  });
});

describe('what a moderator does with a group', () => {
  test('number, link and note go into the description without the right to edit it, and a stale form is told so', async () => {
    const key = await fleet({ platform: 'manual', app: 'qq', groups: [{ key: 'first', number: '100001', note: '旧的' }] });
    const [group] = (await standing(key)).groups;
    const moderator = stage.as(holding({ role: 'moderator', scope: { kind: 'fleet', key } }));
    const other = stage.as(holding({ role: 'moderator', scope: { kind: 'fleet', key: 'another' } }));
    const changes = { number: '200002', note: null, conditions: ['遵守群规'] };
    expect(refused(await other.updateGroup({ group: group?.id ?? '', revision: group?.revision ?? 0, changes })).code).toBe('not_found');
    const changed = given(await moderator.updateGroup({ group: group?.id ?? '', revision: group?.revision ?? 0, changes }));
    expect(changed.entry).toEqual({ key: 'first', number: '200002', conditions: ['遵守群规'] });
    expect(given(await stage.centre.ops.readFleet({ key })).entry.groups).toEqual([changed.entry]);
    expect(refused(await moderator.updateGroup({ group: group?.id ?? '', revision: group?.revision ?? 0, changes })).code).toBe('stale_revision');
    expect(refused(await moderator.archiveGroup({ group: group?.id ?? '' })).code, 'ending groups is the operators’').toBe('not_found');
    expect(given(await moderator.listFleetStandings({})).items.map((one) => one.key)).toEqual([key]);
    expect(given(await moderator.listFleetNames({})).items).toEqual([{ key, name: 'Stream 模式', topicName: 'Stream 模式', platform: 'manual' }]);
  });

  test('never archives or dissolves a fleet’s last open group without saying so', async () => {
    const key = await fleet({ target: 10 });
    const [group] = (await standing(key)).groups;
    const id = group?.id ?? '';
    const refusal = refused(await stage.ops.archiveGroup({ group: id }));
    expect(refusal).toMatchObject({ code: 'last_open_group', parameters: { fleet: 'Stream 模式' } });
    given(await stage.ops.openGroup({ fleet: key }));
    const person = await stage.person();
    await stage.join(key, person, { wanted: 'lichun' });
    given(await stage.ops.archiveGroup({ group: id, reason: '很少有人说话' }));
    expect(await states(key)).toEqual(['lichun archived closed', 'yushui active open']);
    expect((await seatsOfPerson(stage.ground.database, person, [key])).map(({ state }) => state)).toEqual(['member']);
    given(await stage.ops.restoreGroup({ group: id }));
    expect(await states(key)).toEqual(['lichun active open', 'yushui active open']);
    expect(given(await stage.ops.dissolveGroup({ group: id }))).toEqual({ seats: 1 });
    expect(await states(key)).toEqual(['yushui active open']);
    expect(told('seat.ended')).toMatchObject([{ person, because: 'dissolved', wasMember: true }]);
    expect(given(await stage.centre.ops.readFleet({ key })).entry.groups?.map((one) => one.key)).toEqual(['yushui']);
    await stage.expectCounted();
  });

  test('ends the seats of a group that is described as dissolved, held ones too, and of no other', async () => {
    const key = await fleet({ groups: [{ key: 'one' }, { key: 'two' }] });
    const [member, promised, elsewhere] = [await stage.person(), await stage.person(), await stage.person()];
    await stage.join(key, member, { wanted: 'one' });
    await stage.join(key, promised, { wanted: 'one', heldUntil: hours(24) });
    await stage.join(key, elsewhere, { wanted: 'two' });
    await stage.changeFleet(key, ({ groups, ...entry }) => ({ ...entry, groups: groups?.map((one) => (one.key === 'one' ? { ...one, state: 'dissolved' as const } : one)) ?? [] }));
    expect((await Promise.all([member, promised, elsewhere].map((person) => seatsOfPerson(stage.ground.database, person, [key])))).map(({ length }) => length)).toEqual([0, 0, 1]);
    expect(told('seat.ended')).toEqual(expect.arrayContaining([expect.objectContaining({ person: member, because: 'dissolved', wasMember: true }), expect.objectContaining({ person: promised, because: 'dissolved', wasMember: false })]));
    expect([told('seat.ended').length, told('group.dissolved').length]).toEqual([2, 1]);
    expect(await states(key)).toEqual(['two active open']);
    await stage.expectCounted();
  });

  test('opens no more groups than the fleet may have', async () => {
    const key = await fleet({ maximumGroups: 1 });
    expect(refused(await stage.ops.openGroup({ fleet: key }))).toMatchObject({ code: 'maximum_groups', parameters: { maximum: 1 } });
  });

  test('a key of an archived group is never given again', async () => {
    const key = await fleet({ target: 10, groups: [{ key: 'yushui', state: 'archived' }, { key: 'first' }] });
    given(await stage.ops.openGroup({ fleet: key }));
    expect((await standing(key)).groups.map((one) => one.key)).toEqual(['yushui', 'first', 'jingzhe']);
    for (let count = 0; count < 7; count += 1) await stage.join(key, await stage.person(), { wanted: 'first' });
    await stage.expectCounted();
  });

  test('a super group exists by a checked certificate that has not ended', async () => {
    const key = await fleet();
    const organisations = callerFor(stage.ground, createOrganisationsOperations(testParts({ reader: stage.reader })), callBy({ kind: 'system', name: 'command line' }));
    expect(refused(await stage.ops.openGroup({ fleet: key, size: 'super' })).fields).toMatchObject([{ path: 'organisation', code: 'super_organisation' }]);
    expect(refused(await stage.ops.openGroup({ fleet: key, size: 'super', organisation: '春风科技' })).fields).toMatchObject([{ code: 'organisation_unknown' }]);
    const { id } = given(await organisations.createOrganisation({ name: '春风科技' }));
    const ask = () => stage.ops.openGroup({ fleet: key, size: 'super', organisation: '春风科技' });
    expect(refused(await ask())).toMatchObject({ code: 'certificate_needed', parameters: { organisation: '春风科技' } });
    await stage.ground.open.pool.query("insert into organisation_certificate (id, organisation_id, issuer, number, valid_until, file_id, file_name, file_type, file_size, state, submitted_at, decided_at) values ($1, $2, '市场监管局', 'A1', '2026-11-18', $3, 'a.pdf', 'application/pdf', '10', 'verified', now(), now())", [newId(), id, newId()]);
    const opened = given(await ask());
    expect(opened.lines).toMatchObject({ limit: 2000, freeze: 1600 });
    stage.ground.clock.set(hours(24));
    expect(refused(await ask()).code, 'the day after its last').toBe('certificate_needed');
  });
});

describe('heads and messages that people count', () => {
  test('whom the centre did not let in is what is left; more than the platform holds is a fact and an event', async () => {
    const key = await fleet({ platform: 'manual', app: 'qq', target: 10, platformLimit: 10, maximumGroups: 1, groups: [{ key: 'first', number: '100001' }] });
    const [group] = (await standing(key)).groups;
    const id = group?.id ?? '';
    for (let count = 0; count < 3; count += 1) await stage.join(key, await stage.person());
    expect(given(await stage.ops.enterHeadCount({ group: id, count: 6 }))).toMatchObject({ members: 3, others: 3, occupied: 6, intake: 'open' });
    expect(given(await stage.ops.enterHeadCount({ group: id, count: 2 }))).toMatchObject({ members: 3, others: 0, occupied: 3 });
    expect(given(await stage.ops.enterHeadCount({ group: id, count: 12 }))).toMatchObject({ occupied: 12, intake: 'closed', intakeReason: 'limit_reached' });
    expect(told('group.over_limit')).toMatchObject([{ heads: 12, limit: 10 }]);
    expect(await stage.join(key, await stage.person(), { kind: 'contributor' })).toBeUndefined();
    stage.published.length = 0;
    stage.ground.clock.set(hours(7 * 24 - 1));
    await runJob('remindHeadCounts');
    expect(told('group.count_due').filter((data) => data?.['fleet'] === key)).toEqual([]);
    stage.ground.clock.set(hours(7 * 24));
    await runJob('remindHeadCounts');
    await runJob('remindHeadCounts');
    expect(told('group.count_due').filter((data) => data?.['fleet'] === key)).toMatchObject([{ days: 7 }]);
  });

  const days = (count: number, from = 0) => Array.from({ length: 14 }, (_day, index) => ({ day: new Date(start.getTime() + (from + index) * 86_400_000).toISOString().slice(0, 10), count }));

  test('little said is suggested once, never without figures and never for the last open group', async () => {
    const key = await fleet();
    const [quiet] = (await standing(key)).groups;
    const judge = async (at: number) => {
      stage.ground.clock.set(hours(at * 24));
      stage.published.length = 0;
      await runJob('judgeIdleGroups');
      return told('group.idle').filter((data) => data?.['fleet'] === key);
    };
    expect(await judge(20)).toEqual([]);
    given(await stage.ops.enterMessageCounts({ group: quiet?.id ?? '', days: days(3, 6) }));
    expect(await judge(20), 'the last one').toEqual([]);
    given(await stage.ops.openGroup({ fleet: key }));
    expect(await judge(20)).toMatchObject([{ average: 3, action: 'suggest' }]);
    expect(await judge(20)).toEqual([]);
    expect(given(await stage.ops.readMessageCounts({ group: quiet?.id ?? '' }))).toMatchObject({ average: 3 });
    expect(refused(await stage.ops.enterMessageCounts({ group: quiet?.id ?? '', days: [{ day: '2027-02-01', count: 1 }] })).fields).toMatchObject([{ path: 'days.0.day', code: 'day_in_future' }]);
  });

  test('messages of a day are entered, corrected and taken away; who entered what is seen, and what stood before takes it back', async () => {
    const key = await fleet({ platform: 'manual', app: 'qq', groups: [{ key: 'first', number: '100001' }] });
    const id = (await standing(key)).groups[0]?.id ?? '';
    const person = await stage.person('小满');
    const moderator = stage.as({ ...holding({ role: 'moderator', scope: { kind: 'fleet', key } }), id: person } as Actor);
    expect(given(await moderator.readMessageCounts({ group: id }))).toEqual({ average: null, today: '2026-11-18', days: [] });
    expect(given(await moderator.enterMessageCounts({ group: id, days: [{ day: '2026-11-16', count: 35 }, { day: '2026-11-17', count: 5 }] })).before).toEqual([{ day: '2026-11-16', count: null }, { day: '2026-11-17', count: null }]);
    const at = start.toISOString();
    const by = { id: person, name: '小满' };
    expect(given(await moderator.readMessageCounts({ group: id }))).toEqual({ average: 20, today: '2026-11-18', days: [{ day: '2026-11-16', count: 35, at, by }, { day: '2026-11-17', count: 5, at, by }] });
    const { before } = given(await stage.ops.enterMessageCounts({ group: id, days: [{ day: '2026-11-16', count: 53 }, { day: '2026-11-17', count: null }] }));
    expect(given(await moderator.readMessageCounts({ group: id }))).toEqual({ average: 53, today: '2026-11-18', days: [{ day: '2026-11-16', count: 53, at }] });
    given(await moderator.enterMessageCounts({ group: id, days: before }));
    expect(given(await moderator.readMessageCounts({ group: id })).days.map(({ day, count }) => `${day} ${count}`)).toEqual(['2026-11-16 35', '2026-11-17 5']);
    given(await moderator.enterMessageCounts({ group: id, days: [{ day: '2026-10-19', count: 7 }, { day: '2026-10-20', count: 9 }] }));
    expect(given(await moderator.readMessageCounts({ group: id })).days.map(({ day }) => day), 'thirty days with today').toEqual(['2026-10-20', '2026-11-16', '2026-11-17']);
    expect(refused(await moderator.enterMessageCounts({ group: id, days: [{ day: '2026-11-16', count: 1 }, { day: '2026-11-16', count: null }] })).fields).toMatchObject([{ path: 'days.1.day', code: 'not_unique' }]);
    const elsewhere = stage.as(holding({ role: 'moderator', scope: { kind: 'fleet', key: 'another' } }));
    expect(refused(await elsewhere.readMessageCounts({ group: id })).code).toBe('not_found');
  });
});

describe('fleets as a whole', () => {
  test('a renamed fleet keeps its people, its old link and whoever runs it, and everything that names it follows', async () => {
    const key = await fleet();
    const person = await stage.person();
    await stage.join(key, person);
    given(await stage.centre.ops.createContact({ entry: { key: `c-${key}`, name: '联系人', when: '有事就找', entries: [{ kind: 'fleet', fleet: key }] } }));
    await stage.ground.open.pool.query("insert into role_grant (person_id, role, scope_kind, scope_key, granted_at) values ($1, 'moderator', 'fleet', $2, now())", [person, key]);
    const renamed = given(await stage.ops.renameFleet({ fleet: key, key: `${key}-new` }));
    expect(renamed).toMatchObject({ key: `${key}-new`, members: 1 });
    expect(given(await stage.centre.ops.readFleet({ key: `${key}-new` })).entry.aliases).toEqual([key]);
    expect(given(await stage.centre.ops.readContact({ key: `c-${key}` })).entry.entries).toEqual([{ kind: 'fleet', fleet: `${key}-new` }]);
    expect((await stage.ground.open.pool.query('select scope_key from role_grant where person_id = $1', [person])).rows).toEqual([{ scope_key: `${key}-new` }]);
    expect((await seatsOfPerson(stage.ground.database, person)).map((seat) => seat.fleet)).toEqual([`${key}-new`]);
    expect(refused(await stage.ops.readFleetStanding({ fleet: key })).code).toBe('not_found');
    const other = await fleet();
    expect(refused(await stage.ops.renameFleet({ fleet: other, key: `${key}-new` })).code).toBe('already_exists');
  });

  test('two fleets become one: groups and people go over, who sat in both keeps the earlier seat, the old link leads on', async () => {
    const [from, into] = [await fleet({ target: 20 }), await fleet({ target: 20 })];
    const [both, only] = [await stage.person('两边都在'), await stage.person('只在一边')];
    const first = await stage.join(from, both);
    await stage.join(into, both);
    await stage.join(from, only);
    expect(given(await stage.ops.previewFleetMerge({ fleet: from, into }))).toMatchObject({ groups: 1, seats: 2, twice: 1, beyondMaximum: 0 });
    const merged = given(await stage.ops.mergeFleets({ fleet: from, into }));
    expect(merged.groups.map(({ key, name, members }) => `${key} ${name} ${members}`)).toEqual(['lichun 立春-Stream 模式 0', 'yushui 雨水-Stream 模式 2']);
    expect((await seatsOfPerson(stage.ground.database, both, [into])).map(({ id }) => id)).toEqual([first?.seatId]);
    expect(given(await stage.centre.ops.readFleet({ key: into })).entry.aliases).toEqual([from]);
    expect(refused(await stage.centre.ops.readFleet({ key: from })).code).toBe('not_found');
    await stage.expectCounted();
    const elsewhere = await fleet({ platform: 'manual', app: 'qq' });
    expect(refused(await stage.ops.mergeFleets({ fleet: elsewhere, into })).fields).toMatchObject([{ path: 'into', code: 'other_platform' }]);
    const half = stage.as(holding({ role: 'operator', scope: { kind: 'fleet', key: into } }));
    expect(refused(await half.mergeFleets({ fleet: into, into: elsewhere })).code, 'the right is needed at both ends').toBe('not_found');
  });

  test('roles go back with a fleet whose merge is undone, and what was taken from somebody since stays taken', async () => {
    const [from, into] = [await fleet(), await fleet()];
    const [first, both, taken] = [await stage.person('谷雨'), await stage.person('小满'), await stage.person('立秋')];
    const { pool } = stage.ground.open;
    const grant = (person: string, role: string, key: string) => pool.query("insert into role_grant (person_id, role, scope_kind, scope_key, granted_at) values ($1, $2, 'fleet', $3, $4)", [person, role, key, start]);
    for (const [person, role, key] of [[first, 'moderator', from], [both, 'operator', from], [both, 'operator', into], [taken, 'moderator', from]] as const) await grant(person, role, key);
    const roles = async (person: string) => (await pool.query<{ held: string }>("select role || ' ' || scope_key as held from role_grant where person_id = $1 order by 1", [person])).rows.map(({ held }) => held);
    const invitation = newId();
    const invited = async () => (await pool.query<{ grants: { list: { scope: { key: string } }[] } }>('select grants from staff_invitation where id = $1', [invitation])).rows[0]?.grants.list.map(({ scope }) => scope.key);
    await pool.query("insert into staff_invitation (id, email, canonical, language, grants, token_hash, created_at, expires_at) values ($1::uuid, 'a@example.com', 'a@example.com', 'zh-CN', $2, $1::text, $3, $4)", [invitation, JSON.stringify({ list: [{ role: 'moderator', scope: { kind: 'fleet', key: from } }] }), start, hours(48)]);
    given(await stage.ops.mergeFleets({ fleet: from, into }));
    expect([await roles(first), await roles(both), await roles(taken), await invited()]).toEqual([[`moderator ${into}`], [`operator ${into}`], [`moderator ${into}`], [into]]);
    await pool.query('delete from role_grant where person_id = $1', [taken]);
    given(await stage.ops.undoFleetMerge({ fleet: into, from }));
    expect([await roles(first), await roles(both), await roles(taken), await invited()]).toEqual([[`moderator ${from}`], [`operator ${from}`, `operator ${into}`].toSorted(), [], [from]]);
    expect(told('fleet.merge_undone')).toMatchObject([{ fleet: from, into }]);
    stage.ground.clock.set(hours(2));
    await runJob('forgetFleetMerges');
    expect((await pool.query('select from fleet_merge')).rowCount, 'nothing of it is kept').toBe(0);
  });

  test('a fleet that is described no more and comes back still has its people', async () => {
    const key = await fleet();
    const person = await stage.person();
    await stage.join(key, person);
    given(await stage.centre.ops.deleteFleet({ key }));
    expect(refused(await stage.ops.readFleetStanding({ fleet: key })).code).toBe('not_found');
    given(await stage.centre.ops.restoreFleet({ key }));
    expect(await standing(key)).toMatchObject({ members: 1, takesPeople: true });
  });
});

describe('who is in a group', () => {
  test('is found by a part of the name, can be taken out, and taken back while there is room', async () => {
    const key = await fleet({ target: 2, maximumGroups: 1 });
    const [group] = (await standing(key)).groups;
    const id = group?.id ?? '';
    const person = await stage.person('惊蛰');
    await stage.join(key, person);
    await stage.ground.open.pool.query("update person set search = array_to_tsvector(array['惊', '蛰', '惊蛰']) where id = $1", [person]);
    const listed = async (search?: string) => given(await stage.ops.listGroupMembers({ group: id, ...(search === undefined ? {} : { search }) })).items;
    expect((await listed('惊蛰')).map(({ name, state }) => `${name} ${state}`)).toEqual(['惊蛰 member']);
    expect(await listed('小满')).toEqual([]);
    const [seat] = await listed();
    expect(given(await stage.ops.removeGroupMember({ seat: seat?.id ?? '', reason: '发广告' }))).toMatchObject({ state: 'ended', endedBecause: 'removed' });
    expect(refused(await stage.ops.removeGroupMember({ seat: seat?.id ?? '' })).code).toBe('seat_ended');
    expect(given(await stage.ops.listDepartures({ fleet: key })).items.map(({ name, endedBecause }) => `${name} ${endedBecause}`)).toEqual(['惊蛰 removed']);
    expect(given(await stage.ops.returnGroupMember({ seat: seat?.id ?? '' }))).toMatchObject({ state: 'member', kind: 'ordinary', name: '惊蛰' });
    expect(refused(await stage.ops.returnGroupMember({ seat: seat?.id ?? '' })).code).toBe('seat_already');
    const [again] = await listed();
    given(await stage.ops.removeGroupMember({ seat: again?.id ?? '' }));
    await stage.join(key, await stage.person('小满'));
    expect(refused(await stage.ops.returnGroupMember({ seat: again?.id ?? '' })).code, 'somebody else has the seat now').toBe('no_seat_left');
    await stage.expectCounted();
  });

  test('a bot sits on the share of the staff, and goes like anybody', async () => {
    const key = await fleet({ target: 10, reserve: { staff: 100 } });
    const [group] = (await standing(key)).groups;
    const bot = given(await stage.ops.addBot({ group: group?.id ?? '', name: '小助手' }));
    expect(bot).toMatchObject({ name: '小助手', kind: 'bot', state: 'member' });
    given(await stage.ops.removeGroupMember({ seat: bot.id }));
    expect(given(await stage.ops.returnGroupMember({ seat: bot.id })).name).toBe('小助手');
    await stage.expectCounted();
  });

  test('everyone sees their own groups only, and leaves by themselves', async () => {
    const key = await fleet();
    const person = await stage.person();
    const taken = await stage.join(key, person);
    const own: Actor = { ...(holding() as Extract<Actor, { kind: 'person' }>), id: person };
    expect(given(await stage.as(own).listOwnGroups({})).items).toMatchObject([{ seat: taken?.seatId, fleet: key, name: 'Stream 模式', state: 'member', memberPage: true }]);
    expect(given(await stage.as(holding()).listOwnGroups({})).items).toEqual([]);
    expect(refused(await stage.as(holding()).leaveGroup({ group: taken?.groupId ?? '' })).code).toBe('not_found');
    given(await stage.as(own).leaveGroup({ group: taken?.groupId ?? '' }));
    expect(refused(await stage.as(own).leaveGroup({ group: taken?.groupId ?? '' })).code).toBe('not_found');
    await stage.expectCounted();
  });

  test('a seat that is held and not taken goes on after its time, once with two nodes', async () => {
    const key = await fleet({ target: 10 });
    await stage.join(key, await stage.person(), { heldUntil: hours(24) });
    stage.ground.clock.set(hours(23));
    await runJob('expireSeats');
    expect((await standing(key)).groups[0]).toMatchObject({ reserved: 1 });
    stage.ground.clock.set(hours(24));
    stage.published.length = 0;
    await Promise.all([runJob('expireSeats'), runJob('expireSeats')]);
    expect(told('seat.ended').filter((data) => data?.['fleet'] === key)).toMatchObject([{ because: 'expired', wasMember: false }]);
    expect((await standing(key)).groups[0]).toMatchObject({ reserved: 0, occupied: 0 });
    await stage.expectCounted();
  });
});
