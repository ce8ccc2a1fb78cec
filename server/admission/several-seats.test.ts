import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../centre/testing.ts';
import { miscounted } from '../groups/testing.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
const checks = [{ kind: 'contributor' as const, repositories: ['github:owner/name'] }];

beforeEach(async () => {
  stage = await admissionStage();
  await stage.addFleet({ key: 'code', target: 10, platformLimit: 12, groups: [{ key: 'first', number: '100001' }, { key: 'second', number: '100002' }], strategy: 'newest', admission: { checks } });
});
afterEach(() => stage.close());

const groupOf = async (key: string): Promise<string> => (await sql<{ id: string }>`select id from fleet_group where fleet = 'code' and key = ${key}`.execute(stage.ground.database)).rows[0]?.id ?? '';
const seatsOf = async (person: string): Promise<string[]> => (await sql<{ seat: string }>`select g.key || ' ' || s.kind as seat from seat s join fleet_group g on g.id = s.group_id where s.person_id = ${person} and s.state <> 'ended' order by s.id`.execute(stage.ground.database)).rows.map(({ seat }) => seat);
const freeze = async (key: string) => given(await stage.root.holdGroup({ group: await groupOf(key), held: 'frozen', reason: '只留给贡献者' }));
/** Somebody who is in the second group, as everybody who just applies. */
const member = async () => {
  const person = await stage.person();
  const { id } = given(await person.ops.applyToFleet({ fleet: 'code', answers: {} }));
  expect(await seatsOf(person.id)).toEqual(['second ordinary']);
  return { ...person, application: id };
};
const contributes = { pullRequest: 'owner/name#1' };

