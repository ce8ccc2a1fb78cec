import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../centre/testing.ts';
import { callerFor } from '../platform/index.ts';
import { callBy, commandLine } from '../../test/harness/operations.ts';
import { replayCommands } from './operations/policies.ts';
import { admissionPersonalData } from './personal-data.ts';
import { peoplePersonalData } from '../people/index.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
});
afterEach(() => stage.close());

const uid = { kind: 'uid', product: 'app' } as const;
const replay = (application?: string) => callerFor(stage.ground, replayCommands, callBy(commandLine)).replayDecisions(application === undefined ? {} : { application });
const apply = async (ops: Awaited<ReturnType<AdmissionStage['person']>>['ops'], fleet: string, answers: object = { uid: '7' }) => given(await ops.applyToFleet({ fleet, answers }));
const erase = async (id: string) => {
  for (const part of [admissionPersonalData, peoplePersonalData]) await part.erase(stage.ground.database, id, { now: stage.ground.clock.now(), secrets: stage.ground.secrets });
};

describe('a decision', () => {
  test('can be made again from what is kept with it, of every kind', async () => {
    await stage.addFleet({ key: 'users', target: 3, platformLimit: 3, freezeAt: 100, divertAt: 50, maximumGroups: 1, admission: { checks: [{ kind: 'reason' }, uid, { kind: 'contributor', repositories: ['github:owner/name'] }] } });
    for (const outcome of ['proven', 'exists', 'unknown', 'could_not_ask', 'proven', 'proven', 'proven'] as const) {
      stage.world.uid = outcome;
      await apply((await stage.person()).ops, 'users', { uid: String(Math.trunc(1 + stage.world.asked.length)), reason: '甲-乙-丙' });
    }
    expect(given(await replay())).toMatchObject({ looked: 7, same: 7, different: 0, byHand: 0, erased: 0, otherRules: 0, lines: [] });
    const { rows } = await stage.ground.open.pool.query<{ decision: string }>('select distinct decision from application_decision order by 1');
    expect(rows.map(({ decision }) => decision)).toEqual(['approved', 'in_review', 'rejected', 'waitlisted']);
  });

  test('that was changed in the database is found, with what differs', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [uid] } });
    stage.world.uid = 'exists';
    const { id } = await apply((await stage.person()).ops, 'users');
    await stage.ground.open.pool.query("update application_decision set decision = 'approved', rules = 0");
    expect(given(await replay(id))).toMatchObject({ looked: 1, different: 1, otherRules: 1, lines: [{ application: id, before: 'approved', after: 'in_review', differs: ['decision'] }] });
  });

  test('whose facts were erased says so, and one that is not there is not found', async () => {
    await stage.addFleet({ key: 'users' });
    const guyu = await stage.person();
    await apply(guyu.ops, 'users', {});
    await erase(guyu.id);
    expect(given(await replay())).toMatchObject({ looked: 1, erased: 1, same: 0 });
    expect(refused(await replay('0190a000-0000-7000-8000-000000000001')).code).toBe('not_found');
  });
});

describe('a changed policy', () => {
  test('is run over the past, and says which decisions would be otherwise and why; nothing changes', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [uid, { kind: 'reason' }] } });
    const answers = { uid: '7', reason: '甲-乙-丙' };
    stage.world.uid = 'proven';
    await apply((await stage.person()).ops, 'users', answers);
    stage.world.uid = 'unknown';
    const { id } = await apply((await stage.person()).ops, 'users', answers);
    const before = await stage.count('application_decision');
    const simulated = given(await stage.root.simulatePolicy({ fleet: 'users', admission: { checks: [{ ...uid, whenWrong: 'review' }, { kind: 'reason' }, { kind: 'real_name' }] } }));
    expect(simulated).toMatchObject({ looked: 2, changed: 1, untried: [{ check: 'real_name', count: 2 }], lines: [{ application: id, before: 'rejected', after: 'in_review', counted: { before: true, after: false } }] });
    expect(simulated.lines[0]?.because).toHaveLength(1);
    expect(await stage.count('application_decision')).toBe(before);
    expect(given(await stage.root.simulatePolicy({ fleet: 'users', admission: { review: true }, count: 1 }))).toMatchObject({ looked: 1, changed: 1 });
  });

  test('is run over applications, not decisions: one that was sent back to be mended counts once, as it was decided in the end', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [{ kind: 'high_trust' }] } });
    const { ops } = await stage.person();
    const { id } = await apply(ops, 'users', {});
    stage.world.highTrust = { outcome: 'passed', at: stage.ground.clock.now().toISOString() };
    expect(given(await ops.correctApplication({ application: id, answers: {} })).state).toBe('joined');
    expect(await stage.count('application_decision')).toBe(2);
    const other = await apply((await stage.person()).ops, 'users', {});
    const simulated = given(await stage.root.simulatePolicy({ fleet: 'users', admission: { review: true }, count: 2 }));
    expect(simulated).toMatchObject({ looked: 2, changed: 2 });
    expect(simulated.lines.map(({ application, before }) => [application, before])).toEqual([[other.id, 'approved'], [id, 'approved']]);
  });

  test('is tried by operators only', async () => {
    await stage.addFleet({ key: 'users' });
    expect(refused(await (await stage.person()).ops.simulatePolicy({ fleet: 'users', admission: {} })).code).toBe('not_found');
  });
});

