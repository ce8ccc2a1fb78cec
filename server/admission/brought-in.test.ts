import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../centre/testing.ts';
import { runStep } from '../platform/sheets/index.ts';
import { callBy, commandLine } from '../../test/harness/operations.ts';
import { callerFor } from '../platform/index.ts';
import { fleetMemberImporter } from './import/fleet-member-importer.ts';
import { importedMembersSubscriber } from './imported-members.ts';
import { replayCommands } from './operations/policies.ts';
import { silentLog } from '../platform/index.ts';
import { newId } from '../platform/index.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
  await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', target: 10, platformLimit: 10, maximumGroups: 1, groups: [{ key: 'qq-one', number: '10001' }] });
});
afterEach(() => stage.close());

const day = 86_400_000;
const mailsTo = async (address: string) => (await stage.mails()).filter(({ recipient }) => recipient === address);
const groupOf = async (fleet: string) => given(await stage.root.readFleetStanding({ fleet })).groups[0];

/** Brings a list in as the jobs do; the lines as its report has them. */
async function bring(text: string, fleet = 'qq') {
  const { id } = given(await stage.root.previewFleetMemberImport({ fleet, file: { name: 'members.csv', content: Buffer.from(text).toString('base64') } }));
  given(await stage.root.startFleetMemberImport({ fleet, id }));
  const importer = fleetMemberImporter(stage.parts);
  for (let goesOn = true; goesOn; ) goesOn = await stage.ground.database.transaction().execute((db) => runStep({ db, publish: stage.doing(db).publish, audit: async () => undefined }, importer, id, stage.ground.clock.now()));
  await stage.settle();
  const { items } = given(await stage.root.listFleetMemberImportLines({ fleet, id }));
  return { counts: given(await stage.root.readFleetMemberImport({ fleet, id })).counts, lines: items.map(({ verdict, problems }) => [verdict, ...problems.map(({ code }) => code)]) };
}

/** Somebody signs in by an address: whoever a list meant by it is them. */
async function prove(email: string) {
  const owner = await stage.person({ email });
  const hear = importedMembersSubscriber(stage.parts);
  await stage.ground.database.transaction().execute((db) => hear.handle({ id: newId(), position: '1', name: 'people.identity_proven', subject: owner.id, data: {}, occurredAt: stage.ground.clock.now() }, db, { now: stage.ground.clock.now(), log: silentLog, publish: stage.doing(db).publish, afterCommit: () => undefined }));
  return owner;
}