describe('whoever has a seat in a fleet', () => {
  test('gets into another, frozen group of it as a contributor, and keeps both', async () => {
    await freeze('first');
    const guyu = await member();
    const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'code', group: 'first', answers: contributes }));
    expect(state).toBe('joined');
    expect(id).not.toBe(guyu.application);
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary', 'first contributor']);
    expect(given(await guyu.ops.applyToFleet({ fleet: 'code', group: 'first', answers: contributes })), 'a second time answers the first').toMatchObject({ id, created: false });
    expect(given(await guyu.ops.applyToFleet({ fleet: 'code', answers: contributes })), 'where no other group is asked for, there is nothing to give').toMatchObject({ created: false });
    expect(await seatsOf(guyu.id)).toHaveLength(2);
  });

  test('gets no second one as everybody does, open as the group may be, nor by coming back, nor by an invitation without such a priority', async () => {
    const guyu = await member();
    const { link } = given(await stage.root.createGroupInvitation({ fleet: 'code', days: 7, uses: 5, priority: 'invited', note: '老朋友' }));
    const token = link.slice(link.lastIndexOf('/') + 1);
    for (const asked of [{}, { entrance: 'returning' as const }, { invitation: token }]) {
      expect(given(await guyu.ops.applyToFleet({ fleet: 'code', group: 'first', answers: {}, ...asked }))).toMatchObject({ id: guyu.application, created: false });
    }
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary']);
  });

  test('whose pull request a moderator decides by is looked at, and let in as a contributor alone', async () => {
    await freeze('first');
    stage.world.contributor = 'not_merged';
    const guyu = await member();
    const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'code', group: 'first', answers: contributes }));
    expect(state).toBe('in_review');
    const evidence = given(await stage.root.readApplication({ id }));
    expect(evidence.landing?.group, 'an approval like any other leads nowhere').toBeUndefined();
    expect(evidence.priorities.map(({ kind }) => kind)).toEqual(['contributor']);
    expect(refused(await stage.root.decideApplication({ id, decision: 'approve', revision: evidence.revision })).code).toBe('seat_already');
    expect(refused(await stage.root.decideApplication({ id, decision: 'approve', priority: 'invited', revision: evidence.revision })).code).toBe('seat_already');
    expect(refused(await stage.root.decideApplication({ id, decision: 'waitlist', revision: evidence.revision })).code).toBe('seat_already');
    expect(given(await stage.root.decideApplication({ id, decision: 'approve', priority: 'contributor', revision: evidence.revision }))).toMatchObject({ state: 'joined' });
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary', 'first contributor']);
  });

  test('waits for no second one: without a share of the reserve that is left they are answered with the seat that they have', async () => {
    await freeze('first');
    const first = await groupOf('first');
    const guyu = await member();
    await sql`update fleet_group set reserve_contributor = 12 where id = ${first}`.execute(stage.ground.database);
    expect(given(await guyu.ops.applyToFleet({ fleet: 'code', group: 'first', answers: contributes }))).toMatchObject({ id: guyu.application, created: false });
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary']);
  });

  test('comes back to the other one when they left it by mistake, or were taken out of it by mistake', async () => {
    await freeze('first');
    const guyu = await member();
    given(await guyu.ops.applyToFleet({ fleet: 'code', group: 'first', answers: contributes }));
    const first = await groupOf('first');
    given(await guyu.ops.leaveGroup({ group: first }));
    expect(given(await guyu.ops.returnToGroup({ group: first }))).toEqual({ group: first });
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary', 'first contributor']);
    const [{ id: seat } = { id: '' }] = (await sql<{ id: string }>`select id from seat where person_id = ${guyu.id} and group_id = ${first} and state <> 'ended'`.execute(stage.ground.database)).rows;
    given(await stage.root.removeGroupMember({ seat }));
    given(await stage.root.returnGroupMember({ seat }));
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary', 'first contributor']);
    const second = await groupOf('second');
    given(await guyu.ops.leaveGroup({ group: second }));
    given(await guyu.ops.returnToGroup({ group: second }));
    expect(await seatsOf(guyu.id)).toEqual(['first contributor', 'second returning']);
  });

  test('is let into another as staff by a moderator, who brings in nobody a second time otherwise', async () => {
    const guyu = await member();
    expect(given(await stage.root.addFleetMember({ fleet: 'code', person: guyu.id, group: 'first' }))).toMatchObject({ already: true });
    expect(given(await stage.root.addFleetMember({ fleet: 'code', person: guyu.id, group: 'first', priority: 'staff' }))).toMatchObject({ already: false, state: 'joined' });
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary', 'first staff']);
  });
});

