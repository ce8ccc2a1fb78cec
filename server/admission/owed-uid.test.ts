import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticeKinds } from '../../common/contract/notice-kinds.ts';
import { testParts } from '../../test/harness/operations.ts';
import { given, refused } from '../centre/testing.ts';
import { createUidCheck } from './outside/ask-uid.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
  await stage.addFleet({ key: 'qq', admission: { checks: [{ kind: 'uid', product: 'app' }] } });
  stage.world.grace = { id: '0190a000-0000-7000-8000-000000000001', kind: 'observed', from: '2026-11-18T01:00:00.000Z' };
});
afterEach(() => stage.close());

/** Somebody who was let in during an outage and owes their UID. */
async function owing() {
  const person = await stage.person();
  const { id } = given(await person.ops.applyToFleet({ fleet: 'qq', answers: {} }));
  given(await stage.root.decideApplication({ id, decision: 'approve', revision: 1 }));
  return { ...person, application: id };
}
const uses = async () => (await stage.ground.open.pool.query<{ bucket: string; uses: number }>('select bucket, uses from admission_limit order by bucket')).rows;

describe('a UID that was owed after an outage', () => {
  test.each(['unknown', 'exists', 'could_not_ask', 'proven'] as const)('that the product calls %s is taken with one and the same answer', async (outcome) => {
    const [one, other] = [await owing(), await owing()];
    const giving = async ({ ops, application: id }: typeof one, said: typeof outcome | 'exists') => {
      stage.world.uid = said;
      const answered = given(await ops.giveOwedUid({ application: id, uid: '7' }));
      const { state, answers, may, findings } = given(await ops.readApplicationStatus({ application: id }));
      return { answered: { ...answered, id: '', revision: 0 }, state, answers, may, findings };
    };
    expect(await giving(one, outcome)).toEqual(await giving(other, 'exists'));
  });

  test.each([
    ['unknown', '产品里没有这个 UID。'], ['exists', 'UID 存在，但没有证明是申请人的。'], ['could_not_ask', '问不到产品，UID 没有核对。'],
  ] as const)('and is %s is looked at by a moderator, who reads what is known of it', async (outcome, text) => {
    const { ops, application: id } = await owing();
    stage.world.uid = outcome;
    given(await ops.giveOwedUid({ application: id, uid: '7' }));
    expect(stage.events(noticeKinds.uid_unproven.event)).toMatchObject([{ subject: id, data: { found: outcome } }]);
    expect(noticeKinds.uid_unproven.where.found).toContain(outcome);
    const uid = given(await stage.root.readApplication({ id })).findings.filter(({ check }) => check === 'uid');
    expect(uid.map((finding) => finding.text)).toEqual([text]);
  });

  test('is given once: another one is neither asked about nor kept', async () => {
    const { ops, application: id } = await owing();
    stage.world.uid = 'unknown';
    given(await ops.giveOwedUid({ application: id, uid: '7' }));
    given(await ops.giveOwedUid({ application: id, uid: '8' }));
    expect(stage.world.asked).toEqual(['7']);
    expect(given(await ops.readApplicationStatus({ application: id })).answers.uid).toBe('7');
  });

  test('is waived by a moderator, who can take that back at once and not later, and stands among the members who owe one until then', async () => {
    const { ops, application: id } = await owing();
    const { until } = (await stage.ground.open.pool.query<{ until: Date }>('select uid_owed_until as until from application where id = $1', [id])).rows[0]!;
    const listed = async () => given(await stage.root.listOwedUids({ fleet: 'qq' })).items;
    expect(await listed()).toMatchObject([{ application: id, until: until.toISOString(), overdue: false }]);
    expect(given(await stage.root.waiveOwedUid({ id }))).toEqual({ id });
    expect(given(await stage.root.waiveOwedUid({ id })), 'twice is once').toEqual({ id });
    expect([await listed(), given(await ops.readApplicationStatus({ application: id })).may.giveUid]).toEqual([[], false]);
    expect(given(await stage.root.restoreOwedUid({ id }))).toEqual({ id, owedUntil: until.toISOString() });
    expect([(await listed()).length, given(await ops.readApplicationStatus({ application: id })).may.giveUid]).toEqual([1, true]);
    expect(stage.events('application.uid_waived').map(({ data }) => data?.['waived'])).toEqual([true, false]);
    const { rows } = await stage.ground.open.pool.query<{ operation: string }>("select operation from audit_entry where operation like '%OwedUid' order by id");
    expect(rows.map(({ operation }) => operation)).toEqual(['waiveOwedUid', 'restoreOwedUid']);
    given(await stage.root.waiveOwedUid({ id }));
    stage.ground.clock.advance(16_000);
    expect(refused(await stage.root.restoreOwedUid({ id })).code).toBe('too_late');
    expect(refused(await ops.waiveOwedUid({ id })).code).toBe('not_found');
    stage.ground.clock.advance(20 * 86_400_000);
    await stage.jobs.findOverdueUids.run(stage.jobWork(stage.ground.database), {});
    expect(stage.events('application.uid_overdue')).toEqual([]);
  });

  test('is found for the members that are shown, however many owe one, and all of them a page at a time', async () => {
    const members = [];
    for (let count = 0; count < 5; count += 1) {
      members.push(await owing());
      stage.ground.clock.advance(1000);
    }
    const seats = given(await stage.root.listFleetMembers({ fleet: 'qq', limit: 2 })).items.map(({ id }) => id);
    const shown = given(await stage.root.listOwedUids({ fleet: 'qq', seats: seats.join(','), limit: 2 }));
    expect(shown.items.map(({ application }) => application), 'the last who came').toEqual([members[3]?.application, members[4]?.application]);
    expect(shown.next).toBeUndefined();
    const all: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages === 0 || cursor !== undefined; pages += 1) {
      const page = given(await stage.root.listOwedUids({ fleet: 'qq', limit: 2, ...(cursor === undefined ? {} : { cursor }) }));
      all.push(...page.items.map(({ application }) => application));
      cursor = page.next;
    }
    expect(all).toEqual(members.map(({ application }) => application));
    await stage.addFleet({ key: 'other' });
    expect(given(await stage.root.listOwedUids({ fleet: 'other', seats: seats.join(',') })).items, 'seats of another fleet tell nothing').toEqual([]);
    for (const wrong of [{ seats: 'guyu' }, { seats: `${seats[0]},` }, { cursor: Buffer.from('["gestern","x"]').toString('base64url') }]) expect(refused(await stage.root.listOwedUids({ fleet: 'qq', ...wrong })).code).toBe('invalid_input');
  });

  test('that has no digits is mended in the form, and asked about nowhere', async () => {
    const { ops, application: id } = await owing();
    expect(refused(await ops.giveOwedUid({ application: id, uid: 'guyu' })).fields).toMatchObject([{ path: 'uid', code: 'uid_malformed' }]);
    expect(stage.world.asked).toEqual([]);
    expect(given(await ops.readApplicationStatus({ application: id })).may.giveUid).toBe(true);
  });

  test('counts for the UID, the person and the network, as at an application', async () => {
    const { ops, application: id } = await owing();
    stage.ports.uid.ask = createUidCheck(testParts({ reader: stage.reader })).ask;
    given(await ops.giveOwedUid({ application: id, uid: '7' }));
    expect((await uses()).map((row) => row.uses)).toEqual([1, 1, 1]);
    stage.world.grace = undefined;
    given(await (await stage.person()).ops.applyToFleet({ fleet: 'qq', answers: { uid: '7' } }));
    expect((await uses()).map((row) => row.uses).toSorted()).toEqual([1, 1, 2, 2]);
  });
});
