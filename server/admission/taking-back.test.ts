import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeBackSeconds } from '../../common/contract/undo.ts';
import { given, refused } from '../centre/testing.ts';
import { moderationStage, moderatorOf, type ModerationStage } from './testing/moderation-stage.ts';

let stage: ModerationStage;
type Person = Awaited<ReturnType<ModerationStage['person']>>;
let moderator: Person;
let colleague: Person;
beforeAll(async () => {
  stage = await moderationStage();
  await stage.addFleet({ key: 'reviewed', admission: { review: true } });
  moderator = await stage.person({ name: '惊蛰', grants: [moderatorOf('reviewed')] });
  colleague = await stage.person({ name: '清明', grants: [moderatorOf('reviewed')] });
});
afterAll(() => stage.close());

const late = () => stage.ground.clock.advance(takeBackSeconds * 1000 + 1);
const stateOf = async (id: string) => given(await stage.root.readApplication({ id })).state;
/** Somebody whose rejection counted, and who appealed. */
async function appealed() {
  stage.ground.clock.advance(1000);
  const applicant = await stage.person();
  const { id: application } = given(await applicant.ops.applyToFleet({ fleet: 'reviewed', answers: {} }));
  given(await moderator.ops.decideApplication({ id: application, decision: 'reject', counts: true, reason: '对不上', revision: 1 }));
  given(await applicant.ops.appealDecision({ application, text: '我就是本人' }));
  const [appeal] = given(await moderator.ops.listAppeals({})).items.filter((one) => one.application === application);
  const [strike] = given(await moderator.ops.listStrikes({ person: applicant.id })).items;
  return { ...applicant, application, appeal: appeal?.id ?? '', strike: strike?.id ?? '' };
}
const mails = async () => (await sql<{ count: number }>`select count(*)::int as count from mail where kind like 'application.appeal%'`.execute(stage.ground.database)).rows[0]?.count ?? 0;

describe('a revoked invitation', () => {
  test('works again by the same link, as far as it had run out, by whoever may give what it gives', async () => {
    const { link, invitation } = given(await colleague.ops.createGroupInvitation({ fleet: 'reviewed', uses: 2 }));
    const token = link.split('/').at(-1) ?? '';
    given(await moderator.ops.revokeGroupInvitation({ id: invitation.id }));
    expect(refused(await moderator.ops.readGroupInvitation({ token })).code).toBe('not_found');
    expect(given(await moderator.ops.restoreGroupInvitation({ id: invitation.id }))).toMatchObject({ state: 'open', usesLeft: 2 });
    expect(given(await moderator.ops.readGroupInvitation({ token }))).toMatchObject({ fleet: 'reviewed' });
    expect(stage.names().filter((name) => name.startsWith('invitation.'))).toEqual(['invitation.created', 'invitation.revoked', 'invitation.restored']);
    const staff = given(await stage.root.createGroupInvitation({ fleet: 'reviewed', priority: 'staff' })).invitation.id;
    given(await moderator.ops.revokeGroupInvitation({ id: staff }));
    expect(refused(await moderator.ops.restoreGroupInvitation({ id: staff })).code).toBe('beyond_own_rights');
    expect(given(await stage.root.restoreGroupInvitation({ id: staff })).state).toBe('open');
  });
});

describe('a strike that was lifted', () => {
  test('counts again when its lifting is taken back at once, by who lifted it', async () => {
    const { strike, application } = await appealed();
    given(await moderator.ops.liftStrike({ id: strike, reason: '看错了' }));
    expect(refused(await colleague.ops.renewStrike({ id: strike })).code).toBe('too_late');
    expect(given(await moderator.ops.renewStrike({ id: strike })).lifted).toBeUndefined();
    expect(given(await stage.root.readApplication({ id: application })).strikes.counted).toBe(1);
    given(await moderator.ops.liftStrike({ id: strike, reason: '看错了' }));
    late();
    expect(refused(await moderator.ops.renewStrike({ id: strike })).code).toBe('too_late');
    expect(given(await stage.root.readApplication({ id: application })).strikes.counted).toBe(0);
  });
});

