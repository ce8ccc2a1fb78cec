import { sql } from 'kysely';
import { takeBackSeconds } from '../../common/contract/undo.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { given, refused } from '../centre/testing.ts';
import { insertAppeal } from './store/own-appeals.ts';
import { moderationStage, moderatorOf, operatorEverywhere, type ModerationStage } from './testing/moderation-stage.ts';

let stage: ModerationStage;
beforeAll(async () => {
  stage = await moderationStage();
  await stage.addFleet({ key: 'open-fleet' });
  await stage.addFleet({ key: 'other-fleet' });
  await stage.addFleet({ key: 'tiny', target: 10, platformLimit: 10, maximumGroups: 1, reserve: { invited: 100 } });
});
afterAll(() => stage.close());

const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1);
const day = 86_400_000;

describe('an invitation', () => {
  test('is made for seven days and one person when nothing else is said, and its link is answered once', async () => {
    const moderator = await stage.person({ name: '惊蛰', grants: [moderatorOf('open-fleet')] });
    const { invitation, link } = given(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', note: '老朋友' }));
    expect(invitation).toMatchObject({ fleet: 'open-fleet', fleetName: 'Stream 模式', state: 'open', usesGranted: 1, usesLeft: 1, note: '老朋友', createdBy: { name: '惊蛰' } });
    expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBe(7 * day);
    expect(link).toMatch(/^http:\/\/localhost:8080\/i\/[\w-]{43}$/);
    const listed = given(await moderator.ops.listGroupInvitations({ fleet: 'open-fleet' }));
    expect(JSON.stringify(listed)).not.toContain(tokenOf(link));
    const { rows } = await sql<{ row: string }>`select invitation::text as row from invitation`.execute(stage.ground.database);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
  });

  test('says to who holds its link where it leads and who made it, and lets them in with its priority', async () => {
    const moderator = await stage.person({ name: '惊蛰', grants: [moderatorOf('open-fleet')] });
    const { invitation, link } = given(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', priority: 'invited', uses: 3 }));
    const guest = await stage.person({ name: '白露' });
    expect(given(await guest.ops.readGroupInvitation({ token: tokenOf(link) }))).toMatchObject({ fleet: 'open-fleet', topicName: 'Stream 模式', priority: 'invited', by: '惊蛰', personal: false });
    const applied = given(await guest.ops.applyToFleet({ fleet: 'open-fleet', answers: {}, invitation: tokenOf(link) }));
    expect(applied.state).toBe('joined');
    expect(given(await moderator.ops.listGroupInvitationUses({ id: invitation.id })).items).toMatchObject([{ application: applied.id, state: 'joined', person: { id: guest.id, name: '白露' } }]);
    expect(given(await moderator.ops.listGroupInvitations({ state: 'open' })).items.find(({ id }) => id === invitation.id)).toMatchObject({ usesLeft: 2 });
  });

  test('D2: whatever is no token, and a link that is used, over or revoked, are answered alike', async () => {
    const moderator = await stage.person({ grants: [moderatorOf('open-fleet')] });
    const make = async () => given(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', days: 30 }));
    const toRevoke = await make();
    const [revoked, used, live] = [tokenOf(toRevoke.link), tokenOf((await make()).link), tokenOf((await make()).link)];
    expect(given(await moderator.ops.revokeGroupInvitation({ id: toRevoke.invitation.id }))).toMatchObject({ state: 'revoked' });
    given(await (await stage.person()).ops.applyToFleet({ fleet: 'open-fleet', answers: {}, invitation: used }));
    const guest = await stage.person();
    const answers = [];
    for (const token of ['', ' ', null, [], {}, 0, true, undefined, 'x'.repeat(43), live.slice(0, 42), `${live} `, [live], revoked, used, 'a'.repeat(5000)]) answers.push(refused(await guest.ops.readGroupInvitation({ token })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ code: 'not_found' })]));
    expect(given(await guest.ops.readGroupInvitation({ token: live })).fleet).toBe('open-fleet');
    stage.ground.clock.advance(30 * day - 1000);
    expect(given(await guest.ops.readGroupInvitation({ token: live })).fleet).toBe('open-fleet');
    stage.ground.clock.advance(2000);
    expect(refused(await guest.ops.readGroupInvitation({ token: live }))).toEqual({ code: 'not_found' });
    expect(refused(await guest.ops.applyToFleet({ fleet: 'open-fleet', answers: {}, invitation: live })).fields).toMatchObject([{ path: 'invitation' }]);
  });

  test.each([[0, 'days', 'invitation_days'], [31, 'days', 'invitation_days'], [1.5, 'days', 'wrong_type']])('for %d days is refused with the cure', async (days, path, code) => {
    const moderator = await stage.person({ grants: [moderatorOf('open-fleet')] });
    expect(refused(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', days })).fields).toMatchObject([{ path, code }]);
  });

  test('D3: gives no more than its issuer may give, when it is made and when it is used', async () => {
    const moderator = await stage.person({ grants: [moderatorOf('open-fleet')] });
    expect(refused(await moderator.ops.createGroupInvitation({ fleet: 'other-fleet' })).code).toBe('not_found');
    expect(refused(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', priority: 'staff' })).code).toBe('beyond_own_rights');
    const { link } = given(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', priority: 'invited' }));
    const guest = await stage.person();
    given(await guest.ops.readGroupInvitation({ token: tokenOf(link) }));
    await sql`delete from role_grant where person_id = ${moderator.id}`.execute(stage.ground.database);
    expect(refused(await guest.ops.readGroupInvitation({ token: tokenOf(link) })).code).toBe('not_found');
    expect(refused(await guest.ops.applyToFleet({ fleet: 'open-fleet', answers: {}, invitation: tokenOf(link) })).fields).toMatchObject([{ path: 'invitation' }]);
  });

  test('D3: a personal one is for who has proven the account, and for nobody who only claims it', async () => {
    const moderator = await stage.person({ grants: [moderatorOf('open-fleet')] });
    const invite = async (account: string) => tokenOf(given(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', account: { kind: 'email', account } })).link);
    const token = await invite('Chunfen@Example.com');
    expect(refused(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', uses: 2, account: { kind: 'email', account: 'a@example.com' } })).fields).toMatchObject([{ path: 'uses', code: 'personal_once' }]);
    const claimant = await stage.person({ email: 'chunfen@example.com', proven: false });
    expect(given(await claimant.ops.readGroupInvitation({ token }))).toMatchObject({ personal: true, forYou: false });
    expect(refused(await claimant.ops.applyToFleet({ fleet: 'open-fleet', answers: {}, invitation: token })).fields).toMatchObject([{ path: 'invitation' }]);
    const owner = await stage.person({ email: 'chunfen@example.com' });
    expect(given(await owner.ops.readGroupInvitation({ token }))).toMatchObject({ forYou: true });
    expect(given(await owner.ops.applyToFleet({ fleet: 'open-fleet', answers: {}, invitation: token })).state).toBe('joined');
  });

  test('D13: of fifty people who use a single-use link at once, one gets in by it', async () => {
    const moderator = await stage.person({ grants: [moderatorOf('open-fleet')] });
    const { invitation, link } = given(await moderator.ops.createGroupInvitation({ fleet: 'open-fleet', priority: 'invited' }));
    const guests = [];
    for (let count = 0; count < 50; count += 1) guests.push(await stage.person());
    const answers = await Promise.all(guests.map(({ ops }) => ops.applyToFleet({ fleet: 'open-fleet', answers: {}, invitation: tokenOf(link) })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(given(await moderator.ops.listGroupInvitations({ state: 'used_up', limit: 100 })).items.find(({ id }) => id === invitation.id)).toMatchObject({ usesLeft: 0 });
    expect(given(await moderator.ops.listGroupInvitationUses({ id: invitation.id })).items).toHaveLength(1);
  });

  test('gets its use back when the application is rejected, and gives it to the next', async () => {
    await stage.addFleet({ key: 'reviewed', admission: { review: true } });
    const moderator = await stage.person({ grants: [moderatorOf('reviewed')] });
    const token = tokenOf(given(await moderator.ops.createGroupInvitation({ fleet: 'reviewed' })).link);
    const [first, second] = [await stage.person(), await stage.person()];
    const { id } = given(await first.ops.applyToFleet({ fleet: 'reviewed', answers: {}, invitation: token }));
    expect(refused(await second.ops.applyToFleet({ fleet: 'reviewed', answers: {}, invitation: token })).fields).toMatchObject([{ path: 'invitation' }]);
    const { revision } = given(await moderator.ops.readApplication({ id }));
    given(await moderator.ops.decideApplication({ id, decision: 'reject', reason: '资料对不上', revision }));
    // Until it can be undone no more, the use is kept.
    expect(refused(await second.ops.applyToFleet({ fleet: 'reviewed', answers: {}, invitation: token })).fields).toMatchObject([{ path: 'invitation' }]);
    await stage.runJobs('tellApplicant');
    expect(given(await second.ops.applyToFleet({ fleet: 'reviewed', answers: {}, invitation: token })).state).toBe('in_review');
  });
});

describe('an invitation whose use came back with a rejection', () => {
  /** Somebody who came by an invitation with priority, was rejected, and appeals. */
  async function rejected(fleet: string) {
    await stage.addFleet({ key: fleet, target: 10, platformLimit: 10, maximumGroups: 1, reserve: { invited: 100 }, admission: { review: true } });
    const moderator = await stage.person({ grants: [moderatorOf(fleet)] });
    const { link, invitation } = given(await moderator.ops.createGroupInvitation({ fleet, priority: 'invited', days: 1 }));
    const guest = await stage.person();
    const { id } = given(await guest.ops.applyToFleet({ fleet, answers: {}, invitation: tokenOf(link) }));
    const decide = async (application: string, decision: 'approve' | 'reject') => given(await moderator.ops.decideApplication({ id: application, decision, revision: given(await moderator.ops.readApplication({ id: application })).revision }));
    await decide(id, 'reject');
    await stage.runJobs('tellApplicant');
    await insertAppeal(stage.ground.database, id, '请再看一下', stage.ground.clock.now());
    const grant = async () => given(await moderator.ops.answerAppeal({ id: given(await moderator.ops.listAppeals({ fleet })).items[0]?.id ?? '', grant: true, answer: '弄错了' }));
    const left = async () => given(await moderator.ops.listGroupInvitations({ fleet })).items.find((one) => one.id === invitation.id)?.usesLeft;
    return { moderator, id, token: tokenOf(link), grant, left, decide };
  }

  test('is used again when an appeal is granted, also after its end, and nobody else gets in by it', async () => {
    const { id, token, grant, left, moderator } = await rejected('appealed');
    stage.ground.clock.advance(2 * 86_400_000);
    expect(await left()).toBe(1);
    await grant();
    expect(await left()).toBe(0);
    expect(given(await moderator.ops.readApplication({ id }))).toMatchObject({ state: 'in_review', priority: 'invited' });
    expect(refused(await (await stage.person()).ops.applyToFleet({ fleet: 'appealed', answers: {}, invitation: token })).fields).toMatchObject([{ path: 'invitation' }]);
  });

  test('and was had by somebody else since gives no priority any more: no more get in by it than it has uses', async () => {
    const { id, token, grant, left, moderator, decide } = await rejected('oversold');
    const second = given(await (await stage.person()).ops.applyToFleet({ fleet: 'oversold', answers: {}, invitation: token }));
    await grant();
    expect(await left()).toBe(0);
    expect(given(await moderator.ops.readApplication({ id })).priority).toBeUndefined();
    for (let count = 0; count < 8; count += 1) given(await stage.root.addFleetMember({ fleet: 'oversold', person: (await stage.person()).id }));
    expect([(await decide(second.id, 'approve')).state, (await decide(id, 'approve')).state]).toEqual(['joined', 'waitlisted']);
  });
});

describe('asking for a group by its number', () => {
  test('gives that group while it takes people, and the next one after that', async () => {
    await stage.addFleet({ key: 'numbered', target: 10, platformLimit: 10, groups: [{ key: 'first', number: '10001' }, { key: 'second', number: '10002' }] });
    const apply = async () => {
      const applicant = await stage.person();
      const { id } = given(await applicant.ops.applyToFleet({ fleet: 'numbered', answers: {}, entrance: 'number', group: 'first' }));
      const { rows } = await sql<{ key: string }>`select fleet_group.key from application join fleet_group on fleet_group.id = application.group_id where application.id = ${id} and entrance = 'number'`.execute(stage.ground.database);
      return rows[0]?.key;
    };
    const groups = [];
    for (let count = 0; count < 9; count += 1) groups.push(await apply());
    expect(groups).toEqual([...Array.from({ length: 8 }, () => 'first'), 'second']);
  });
});

describe('who left by mistake', () => {
  test('returns through the reserve of a frozen fleet, unless they are barred meanwhile', async () => {
    await stage.addFleet({ key: 'frozen', target: 10, platformLimit: 10, maximumGroups: 1, reserve: { returning: 100 } });
    const members = [];
    for (let count = 0; count < 8; count += 1) {
      const member = await stage.person();
      given(await member.ops.applyToFleet({ fleet: 'frozen', answers: {} }));
      members.push(member);
    }
    const [left, barred] = members;
    if (left === undefined || barred === undefined) throw new Error('no members');
    for (const member of [left, barred]) {
      await stage.leave('frozen', member.id);
      expect(given(await (await stage.person()).ops.applyToFleet({ fleet: 'frozen', answers: {} })).state).toMatch(/joined|waitlisted/);
    }
    for (let count = 0; count < 3; count += 1) given(await (await stage.person()).ops.applyToFleet({ fleet: 'frozen', answers: {} }));
    given(await stage.root.banPerson({ person: barred.id, fleet: 'frozen', reason: '广告' }));
    stage.ground.clock.advance((takeBackSeconds + 1) * 1000);
    expect(given(await left.ops.applyToFleet({ fleet: 'frozen', answers: {}, entrance: 'returning' })).state).toBe('joined');
    expect(given(await barred.ops.applyToFleet({ fleet: 'frozen', answers: {}, entrance: 'returning' })).state).toBe('rejected');
    const { rows } = await sql<{ kind: string }>`select kind from seat where person_id = ${left.id} and fleet = 'frozen' and state = 'member'`.execute(stage.ground.database);
    expect(rows).toEqual([{ kind: 'returning' }]);
  });
});

describe('adding somebody directly', () => {
  test('asks nothing, keeps the seats, and answers the same for who is in', async () => {
    const moderator = await stage.person({ grants: [moderatorOf('tiny')] });
    const known = await stage.person();
    const added = given(await moderator.ops.addFleetMember({ fleet: 'tiny', person: known.id }));
    expect(added).toMatchObject({ person: known.id, state: 'joined', already: false, group: { name: 'Stream 模式' } });
    expect(given(await moderator.ops.addFleetMember({ fleet: 'tiny', person: known.id }))).toMatchObject({ application: added.application, already: true });
    for (let count = 0; count < 7; count += 1) given(await moderator.ops.addFleetMember({ fleet: 'tiny', account: { kind: 'email', account: `tiny-${count}@example.com` } }));
    expect(refused(await moderator.ops.addFleetMember({ fleet: 'tiny', account: { kind: 'email', account: 'tiny-more@example.com' } })).fields).toMatchObject([{ code: 'member_no_seat' }]);
    expect(refused(await moderator.ops.addFleetMember({ fleet: 'tiny', account: { kind: 'email', account: 'tiny-more@example.com' }, priority: 'staff' })).code).toBe('beyond_own_rights');
    expect(given(await moderator.ops.addFleetMember({ fleet: 'tiny', account: { kind: 'email', account: 'tiny-more@example.com' }, priority: 'invited' }))).toMatchObject({ state: 'joined' });
    const { rows } = await sql<{ entry: string }>`select person_id as entry from identity where canonical = 'tiny-more@example.com'`.execute(stage.ground.database);
    expect(rows).toHaveLength(1);
  });

  test('refuses who is barred, by what they have proven', async () => {
    const operator = await stage.person({ grants: [operatorEverywhere] });
    const barred = await stage.person({ email: 'barred@example.com' });
    given(await operator.ops.banPerson({ person: barred.id, reason: '多次发广告' }));
    expect(refused(await operator.ops.addFleetMember({ fleet: 'other-fleet', person: barred.id })).fields).toMatchObject([{ code: 'member_barred' }]);
    expect(refused(await operator.ops.addFleetMember({ fleet: 'other-fleet', account: { kind: 'email', account: 'Barred@example.com' } })).fields).toMatchObject([{ code: 'member_barred' }]);
  });

  test.each([[{}], [{ person: '0197a000-0000-7000-8000-000000000001', account: { kind: 'email' as const, account: 'x@example.com' } }]])('asks for one person (%j)', async (who) => {
    expect(refused(await stage.root.addFleetMember({ fleet: 'open-fleet', ...who })).fields).toMatchObject([{ path: 'person', code: 'person_or_account' }]);
  });
});