describe('whoever is in an archived group', () => {
  const idOf = async (fleet: string, key: string): Promise<string> => (await sql<{ id: string }>`select id from fleet_group where fleet = ${fleet} and key = ${key}`.execute(stage.ground.database)).rows[0]?.id ?? '';

  /** A member of an archived group, where the platform does not tell who got in, for whom a seat is held in the open one. */
  const heldElsewhere = async ({ review = false } = {}) => {
    await stage.addFleet({ key: 'far', platform: 'manual', app: 'qq', target: 10, groups: [{ key: 'first', number: '200001' }, { key: 'second', number: '200002' }], strategy: 'newest', admission: { checks } });
    const guyu = await stage.person();
    const joined = given(await guyu.ops.applyToFleet({ fleet: 'far', group: 'first', answers: {} }));
    given(await guyu.ops.confirmJoined({ application: joined.id }));
    given(await stage.root.archiveGroup({ group: await idOf('far', 'first') }));
    await stage.settle();
    stage.ground.clock.advance(1000);
    stage.world.contributor = 'not_merged';
    const { id: application, state } = given(await guyu.ops.applyToFleet({ fleet: 'far', answers: review ? contributes : {} }));
    expect(state).toBe(review ? 'in_review' : 'approved');
    await stage.settle();
    const seat = (await sql<{ id: string }>`select id from seat where application_id = ${application}`.execute(stage.ground.database)).rows[0]?.id ?? '';
    const groups = async () => (await sql<{ key: string; members: number; reserved: number }>`select key, members, reserved from fleet_group where fleet = 'far' order by key`.execute(stage.ground.database)).rows.map(({ key, members, reserved }) => [key, members, reserved]);
    return { guyu: { ...guyu, application: joined.id }, application, seat, groups };
  };

  test('is let into the open one, and leaves the archived one by it, by each entrance', async () => {
    const [guyu, lixia, xiaoman] = [await member(), await member(), await member()];
    given(await stage.root.archiveGroup({ group: await groupOf('second') }));
    const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'code', answers: {} }));
    expect([id === guyu.application, state]).toEqual([false, 'joined']);
    expect(await seatsOf(guyu.id)).toEqual(['first ordinary']);
    expect(given(await stage.root.addFleetMember({ fleet: 'code', person: lixia.id }))).toMatchObject({ already: false, state: 'joined' });
    stage.world.contributor = 'not_merged';
    const asked = given(await xiaoman.ops.applyToFleet({ fleet: 'code', answers: contributes }));
    const { revision } = given(await stage.root.readApplication({ id: asked.id }));
    expect(given(await stage.root.decideApplication({ id: asked.id, decision: 'approve', revision })).state).toBe('joined');
    expect(await seatsOf(xiaoman.id)).toEqual(['first ordinary']);
    await stage.settle();
    expect(stage.events('seat.ended').map(({ data }) => data?.['because'])).toEqual(['moved', 'moved', 'moved']);
  });

  test('is back in it when the approval that moved them out is taken back', async () => {
    const guyu = await member();
    await stage.settle();
    given(await stage.root.archiveGroup({ group: await groupOf('second') }));
    stage.ground.clock.advance(1000);
    stage.world.contributor = 'not_merged';
    const { id } = given(await guyu.ops.applyToFleet({ fleet: 'code', answers: contributes }));
    const moderator = await stage.person({ grants: [{ role: 'moderator', scope: { kind: 'fleet', key: 'code' } }] });
    const { revision } = given(await moderator.ops.readApplication({ id }));
    given(await moderator.ops.decideApplication({ id, decision: 'approve', revision }));
    await stage.settle();
    expect([await seatsOf(guyu.id), given(await guyu.ops.readApplicationStatus({ application: guyu.application })).ended]).toEqual([['first ordinary'], 'moved']);
    given(await moderator.ops.undoDecision({ id }));
    await stage.settle();
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary']);
    expect(given(await guyu.ops.readApplicationStatus({ application: guyu.application }))).not.toHaveProperty('ended');
    expect(await miscounted(stage.ground.database)).toEqual([]);
  });

  test('stays in it while a seat is only held for them elsewhere, and leaves it once they say that they got in', async () => {
    const { guyu, application, groups } = await heldElsewhere();
    expect(await seatsOf(guyu.id)).toEqual(['first ordinary', 'second ordinary']);
    expect(given(await guyu.ops.readApplicationStatus({ application: guyu.application }))).not.toHaveProperty('ended');
    expect(given(await guyu.ops.confirmJoined({ application })).state).toBe('joined');
    await stage.settle();
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary']);
    expect(given(await guyu.ops.readApplicationStatus({ application: guyu.application })).ended).toBe('moved');
    expect(await groups()).toEqual([['first', 0, 0], ['second', 1, 0]]);
  });

  test.each(['withdrawn', 'run out', 'taken back by a moderator'])('stays in it when the seat that was held elsewhere is %s, and is in it when it opens again', async (how) => {
    const { guyu, application, groups, seat } = await heldElsewhere();
    if (how === 'withdrawn') given(await guyu.ops.withdrawApplication({ application }));
    else if (how === 'taken back by a moderator') given(await stage.root.removeGroupMember({ seat }));
    else {
      stage.ground.clock.advance(25 * 3_600_000);
      await stage.jobs.expireSeats.run(stage.jobWork(stage.ground.database), {});
    }
    await stage.settle();
    given(await stage.root.restoreGroup({ group: await idOf('far', 'first') }));
    expect(await seatsOf(guyu.id)).toEqual(['first ordinary']);
    expect(given(await guyu.ops.readApplicationStatus({ application: guyu.application }))).not.toHaveProperty('ended');
    expect(given(await guyu.ops.listOwnGroups({})).items.map(({ key }) => key)).toEqual(['first']);
    expect(await groups()).toEqual([['first', 1, 0], ['second', 0, 0]]);
  });

  test('is back in it when an approval is taken back although they have said already that they got in', async () => {
    const { guyu, application, groups } = await heldElsewhere({ review: true });
    const moderator = await stage.person({ grants: [{ role: 'moderator', scope: { kind: 'fleet', key: 'far' } }] });
    given(await moderator.ops.decideApplication({ id: application, decision: 'approve', revision: 1 }));
    stage.ground.clock.advance(3000);
    given(await guyu.ops.confirmJoined({ application }));
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary']);
    given(await moderator.ops.undoDecision({ id: application }));
    await stage.settle();
    expect(await seatsOf(guyu.id)).toEqual(['first ordinary']);
    expect(given(await guyu.ops.readApplicationStatus({ application: guyu.application }))).not.toHaveProperty('ended');
    expect(await groups()).toEqual([['first', 1, 0], ['second', 0, 0]]);
  });

  test('is in it alone once it opens again: the seat that was held elsewhere ends, and they are told why', async () => {
    const { guyu, application, groups } = await heldElsewhere();
    given(await stage.root.restoreGroup({ group: await idOf('far', 'first') }));
    expect(await seatsOf(guyu.id), 'at that very moment').toEqual(['first ordinary']);
    expect(await groups()).toEqual([['first', 1, 0], ['second', 0, 0]]);
    await stage.settle();
    expect(given(await guyu.ops.readApplicationStatus({ application }))).toMatchObject({ state: 'expired', ended: 'reopened' });
    expect((await stage.mails()).at(-1)?.text).toContain('你还在群里');
    expect(given(await guyu.ops.readApplicationStatus({ application: guyu.application }))).not.toHaveProperty('ended');
    expect(await miscounted(stage.ground.database)).toEqual([]);
  });

  test('has the held seat back that was taken out by mistake, and moves by it', async () => {
    const { guyu, application, seat, groups } = await heldElsewhere();
    given(await stage.root.removeGroupMember({ seat }));
    expect(given(await stage.root.returnGroupMember({ seat }))).toMatchObject({ id: seat, state: 'reserved' });
    await stage.settle();
    expect(await seatsOf(guyu.id)).toEqual(['first ordinary', 'second ordinary']);
    given(await guyu.ops.confirmJoined({ application }));
    expect(await seatsOf(guyu.id)).toEqual(['second ordinary']);
    expect(await groups()).toEqual([['first', 0, 0], ['second', 1, 0]]);
  });

  test('is offered a seat when they wait for one', async () => {
    const guyu = await member();
    given(await stage.root.archiveGroup({ group: await groupOf('second') }));
    await freeze('first');
    await sql`update fleet_group set state = 'archived' where fleet = 'code' and key <> 'first'`.execute(stage.ground.database);
    expect(given(await guyu.ops.applyToFleet({ fleet: 'code', answers: {} })).state).toBe('waitlisted');
    stage.ground.clock.advance(1000);
    given(await stage.root.holdGroup({ group: await groupOf('first'), held: null }));
    await stage.settle();
    expect(await seatsOf(guyu.id), 'an offer takes nothing from them').toEqual(['second ordinary', 'first ordinary']);
    const [{ id: application } = { id: '' }] = given(await guyu.ops.listOwnApplications({})).items;
    given(await guyu.ops.acceptOffer({ application }));
    expect(await seatsOf(guyu.id)).toEqual(['first ordinary']);
    expect(await miscounted(stage.ground.database)).toEqual([]);
  });
});
