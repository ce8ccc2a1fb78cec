import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../../sign-in/testing/ground.ts';
import { createRaidMode, tellOfRaids } from './raids.ts';
import { outsideGround } from './testing/ground.ts';

let house: Awaited<ReturnType<typeof outsideGround>>;
let applicant: { id: string };

beforeAll(async () => {
  house = await outsideGround();
  applicant = await house.person('秋实');
  given(await house.as(house.operator).updateRaidSettings({ enabled: true, least: 10, times: 5, quietMinutes: 30, revision: 0 }));
});
afterAll(() => house.close());
beforeEach(async () => {
  house.ground.clock.advance(3 * 24 * 3_600_000);
  await house.pool.query('delete from raid_state');
  await house.pool.query('delete from application');
  house.published.length = 0;
});

const minute = 60_000;
/** Each look is that of a process which has just started: what another remembers does not matter. */
const isOn = (fleet = 'users') => createRaidMode().isOn(house.inside(), { fleet });
const apply = async (count: number, fleet = 'users') => {
  for (let index = 0; index < count; index += 1) await house.application(applicant, { fleet, submittedAt: new Date(house.now().getTime() - 1) });
};
const tell = () => tellOfRaids(house.job());

describe('how many at once are too many', () => {
  test('is read and changed by who runs admission, and by nobody else', async () => {
    const fresh = await outsideGround();
    const operator = fresh.as(fresh.operator);
    const usual = given(await operator.readRaidSettings({}));
    expect(usual).toMatchObject({ enabled: true, revision: 0 });
    const changed = given(await operator.updateRaidSettings({ ...usual, least: usual.least + 7, quietMinutes: 45 }));
    expect(given(await operator.readRaidSettings({}))).toEqual(changed);
    expect(changed).toEqual({ ...usual, least: usual.least + 7, quietMinutes: 45, revision: 1 });
    expect(refused(await operator.updateRaidSettings({ ...usual, least: 99 })), 'who looked at what stood before').toBe('stale_revision');
    const moderator = fresh.as(fresh.actorOf((await fresh.person('谷雨')).id, '谷雨', 'moderator'));
    expect(refused(await moderator.readRaidSettings({}))).toBe('not_found');
    expect(refused(await moderator.updateRaidSettings({ ...changed, enabled: false }))).toBe('not_found');
    expect(given(await operator.readRaidSettings({}))).toEqual(changed);
    await fresh.close();
  });
});