describe('whoever is brought into a group that lives elsewhere', () => {
  test('hears of it at the address of the list, with the code and the link, and has two weeks; then they are in', async () => {
    expect(await bring('姓名,邮箱\n谷雨,guyu@example.com\n')).toMatchObject({ lines: [['create']] });
    const [mail] = await mailsTo('guyu@example.com');
    expect(mail?.subject).toBe('Stream 模式给你留了一个位置');
    expect(mail?.text).toMatch(/管理员请你加入[\s\S]+[A-Z0-9]{4}-[A-Z0-9]{4}[\s\S]+\/applications\/status\?token=[A-Za-z0-9_-]{43}/);
    const token = /token=([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
    stage.ground.clock.advance(13 * day);
    expect(given(await stage.anyone.readApplicationStatus({ application: token }))).toMatchObject({ state: 'approved', seat: { number: '10001' }, may: { confirm: true } });
    expect(given(await stage.anyone.confirmJoined({ application: token })).state).toBe('joined');
    expect(await groupOf('qq')).toMatchObject({ members: 1, reserved: 0 });
  });

  test('and proves the address later has the seat under their own account', async () => {
    await bring('邮箱\nxiaoman@example.com\n');
    stage.ground.clock.advance(2 * day);
    const owner = await prove('xiaoman@example.com');
    const [own] = given(await owner.ops.listOwnApplications({})).items;
    expect(own).toMatchObject({ state: 'approved' });
    expect(given(await owner.ops.confirmJoined({ application: own?.id ?? '' })).state).toBe('joined');
  });

  test('but could not hear of it is not kept, and the report says so with the cure', async () => {
    const { lines, counts } = await bring('姓名,QQ,邮箱\n谷雨,1234567,\n白露,,bailu@example.com\n');
    expect(lines).toEqual([['failed', 'member_unreachable'], ['create']]);
    expect(counts).toMatchObject({ create: 1, failed: 1 });
    expect(await groupOf('qq')).toMatchObject({ members: 0, reserved: 1 });
  });

  test('and is in there already is a member at once, and nobody is written to whose address is not proven', async () => {
    const known = await stage.person({ email: 'lixia@example.com' });
    expect((await bring('姓名,QQ,邮箱,已在群里\n谷雨,1234567,,是\n立夏,,lixia@example.com,Yes\n')).lines).toEqual([['create'], ['create']]);
    expect(await groupOf('qq')).toMatchObject({ members: 2, reserved: 0 });
    expect((await stage.mails()).map(({ recipient }) => recipient)).toEqual(['lixia@example.com']);
    expect((await mailsTo('lixia@example.com'))[0]?.text).toContain('管理员把你加进了');
    expect(given(await known.ops.listOwnApplications({})).items).toMatchObject([{ state: 'joined' }]);
    expect(given(await callerFor(stage.ground, replayCommands, callBy(commandLine)).replayDecisions({}))).toMatchObject({ different: 0 });
  });

  test('and was counted there by hand is one of those heads, also when the group is frozen by them', async () => {
    const group = await groupOf('qq');
    given(await stage.root.enterHeadCount({ group: group?.id ?? '', count: 9 }));
    expect((await bring('姓名,邮箱\n白露,bailu@example.com\n')).lines).toEqual([['failed', 'member_no_seat']]);
    expect((await bring('姓名,QQ,已在群里\n谷雨,1234567,是\n芒种,7654321,是\n')).lines).toEqual([['create'], ['create']]);
    expect(await groupOf('qq')).toMatchObject({ members: 2, others: 7, reserved: 0 });
  });

  test('is told by whoever adds them alone when no address is known, and the answer says that', async () => {
    const add = (input: object) => stage.root.addFleetMember({ fleet: 'qq', ...input });
    expect(given(await add({ account: { kind: 'qq', account: '1234567' } }))).toMatchObject({ state: 'approved', told: false });
    expect(given(await add({ account: { kind: 'email', account: 'bailu@example.com' } }))).toMatchObject({ state: 'approved', told: true });
    expect(given(await add({ account: { kind: 'qq', account: '7654321' }, inside: true }))).toMatchObject({ state: 'joined', told: false });
    await stage.settle();
    expect(await mailsTo('bailu@example.com')).toHaveLength(1);
  });

  test('and for whom a seat is held is in when it is said that they are', async () => {
    await bring('邮箱\nbailu@example.com\nguyu@example.com\n');
    const again = '邮箱,已在群里\nbailu@example.com,是\nguyu@example.com,\n';
    expect((await bring(again)).lines).toEqual([['change'], ['same']]);
    expect(await groupOf('qq')).toMatchObject({ members: 1, reserved: 1 });
    expect((await bring(again)).lines).toEqual([['same'], ['same']]);
    expect(given(await stage.root.addFleetMember({ fleet: 'qq', account: { kind: 'email', account: 'guyu@example.com' }, inside: true }))).toMatchObject({ state: 'joined', already: false });
    await stage.settle();
    expect(await stage.count('application', "state = 'joined'")).toBe(2);
  });

  test('but whoever was barred meanwhile is not in by that word: neither from a list, nor by hand, nor from the list of members', async () => {
    const owner = await stage.person({ email: 'qiufen@example.com' });
    given(await stage.root.addFleetMember({ fleet: 'qq', account: { kind: 'email', account: 'qiufen@example.com' } }));
    given(await stage.root.banPerson({ person: owner.id, fleet: 'qq', reason: '广告' }));
    expect(refused(await stage.root.addFleetMember({ fleet: 'qq', account: { kind: 'email', account: 'qiufen@example.com' }, inside: true }))).toMatchObject({ fields: [{ code: 'member_barred' }] });
    expect((await bring('邮箱,已在群里\nqiufen@example.com,是\n')).lines).toEqual([[expect.stringMatching(/wrong|failed/), 'member_barred']]);
    const { rows } = await stage.ground.open.pool.query<{ id: string }>("select id from seat where person_id = $1 and state = 'reserved'", [owner.id]);
    expect(refused(await stage.root.confirmGroupSeat({ seat: rows[0]?.id ?? '' })).code).toBe('applicant_barred');
    expect(await groupOf('qq')).toMatchObject({ members: 0, reserved: 1 });
  });

  test('a cell that says neither yes nor no is wrong, and says what to write', async () => {
    const shown = given(await stage.root.previewFleetMemberImport({ fleet: 'qq', file: { name: 'members.csv', content: Buffer.from('邮箱,已在群里\na@example.com,也许\nb@example.com,\n').toString('base64') } }));
    const { items } = given(await stage.root.listFleetMemberImportLines({ fleet: 'qq', id: shown.id }));
    expect(items.map(({ verdict, problems }) => [verdict, problems[0]?.code])).toEqual([['wrong', 'yes_or_no'], ['create', undefined]]);
  });

  test('is written to at no address that somebody else merely claims', async () => {
    const claimant = await stage.person({ email: 'claimed@example.com', proven: false });
    given(await stage.root.addFleetMember({ fleet: 'qq', person: claimant.id }));
    await stage.settle();
    expect(await mailsTo('claimed@example.com')).toEqual([]);
    expect(refused(await stage.anyone.readApplicationStatus({ application: 'A'.repeat(43) })).code).toBe('not_found');
  });
});
