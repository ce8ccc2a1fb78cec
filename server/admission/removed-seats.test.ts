import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeBackSeconds } from '../../common/contract/undo.ts';
import { given, refused } from '../centre/testing.ts';
import { tellRemovedSeat, type TellRemoved } from '../groups/actions/remove-member.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
  await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', target: 3, platformLimit: 3, freezeAt: 100, divertAt: 50, maximumGroups: 1, groups: [{ key: 'qq-one', number: '100001' }] });
});
afterEach(() => stage.close());

/** Somebody for whom a seat is held, with the code by which they get in. */
async function promised() {
  const person = await stage.person();
  const { id } = given(await person.ops.applyToFleet({ fleet: 'qq', answers: {} }));
  await stage.settle();
  const { rows } = await stage.ground.open.pool.query<{ id: string; expires_at: Date }>("select id, expires_at from seat where person_id = $1 and state = 'reserved'", [person.id]);
  const status = async () => given(await person.ops.readApplicationStatus({ application: id }));
  return { person, id, seat: rows[0]?.id ?? '', until: rows[0]?.expires_at, status, mails: async () => (await stage.mails()).filter(({ recipient }) => recipient === person.email).map(({ subject }) => subject) };
}
/** Some seconds go by, with what happens then. */
const later = async (seconds = takeBackSeconds + 1) => {
  await stage.settle();
  stage.ground.clock.advance(seconds * 1000);
  if (seconds <= takeBackSeconds) return;
  for (const { job, data } of stage.ground.enqueued.splice(0)) if (job === 'tellRemovedSeat') await stage.ground.database.transaction().execute((db) => tellRemovedSeat(stage.doing(db), data as TellRemoved));
  await stage.settle();
};

describe('a held seat that a moderator takes away', () => {
  test('and gives back at once is held as it was, until the same time and for the same application, and nobody is written to', async () => {
    const { id, seat, until, status, mails, person } = await promised();
    const [before, written] = [await status(), await mails()];
    expect(before).toMatchObject({ state: 'approved', may: { confirm: true } });
    given(await stage.root.removeGroupMember({ seat }));
    await later(2);
    expect(given(await stage.root.returnGroupMember({ seat }))).toMatchObject({ id: seat, state: 'reserved', expiresAt: until?.toISOString() });
    await later();
    expect([await status(), await mails()]).toEqual([before, written]);
    expect(given(await person.ops.confirmJoined({ application: id })).state).toBe('joined');
    expect(await stage.count('seat'), 'no second one').toBe(1);
  });

  test('is told to whom it was held for once it can be given back no more, and not before', async () => {
    const { seat, status, mails } = await promised();
    const written = (await mails()).length;
    given(await stage.root.removeGroupMember({ seat }));
    await later(2);
    expect((await mails()).length).toBe(written);
    await later();
    expect([(await status()).state, (await mails()).length]).toEqual(['expired', written + 1]);
    expect(refused(await stage.root.returnGroupMember({ seat })).code).toBe('too_late');
    expect(await stage.count('seat', "state <> 'ended'")).toBe(0);
  });

  test('is not given back when its time is over, or somebody else has it', async () => {
    const { seat, until } = await promised();
    stage.ground.clock.set(new Date((until?.getTime() ?? 0) - 2000));
    given(await stage.root.removeGroupMember({ seat }));
    stage.ground.clock.advance(3000);
    expect(refused(await stage.root.returnGroupMember({ seat })).code).toBe('too_late');
    const [other, ...rest] = [await promised(), await promised(), await promised()];
    const waiting = await stage.person();
    given(await waiting.ops.applyToFleet({ fleet: 'qq', answers: {} }));
    given(await stage.root.removeGroupMember({ seat: other.seat }));
    await stage.settle();
    expect(refused(await stage.root.returnGroupMember({ seat: other.seat })).code).toBe('no_seat_left');
    expect(await stage.count('seat', "state = 'reserved'")).toBe(rest.length + 1);
  });
});