describe('raid mode', () => {
  test('comes on with a burst at one fleet, for all programs, and ends by itself', async () => {
    await apply(9);
    expect(await isOn()).toBe(false);
    await apply(1);
    expect([await isOn(), await isOn('cafe')]).toEqual([true, false]);
    house.ground.clock.advance(29 * minute);
    expect(await isOn()).toBe(true);
    house.ground.clock.advance(minute);
    expect(await isOn()).toBe(false);
  });

  test('goes on while more come', async () => {
    await apply(10);
    await isOn();
    house.ground.clock.advance(20 * minute);
    await apply(10);
    await isOn();
    house.ground.clock.advance(20 * minute);
    expect(await isOn()).toBe(true);
  });

  test('knows a busy fleet from a raid', async () => {
    const day = 86_400_000;
    // Two in ten minutes, day and night.
    await house.pool.query("insert into application (id, fleet, person_id, token_hash, state, entrance, language, answers, submitted_at, verified_at) select gen_random_uuid(), 'users', $1, gen_random_uuid()::text, 'rejected', 'link', 'zh-CN', '{}', $2::timestamptz - (n * interval '5 minutes'), $2::timestamptz - (n * interval '5 minutes') from generate_series(288, 288 * 14) n", [applicant.id, house.now()]);
    house.ground.clock.advance(0);
    await apply(9);
    expect(await isOn()).toBe(false);
    await apply(1);
    expect(await isOn()).toBe(true);
    house.ground.clock.advance(day);
    await house.pool.query('delete from raid_state');
    given(await house.as(house.operator).updateRaidSettings({ enabled: true, least: 10, times: 20, quietMinutes: 30, revision: 1 }));
    await apply(30);
    expect(await isOn()).toBe(false);
    given(await house.as(house.operator).updateRaidSettings({ enabled: true, least: 10, times: 5, quietMinutes: 30, revision: 2 }));
  });

  test('is not made by forms that nobody proved, by whom staff bring in, one by one or by a list, but by whoever proves all of theirs at once', async () => {
    await apply(30);
    await house.pool.query("update application set verified_at = null");
    expect(await isOn()).toBe(false);
    await house.pool.query("update application set verified_at = submitted_at, entrance = 'import'");
    expect(await isOn()).toBe(false);
    await house.pool.query(`update application set entrance = 'api', evidence = '{"vouched": true}'`);
    expect(await isOn()).toBe(false);
    await house.pool.query("update application set entrance = 'link', evidence = '{}', submitted_at = $1::timestamptz - interval '2 hours', verified_at = $1", [house.now()]);
    expect(await isOn()).toBe(true);
  });

  test('a program looks at the numbers every few seconds, and counts no further than it has to', async () => {
    const raid = createRaidMode();
    expect(await raid.isOn(house.inside(), { fleet: 'users' })).toBe(false);
    await apply(500);
    house.ground.clock.advance(5_000);
    expect(await raid.isOn(house.inside(), { fleet: 'users' })).toBe(true);
    const { rows } = await house.pool.query<{ recent: number }>('select recent from raid_state');
    expect(rows).toEqual([{ recent: 10 }]);
  });

  test('is seen in between by the very one that tips the balance, in every program, and written down by the next look', async () => {
    const [here, elsewhere] = [createRaidMode(), createRaidMode()];
    const at = { fleet: 'users' };
    const tips = (raid: typeof here) => raid.tips?.(house.inside(), at);
    for (const raid of [here, elsewhere]) expect(await raid.isOn(house.inside(), at)).toBe(false);
    await apply(9);
    expect([await tips(here), await tips(elsewhere)]).toEqual([false, false]);
    await apply(1);
    expect([await tips(here), await tips(elsewhere)]).toEqual([true, true]);
    expect([await here.isOn(house.inside(), at), await elsewhere.isOn(house.inside(), at), await isOn('cafe')]).toEqual([true, true, false]);
    expect((await house.pool.query('select from raid_state')).rowCount).toBe(1);
  });

  test('its beginning and its end are told once each, to who decides there', async () => {
    await apply(10);
    await isOn();
    await Promise.all([tell(), tell()]);
    await tell();
    expect(house.published).toEqual(['raid.began users']);
    house.ground.clock.advance(31 * minute);
    await Promise.all([tell(), tell()]);
    expect(house.published).toEqual(['raid.began users', 'raid.ended users']);
    await apply(10);
    await isOn();
    await tell();
    expect(house.published.at(-1)).toBe('raid.began users');
  });

  test('is seen and ended by whoever decides at the fleet, and begins again only by what comes after', async () => {
    await apply(10);
    await isOn();
    const elsewhere = { ...house.actorOf(house.operator.id, '小暑'), grants: [{ role: 'moderator' as const, scope: { kind: 'fleet' as const, key: 'cafe' } }] };
    const there = { ...elsewhere, grants: [{ role: 'moderator' as const, scope: { kind: 'fleet' as const, key: 'users' } }] };
    expect(given(await house.as(elsewhere).readRaidStates({})).items).toEqual([]);
    expect(refused(await house.as(elsewhere).endRaid({ fleet: 'users' }))).toBe('not_found');
    expect(given(await house.as(there).readRaidStates({})).items).toMatchObject([{ fleet: 'users', fleetName: '用户交流', recent: 10 }]);
    given(await house.as(there).endRaid({ fleet: 'users' }));
    expect(await isOn()).toBe(false);
    expect(given(await house.as(there).readRaidStates({})).items).toEqual([]);
    expect(refused(await house.as(there).endRaid({ fleet: 'users' }))).toBe('not_found');
  });

  test('goes on when its end is taken back at once, and whoever was told of the end is told so; not later, and not beyond its quiet', async () => {
    const operator = house.as(house.operator);
    await apply(10);
    await isOn();
    await tell();
    given(await operator.endRaid({ fleet: 'users' }));
    await tell();
    given(await operator.resumeRaid({ fleet: 'users' }));
    expect(await isOn()).toBe(true);
    expect(house.published).toEqual(['raid.began users', 'raid.ended users']);
    const { rows } = await house.pool.query<{ name: string }>("select name from event where name like 'raid.%' order by position desc limit 3");
    expect(rows.map(({ name }) => name)).toEqual(['raid.began', 'raid.ended', 'raid.began']);
    house.ground.clock.advance(30 * minute);
    await tell();
    expect(house.published.at(-1)).toBe('raid.ended users');
    expect(refused(await operator.resumeRaid({ fleet: 'users' }))).toBe('too_late');
    await apply(10);
    await isOn();
    given(await operator.endRaid({ fleet: 'users' }));
    house.ground.clock.advance(16_000);
    expect(refused(await operator.resumeRaid({ fleet: 'users' }))).toBe('too_late');
    expect(await isOn()).toBe(false);
    house.ground.clock.advance(minute);
    await apply(10);
    expect(await isOn()).toBe(true);
  });

  test('makes the challenge of the form harder, and asking for one neither counts nor writes', async () => {
    const cost = async () => given(await house.as({ kind: 'anonymous', network: '192.0.2.7' }).readHumanChallenge({ fleet: 'users' })).parameters.cost;
    await apply(10);
    const usual = await cost();
    expect((await house.pool.query('select 1 from raid_state')).rowCount).toBe(0);
    await isOn();
    expect(await cost()).toBeGreaterThan(usual);
  });

  test('is none where it is switched off', async () => {
    given(await house.as(house.operator).updateRaidSettings({ enabled: false, least: 10, times: 5, quietMinutes: 30, revision: 3 }));
    await apply(100);
    const raid = createRaidMode();
    expect(await raid.isOn(house.inside(), { fleet: 'users' })).toBe(false);
    let asked = 0;
    const counting = new Proxy(house.inside().db, { get: (target, name, receiver): unknown => { asked += 1; return Reflect.get(target, name, receiver); } });
    expect(await raid.tips?.({ ...house.inside(), db: counting }, { fleet: 'users' })).toBe(false);
    expect(asked, 'who is being decided waits for no count').toBe(0);
    expect(refused(await house.as(house.operator).updateRaidSettings({ enabled: true, least: 10, times: 5, quietMinutes: 30, revision: 3 }))).toBe('stale_revision');
  });
});
