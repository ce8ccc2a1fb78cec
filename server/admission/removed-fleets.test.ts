import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removedFleetMinutes } from '../../common/contract/moderation.ts';
import { given, refused } from '../centre/testing.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
  await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', target: 2, platformLimit: 2, freezeAt: 100, divertAt: 50, maximumGroups: 1, groups: [{ key: 'qq-one' }] });
  await stage.addFleet({ key: 'reviewed', admission: { review: true } });
});
afterEach(() => stage.close());

type Person = Awaited<ReturnType<AdmissionStage['person']>>;
const apply = async (person: Person, fleet: string) => given(await person.ops.applyToFleet({ fleet, answers: {} }));
const status = async (person: Person, application: string) => given(await person.ops.readApplicationStatus({ application }));
const later = async (minutes: number) => {
  stage.ground.clock.advance(minutes * 60_000);
  await stage.jobs.endOfRemovedFleets.run(stage.jobWork(stage.ground.database), {});
  await stage.settle();
};

/** One is promised a seat, one waits for one, one waits for a moderator. */
async function applicants() {
  const [held, , waiting, reviewed] = [await stage.person(), await apply(await stage.person(), 'qq'), await stage.person(), await stage.person()];
  const ids = { held: (await apply(held, 'qq')).id, waiting: (await apply(waiting, 'qq')).id, reviewed: (await apply(reviewed, 'reviewed')).id };
  expect([(await status(held, ids.held)).state, (await status(waiting, ids.waiting)).state, (await status(reviewed, ids.reviewed)).state]).toEqual(['approved', 'waitlisted', 'in_review']);
  await stage.settle();
  return { held, waiting, reviewed, ids };
}

describe('a fleet that is deleted', () => {
  test('ends what waits for it after some minutes, says why, gives seats back and writes to each; and to nobody twice', async () => {
    const { held, waiting, reviewed, ids } = await applicants();
    const written = (await stage.mails()).length;
    const ending = await Promise.all(['qq', 'reviewed'].map(async (fleet) => given(await stage.root.readFleetStanding({ fleet })).ending));
    expect(ending, 'told before: whoever is promised a seat, too').toEqual([await stage.count('application', "fleet = 'qq' and state in ('approved', 'waitlisted')"), 1]);
    expect(ending[0]).toBe(3);
    for (const key of ['qq', 'reviewed']) given(await stage.ops.deleteFleet({ key }));
    await later(removedFleetMinutes);
    await later(5);
    for (const [who, id] of [[held, ids.held], [waiting, ids.waiting], [reviewed, ids.reviewed]] as const) {
      expect(await status(who, id)).toMatchObject({ state: 'expired', ended: 'fleet_removed', may: { withdraw: false, accept: false, confirm: false } });
      expect(given(await stage.root.readApplication({ id }))).toMatchObject({ state: 'expired', ended: 'fleet_removed' });
      expect((await stage.mails()).slice(written).filter(({ recipient }) => recipient === who.email).map(({ text }) => text)).toEqual([expect.stringContaining('你的申请到此结束，不计次')]);
    }
    expect(await stage.count('seat', "state = 'reserved'")).toBe(0);
  });

  test('and brought back before that leaves everything as it was', async () => {
    const { held, waiting, reviewed, ids } = await applicants();
    const written = (await stage.mails()).length;
    for (const key of ['qq', 'reviewed']) given(await stage.ops.deleteFleet({ key }));
    await later(removedFleetMinutes - 1);
    for (const key of ['qq', 'reviewed']) given(await stage.ops.restoreFleet({ key }));
    await later(60);
    expect([(await status(held, ids.held)).state, (await status(waiting, ids.waiting)).state, (await status(reviewed, ids.reviewed)).state]).toEqual(['approved', 'waitlisted', 'in_review']);
    expect((await stage.mails()).length).toBe(written);
  });

  test('lets nobody in or onto its waitlist meanwhile, and can be refused', async () => {
    const { ids, reviewed } = await applicants();
    given(await stage.ops.deleteFleet({ key: 'reviewed' }));
    const { revision } = given(await stage.root.readApplication({ id: ids.reviewed }));
    for (const decision of ['approve', 'waitlist'] as const) expect(refused(await stage.root.decideApplication({ id: ids.reviewed, decision, revision })).code).toBe('too_late');
    given(await stage.root.decideApplication({ id: ids.reviewed, decision: 'reject', revision }));
    expect((await status(reviewed, ids.reviewed)).state).toBe('rejected');
  });
});