describe('trust between fleets', () => {
  test('spares exactly what was proved there, and is not handed on', async () => {
    const trusting = (key: string, fleet: string) => stage.addFleet({ key, admission: { checks: [{ kind: 'sibling', fleets: [fleet] }, uid, { kind: 'reason' }] } });
    await stage.addFleet({ key: 'main', admission: { checks: [uid] } });
    await trusting('cafe', 'main');
    await trusting('third', 'cafe');
    const guyu = await stage.person();
    expect((await apply(guyu.ops, 'main')).state).toBe('joined');
    await stage.ground.open.pool.query("delete from identity where kind = 'product_uid'");
    expect(refused(await guyu.ops.applyToFleet({ fleet: 'cafe', answers: {} })).fields?.map(({ path }) => path)).toEqual(['answers.reason']);
    expect((await apply(guyu.ops, 'cafe', { reason: '甲-乙-丙' })).state).toBe('joined');
    // The reason was proved in the café; the UID was not, it was only believed there.
    expect(refused(await guyu.ops.applyToFleet({ fleet: 'third', answers: {} })).fields?.map(({ code }) => code)).toEqual(['uid_missing']);
  });

  test('is told to moderators by the names of fleets, in their language; a fleet that is gone by its key', async () => {
    await stage.addFleet({ key: 'main', name: { 'zh-CN': '主群', en: 'Main group' }, admission: { checks: [{ kind: 'real_name' }] } });
    await stage.addFleet({ key: 'tea', name: { 'zh-CN': '茶馆', en: 'Tea house' } });
    await stage.addFleet({ key: 'cafe', admission: { review: true, checks: [{ kind: 'sibling', fleets: ['main', 'tea'] }, { kind: 'real_name' }] } });
    const guyu = await stage.person();
    await apply(guyu.ops, 'main', { realName: '谷雨' });
    await apply(guyu.ops, 'tea', {});
    const { id } = await apply(guyu.ops, 'cafe', {});
    const told = async (language: 'zh-CN' | 'en') => {
      const { findings, earlier } = given(await stage.as(commandLine, { language }).readApplication({ id }));
      return { texts: findings.map(({ text }) => text), earlier: earlier.map(({ fleetName }) => fleetName) };
    };
    expect((await told('zh-CN')).texts).toEqual(expect.arrayContaining(['已是互信群系列的成员：主群和茶馆。', '在互信的主群里已经核对过。']));
    expect((await told('en')).texts).toEqual(expect.arrayContaining(['Is in trusted fleets: Main group and Tea house.', 'Checked in the trusted fleet Main group.']));
    expect((await told('zh-CN')).earlier).toEqual(['茶馆', '主群']);
    await stage.ground.open.pool.query(`update application_decision set findings = replace(findings::text, '"main tea"', '"main gone"')::jsonb`);
    expect((await told('en')).texts).toContain('Is in trusted fleets: Main group and gone.');
  });
});

describe('a person', () => {
  test('who is erased leaves nameless facts; a bar stays by hash, until its end', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [uid] } });
    stage.world.uid = 'unknown';
    const guyu = await stage.person({ email: 'gu.yu@gmail.com' });
    for (let count = 0; count < 3; count += 1) await apply(guyu.ops, 'users');
    expect(Object.keys(await admissionPersonalData.gather(stage.ground.database, guyu.id))).toContain('applications');
    await erase(guyu.id);
    const { rows } = await stage.ground.open.pool.query<{ all: string }>("select coalesce(string_agg(t::text, ''), '') as all from (select a::text as t from application a union all select d::text from application_decision d union all select s::text from strike s union all select i::text from strike_identity i) as x");
    expect(rows[0]?.all).not.toMatch(new RegExp(`gu.?yu|${guyu.id}`, 'i'));
    stage.world.uid = 'proven';
    const again = await stage.person({ email: 'guyu@gmail.com' });
    expect((await apply(again.ops, 'users')).state).toBe('rejected');
    stage.ground.clock.advance(731 * 86_400_000);
    expect((await apply(again.ops, 'users')).state).toBe('joined');
  });

  test('who is not barred leaves no hash', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [uid] } });
    stage.world.uid = 'unknown';
    const guyu = await stage.person();
    await apply(guyu.ops, 'users');
    await erase(guyu.id);
    const { rows } = await stage.ground.open.pool.query<{ count: string }>('select (select count(*) from strike_identity) + (select count(*) from barred_identity) as count');
    expect(Number(rows[0]?.count)).toBe(0);
  });

  test('who had two entries has the strikes of both, and one living application to a fleet', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [uid] } });
    const [one, other] = [await stage.person(), await stage.person()];
    stage.world.uid = 'unknown';
    for (const { ops } of [one, one, other]) await apply(ops, 'users');
    stage.world.uid = 'exists';
    const [first, second] = [await apply(one.ops, 'users'), await apply(other.ops, 'users')];
    const moved = await admissionPersonalData.move(stage.ground.database, other.id, one.id, { now: stage.ground.clock.now() });
    expect(await stage.count('strike', `person_id = '${one.id}'`)).toBe(3);
    expect(await stage.count('application', `person_id = '${one.id}' and state = 'in_review'`)).toBe(1);
    expect([first.state, second.state]).toEqual(['in_review', 'in_review']);
    const { rows: ended } = await stage.ground.open.pool.query<{ ended_at: Date }>("select ended_at from application where state = 'withdrawn'");
    expect(ended.map((row) => row.ended_at)).toEqual([stage.ground.clock.now()]);
    await admissionPersonalData.moveBack(stage.ground.database, moved, other.id, one.id);
    expect(await stage.count('strike', `person_id = '${one.id}'`)).toBe(2);
  });
});
