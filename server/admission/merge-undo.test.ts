import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeUndoMinutes } from '../../common/contract/fleet-operations.ts';
import { given, refused } from '../centre/testing.ts';
import { newId } from '../platform/index.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
let made = 0;
beforeAll(async () => {
  stage = await admissionStage();
});
afterAll(() => stage.close());

type Row = Record<string, unknown>;
const rows = async (text: string, values: unknown[] = []): Promise<Row[]> => (await stage.ground.open.pool.query<Row>(text, values)).rows;

/** Everything about fleets as it is kept, without numbers that count changes, and without the history and the merges themselves. */
async function everything(): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {};
  const tables: Record<string, string> = {
    fleet: 'key, topic, platform, settings, next_position, removed_at is null as described', fleet_group: 'id, fleet, key, position, entry, number, grams, state, held, intake, members, others, reserved, ordinary, reserve_contributor, reserve_invited, reserve_returning, reserve_staff',
    seat: 'id, fleet, group_id, person_id, kind, from_reserve, state, entrance, application_id, taken_at, expires_at, joined_at, ended_at, ended_because',
    application: 'id, fleet, person_id, state, priority, place, group_id, seat_id, offer_until, submitted_at, decided_at, ended_at', invitation: 'id, fleet, uses_left', strike: 'id, list, fleet, application_id', reject_reason: 'key, fleet', ban: 'id, list, lifted_at',
    announcement: 'id, fleet, group_id', check_link: 'id, fleet', centre_entry: 'section, key, position, data, deleted_at is null as live',
  };
  for (const [table, columns] of Object.entries(tables)) all[table] = (await rows(`select ${columns} from ${table}`)).toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  return all;
}

/** Two fleets with people in each and in both, people who wait, and what else belongs to them; and what names them elsewhere. */
async function twoFleets() {
  const [from, into] = [`from-${(made += 1)}`, `into-${made}`];
  await stage.addFleet({ key: from, target: 20, aliases: [`${from}-old`] });
  await stage.addFleet({ key: into, target: 20, admission: { checks: [{ kind: 'sibling', fleets: [from] }, { kind: 'question', question: '在用哪个产品？' }] } });
  await stage.addFleet({ key: `beside-${made}`, admission: { checks: [{ kind: 'sibling', fleets: [from, into] }] } });
  given(await stage.ops.createContact({ entry: { key: `contact-${made}`, name: '联系人', when: '有事就找', entries: [{ kind: 'fleet', fleet: from }] } }));
  const answers = { question: '应用市场' };
  const [both, only, other, waits] = [await stage.person({ name: '两边都在' }), await stage.person({ name: '只在一边' }), await stage.person({ name: '在另一边' }), await stage.person({ name: '两边都等' })];
  for (const [who, fleet] of [[both, from], [only, from], [other, into], [both, into]] as const) expect(given(await who.ops.applyToFleet({ fleet, answers })).state).toBe('joined');
  const wait = (person: string, fleet: string, state: string, place: number | null) => rows("insert into application (id, fleet, person_id, token_hash, state, entrance, language, answers, place, submitted_at) values ($1::uuid, $2, $3, $1::text, $4, 'link', 'zh-CN', '{}', $5, $6)", [newId(), fleet, person, state, place, stage.ground.clock.now()]);
  await wait(waits.id, from, 'waitlisted', 1);
  await wait(waits.id, into, 'in_review', null);
  await wait((await stage.person()).id, into, 'waitlisted', 1);
  const operator = await stage.person({ name: '春华', grants: [{ role: 'operator', scope: { kind: 'centre' } }] });
  given(await operator.ops.createGroupInvitation({ fleet: from, uses: 3 }));
  given(await operator.ops.createRejectReason({ key: `reason-${made}`, fleet: from, text: '请先看说明' }));
  given(await operator.ops.postAnnouncement({ fleet: from, title: '公告', body: '周五答疑' }));
  await stage.settle();
  return { from, into, operator, both, only, other, waits, beside: `beside-${made}`, contact: `contact-${made}` };
}
const seatOf = async (person: string, fleet: string) => (await rows("select state from seat where person_id = $1 and fleet = $2 and state <> 'ended'", [person, fleet])).length;

test('a merge that is undone leaves everything as it was: groups, seats, who waits, what names the fleets, and what people had in both', async () => {
  const { from, into, operator, both, waits } = await twoFleets();
  const before = await everything();
  given(await operator.ops.mergeFleets({ fleet: from, into }));
  await stage.settle();
  expect(await everything()).not.toEqual(before);
  expect(await seatOf(both.id, into), 'one of two').toBe(1);
  expect(await rows('select state from application where person_id = $1 and state <> $2', [waits.id, 'withdrawn'])).toEqual([{ state: 'waitlisted' }]);
  expect(given(await operator.ops.listFleetMerges({ fleet: into })).items).toMatchObject([{ from, name: 'Stream 模式' }]);
  stage.ground.clock.advance((mergeUndoMinutes * 60 - 1) * 1000);
  expect(given(await operator.ops.undoFleetMerge({ fleet: into, from }))).toEqual({ fleet: from, seatsLost: 0 });
  await stage.settle();
  expect(await everything()).toEqual(before);
  expect(stage.events('application.restored')).toHaveLength(1);
  expect(given(await operator.ops.listFleetMerges({ fleet: into })).items).toEqual([]);
  expect(refused(await operator.ops.undoFleetMerge({ fleet: into, from })).code, 'once').toBe('too_late');
  given(await operator.ops.mergeFleets({ fleet: from, into }));
  given(await operator.ops.undoFleetMerge({ fleet: into, from }));
  expect(await everything(), 'and again').toEqual(before);
});