describe('a ban that was lifted', () => {
  test('is in force again when its lifting is taken back at once, by who lifted it', async () => {
    const barred = await stage.person();
    const { id } = given(await moderator.ops.banPerson({ person: barred.id, fleet: 'reviewed', reason: '骗钱' }));
    late();
    const applies = async () => given(await barred.ops.applyToFleet({ fleet: 'reviewed', answers: {} })).state;
    given(await moderator.ops.liftBan({ id, reason: '弄错了' }));
    expect(refused(await colleague.ops.renewBan({ id })).code).toBe('too_late');
    expect(given(await moderator.ops.renewBan({ id }))).toMatchObject({ inForce: true });
    expect(stage.names().filter((name) => name.startsWith('ban.'))).toEqual(['ban.added', 'ban.lifted', 'ban.added']);
    expect(await applies()).toBe('rejected');
    given(await moderator.ops.liftBan({ id, reason: '弄错了' }));
    late();
    expect(refused(await moderator.ops.renewBan({ id })).code).toBe('too_late');
    expect(await applies()).toBe('in_review');
  });
});

describe('the answer to an appeal', () => {
  test('is told to nobody before it can be taken back no more, and then once', async () => {
    const before = await mails();
    const { appeal, strike, application } = await appealed();
    given(await moderator.ops.answerAppeal({ id: appeal, grant: true, answer: '核对过了' }));
    expect(await stateOf(application)).toBe('in_review');
    expect(refused(await colleague.ops.undoAppealAnswer({ id: appeal })).code).toBe('too_late');
    expect(given(await moderator.ops.undoAppealAnswer({ id: appeal }))).toMatchObject({ state: 'open' });
    expect(await stateOf(application)).toBe('rejected');
    expect(given(await moderator.ops.listStrikes({ person: given(await stage.root.readApplication({ id: application })).person?.id ?? '' })).items).toMatchObject([{ id: strike, counted: 1 }]);
    await stage.runJobs('tellAppealed');
    expect(await mails()).toBe(before);
    stage.ground.clock.advance(1000);
    given(await moderator.ops.answerAppeal({ id: appeal, grant: false, answer: '还是不行' }));
    late();
    await stage.runJobs('tellAppealed');
    expect(await mails()).toBe(before + 1);
    expect(refused(await moderator.ops.undoAppealAnswer({ id: appeal })).code).toBe('too_late');
  });

  test('is not taken back once somebody looks at the application again, decided it, or its applicant withdrew', async () => {
    const [claimed, decided, withdrawn] = [await appealed(), await appealed(), await appealed()];
    for (const { appeal } of [claimed, decided, withdrawn]) given(await moderator.ops.answerAppeal({ id: appeal, grant: true, answer: '核对过了' }));
    given(await colleague.ops.claimApplication({ id: claimed.application }));
    given(await colleague.ops.decideApplication({ id: decided.application, decision: 'approve', revision: given(await stage.root.readApplication({ id: decided.application })).revision }));
    given(await withdrawn.ops.withdrawApplication({ application: withdrawn.application }));
    for (const { appeal } of [claimed, decided, withdrawn]) expect(refused(await moderator.ops.undoAppealAnswer({ id: appeal })).code).toBe('too_late');
    expect([await stateOf(claimed.application), await stateOf(decided.application), await stateOf(withdrawn.application)]).toEqual(['in_review', 'joined', 'withdrawn']);
    const back = given(await colleague.ops.releaseApplication({ id: claimed.application }));
    expect(back.claimedBy).toBeUndefined();
    expect(given(await moderator.ops.undoAppealAnswer({ id: claimed.appeal })).state).toBe('open');
  });
});