test('who came since stays where their seat is, who left does not come back, and what was changed since stays changed', async () => {
  const { from, into, operator, both, only, other } = await twoFleets();
  given(await operator.ops.mergeFleets({ fleet: from, into }));
  await stage.settle();
  const moved = given(await operator.ops.readFleetStanding({ fleet: into })).groups;
  const theirs = moved.find(({ id }) => id === moved.at(-1)?.id);
  const late = await stage.person({ name: '后来的人' });
  const joined = given(await late.ops.applyToFleet({ fleet: into, answers: { question: '应用市场' } }));
  expect(joined.state).toBe('joined');
  const home = (await rows('select group_id from seat where person_id = $1', [late.id]))[0]?.['group_id'] === theirs?.id ? from : into;
  for (const who of [both, only]) {
    const group = (await rows("select group_id from seat where person_id = $1 and state <> 'ended'", [who.id]))[0]?.['group_id'];
    given(await who.ops.leaveGroup({ group: String(group) }));
  }
  given(await operator.ops.updateGroup({ group: theirs?.id ?? '', revision: theirs?.revision ?? 0, changes: { note: '周六也答疑' } }));
  const { entry, revision } = given(await stage.ops.readFleet({ key: into }));
  given(await stage.ops.updateFleet({ key: into, revision, entry: { ...entry, target: 30 } }));
  await stage.settle();
  expect(given(await operator.ops.undoFleetMerge({ fleet: into, from }))).toEqual({ fleet: from, seatsLost: 1 });
  await stage.settle();
  expect([await seatOf(late.id, home), await seatOf(other.id, into)]).toEqual([1, 1]);
  expect(await rows('select fleet from application where person_id = $1', [late.id])).toEqual([{ fleet: home }]);
  expect([await seatOf(both.id, from), await seatOf(both.id, into), await seatOf(only.id, from)], 'they left what both fleets were').toEqual([0, 0, 0]);
  expect(given(await stage.ops.readFleet({ key: from })).entry.groups?.map(({ key, note }) => [key, note])).toEqual([['lichun', '周六也答疑']]);
  expect(given(await stage.ops.readFleet({ key: into })).entry).toMatchObject({ target: 30, groups: [{ key: 'lichun' }] });
  const counted = await rows("select g.id from fleet_group g where g.members <> (select count(*) from seat where group_id = g.id and state = 'member') or exists (select from seat where seat.group_id = g.id and seat.fleet <> g.fleet)");
  expect(counted, 'every group has as many as it counts, and its seats are of its fleet').toEqual([]);
});

test('is refused when its time is over, when something that named the fleet was changed, or where it never was, and changes nothing', async () => {
  const { from, into, operator, contact, beside } = await twoFleets();
  expect(refused(await operator.ops.undoFleetMerge({ fleet: into, from })).code).toBe('too_late');
  given(await operator.ops.mergeFleets({ fleet: from, into }));
  const { entry, revision } = given(await stage.ops.readContact({ key: contact }));
  given(await stage.ops.updateContact({ key: contact, revision, entry: { ...entry, when: '任何时候' } }));
  const merged = await everything();
  expect(refused(await operator.ops.undoFleetMerge({ fleet: into, from }))).toMatchObject({ code: 'merge_changed', parameters: { entry: contact } });
  expect(await everything()).toEqual(merged);
  given(await stage.ops.updateContact({ key: contact, revision: given(await stage.ops.readContact({ key: contact })).revision, entry }));
  const here = await stage.person({ grants: [{ role: 'operator', scope: { kind: 'fleet', key: beside } }] });
  expect(refused(await here.ops.undoFleetMerge({ fleet: into, from })).code).toBe('not_found');
  expect(refused(await here.ops.listFleetMerges({ fleet: into })).code).toBe('not_found');
  stage.ground.clock.advance(mergeUndoMinutes * 60_000);
  expect(refused(await operator.ops.undoFleetMerge({ fleet: into, from })).code).toBe('too_late');
  expect(given(await operator.ops.listFleetMerges({ fleet: into })).items).toEqual([]);
});

test('whoever has a seat held in both keeps the earlier one with its very application, and no seat stays held for nobody', async () => {
  const [from, into] = [`from-${(made += 1)}`, `into-${made}`];
  await stage.addFleet({ key: from, platform: 'manual', app: 'qq', target: 20, groups: [{ key: 'one', number: '20001' }] });
  await stage.addFleet({ key: into, platform: 'manual', app: 'qq', target: 2, platformLimit: 2, freezeAt: 100, divertAt: 50, maximumGroups: 1, groups: [{ key: 'one', number: '20002' }] });
  const [first, second, both] = [await stage.person(), await stage.person(), await stage.person({ name: '两边都有' })];
  const operator = await stage.person({ name: '春华', grants: [{ role: 'operator', scope: { kind: 'centre' } }] });
  for (const { ops } of [first, second]) given(await ops.applyToFleet({ fleet: into, answers: {} }));
  const offered = given(await both.ops.applyToFleet({ fleet: into, answers: {} }));
  given(await first.ops.withdrawApplication({ application: given(await first.ops.listOwnApplications({})).items[0]?.id ?? '' }));
  await stage.settle();
  stage.ground.clock.advance(1000);
  const approved = given(await both.ops.applyToFleet({ fleet: from, answers: {} }));
  await stage.settle();
  const before = await everything();
  const stood = () => rows("select a.id, a.state, s.state as seat from application a join seat s on s.id = a.seat_id where a.person_id = $1 and a.state in ('approved', 'waitlisted') order by a.id", [both.id]);
  expect(await stood()).toEqual([{ id: offered.id, state: 'waitlisted', seat: 'reserved' }, { id: approved.id, state: 'approved', seat: 'reserved' }]);
  given(await operator.ops.mergeFleets({ fleet: from, into }));
  await stage.settle();
  expect(await stood()).toEqual([{ id: offered.id, state: 'waitlisted', seat: 'reserved' }]);
  expect(await rows("select state from seat where person_id = $1 and state <> 'ended'", [both.id])).toHaveLength(1);
  given(await operator.ops.undoFleetMerge({ fleet: into, from }));
  await stage.settle();
  expect(await everything()).toEqual(before);
});

test('whoever was in one and promised a seat in the other has it back with its application, and gets in by it', async () => {
  const [from, into] = [`from-${(made += 1)}`, `into-${made}`];
  await stage.addFleet({ key: from, platform: 'manual', app: 'qq', target: 20, groups: [{ key: 'one', number: '30001' }] });
  await stage.addFleet({ key: into, platform: 'manual', app: 'qq', target: 20, groups: [{ key: 'one', number: '30002' }] });
  const [both, operator] = [await stage.person({ name: '两边都有' }), await stage.person({ name: '春华', grants: [{ role: 'operator', scope: { kind: 'centre' } }] })];
  const joined = given(await both.ops.applyToFleet({ fleet: from, answers: {} }));
  given(await both.ops.confirmJoined({ application: joined.id }));
  stage.ground.clock.advance(1000);
  const promised = given(await both.ops.applyToFleet({ fleet: into, answers: {} }));
  await stage.settle();
  const before = await everything();
  given(await operator.ops.mergeFleets({ fleet: from, into }));
  await stage.settle();
  expect(given(await both.ops.readApplicationStatus({ application: promised.id }))).toMatchObject({ state: 'withdrawn', ended: 'merged' });
  expect(given(await operator.ops.undoFleetMerge({ fleet: into, from })).seatsLost).toBe(0);
  await stage.settle();
  expect(await everything()).toEqual(before);
  expect(given(await both.ops.readApplicationStatus({ application: promised.id }))).not.toHaveProperty('ended');
  expect(given(await both.ops.confirmJoined({ application: promised.id })).state).toBe('joined');
  expect([await seatOf(both.id, from), await seatOf(both.id, into)]).toEqual([1, 1]);
});

test('whoever is in an archived group of one and in a group of the other that lives keeps the one that lives, and has both again', async () => {
  const [from, into] = [`from-${(made += 1)}`, `into-${made}`];
  for (const key of [from, into]) await stage.addFleet({ key, target: 20, groups: [{ key: 'one' }, { key: 'two' }] });
  const [both, operator] = [await stage.person({ name: '两边都在' }), await stage.person({ name: '春华', grants: [{ role: 'operator', scope: { kind: 'centre' } }] })];
  given(await both.ops.applyToFleet({ fleet: from, group: 'one', answers: {} }));
  stage.ground.clock.advance(1000);
  given(await both.ops.applyToFleet({ fleet: into, answers: {} }));
  const standing = async () => rows("select g.state, s.fleet from seat s join fleet_group g on g.id = s.group_id where s.person_id = $1 and s.state <> 'ended' order by s.id", [both.id]);
  const group = (await rows('select group_id from seat where person_id = $1 and fleet = $2', [both.id, from]))[0]?.['group_id'];
  given(await stage.root.archiveGroup({ group: String(group) }));
  await stage.settle();
  const before = await everything();
  given(await operator.ops.mergeFleets({ fleet: from, into }));
  await stage.settle();
  expect(await standing()).toEqual([{ state: 'active', fleet: into }]);
  given(await operator.ops.undoFleetMerge({ fleet: into, from }));
  await stage.settle();
  expect(await everything()).toEqual(before);
  expect(await standing()).toEqual([{ state: 'archived', fleet: from }, { state: 'active', fleet: into }]);
});
