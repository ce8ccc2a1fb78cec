import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, callBy, commandLine, testParts } from '../../test/harness/operations.ts';
import { callerFor, listAuditEntries, type Actor, type Grant } from '../platform/index.ts';
import { createOperatorCommands, findOwner, grantsOf } from './index.ts';
import { centre, operatorOfCentre, peopleGround, valueOf } from './testing.ts';

let people: Awaited<ReturnType<typeof peopleGround>>;
let chunhua: Actor;
let chunhuaId = '';
const fleets = [{ key: 'main' }, { key: 'cafe' }];
const main = { kind: 'fleet', key: 'main' } as const;

beforeAll(async () => {
  const snapshot = { revision: '1', example: null, centre: { fleets } };
  people = await peopleGround({ reader: { current: () => snapshot, refresh: async () => false, onChange: () => () => undefined, show: () => undefined } as never });
  chunhuaId = await people.add('春华', { grants: [operatorOfCentre], proves: ['chunhua@example.com'] });
});
afterAll(() => people.ground.close());
beforeEach(async () => {
  people.ground.clock.advance(3600_000);
  chunhua = await people.actorFor(chunhuaId);
});

const as = (actor: Actor) => people.as(actor);
const person = (actor: Actor) => (actor.kind === 'person' ? actor : { id: '', name: '' });

describe('roles', () => {
  test('a role holds at once, and a lost one ends the sessions that had it', async () => {
    const id = await people.add('秋实');
    const session = await people.signIn(id);
    await valueOf(as(chunhua).grantRole({ id, role: 'moderator', scope: main }));
    expect(await session.actor()).toMatchObject({ grants: [{ role: 'moderator', scope: main }] });
    expect(await as(chunhua).grantRole({ id, role: 'moderator', scope: { kind: 'fleet', key: 'nowhere' } })).toMatchObject({ refusal: { code: 'invalid_input', fields: [{ path: 'scope', code: 'unknown_scope' }] } });
    people.ground.clock.advance(1000);
    expect(await valueOf(as(chunhua).revokeRole({ id, role: 'moderator', scope: main }))).toEqual({ id, grants: [] });
    expect(await session.actor()).toMatchObject({ kind: 'anonymous' });
    expect((await listAuditEntries(people.ground.database, { subjectKind: 'person', subjectKey: id }, 5)).map(({ operation }) => operation)).toEqual(['revokeRole', 'grantRole']);
  });

  test('D3: an operator of a fleet gives roles there, and sees who holds one there; nowhere else', async () => {
    const boss = await people.actorFor(await people.add('立冬', { grants: [{ role: 'operator', scope: main }] }));
    const id = await people.add('立夏');
    expect(await as(boss).grantRole({ id, role: 'moderator', scope: main })).toMatchObject({ ok: true });
    for (const scope of [centre, { kind: 'fleet', key: 'cafe' }, { kind: 'team', key: 'night' }] as const) expect(await as(boss).grantRole({ id, role: 'agent', scope })).toEqual({ ok: false, refusal: { code: 'not_found' } });
    expect((await valueOf(as(boss).listStaff({}))).items.map(({ name }) => name).toSorted()).toEqual(['立冬', '立夏']);
    expect(await as(boss).listPersons({})).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await as(boss).revokeRole({ id, role: 'moderator', scope: main })).toMatchObject({ ok: true });
    await valueOf(as(chunhua).revokeRole({ id: person(boss).id, role: 'operator', scope: main }));
  });

  test('the last operator can neither lose the role nor be shut out nor merged into who is shut out', async () => {
    expect(await as(chunhua).revokeRole({ id: chunhuaId, ...operatorOfCentre })).toMatchObject({ refusal: { code: 'last_operator' } });
    const { revision } = await valueOf(as(chunhua).readPerson({ id: chunhuaId }));
    expect(await as(chunhua).disablePerson({ id: chunhuaId, revision })).toMatchObject({ refusal: { code: 'last_operator' } });
    const shut = await people.add('关门');
    await valueOf(as(chunhua).disablePerson({ id: shut, revision: 1 }));
    expect(await as(chunhua).mergePersons({ id: shut, other: chunhuaId })).toMatchObject({ refusal: { code: 'last_operator' } });
  });

  test('of operators who remove each other at the same moment, one stays', async () => {
    const ids = [chunhuaId, ...(await Promise.all(['甲', '乙', '丙'].map((name) => people.add(name, { grants: [operatorOfCentre] }))))];
    const actors = await Promise.all(ids.map((id) => people.actorFor(id)));
    const facts = new Map(await Promise.all(ids.map(async (id) => [id, (await valueOf(as(chunhua).readPerson({ id }))).revision] as const)));
    const answers = await Promise.all(ids.map((id, index) => (index % 2 === 0 ? as(actors[index] ?? chunhua).revokeRole({ id, ...operatorOfCentre }) : as(actors[index] ?? chunhua).disablePerson({ id, revision: facts.get(id) ?? 0 }))));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'last_operator' } });
    const left = callerFor(people.ground, people.operations, callBy(commandLine));
    const { revision } = await valueOf(left.readPerson({ id: chunhuaId }));
    if (revision !== facts.get(chunhuaId)) await left.enablePerson({ id: chunhuaId, revision });
    await valueOf(left.grantRole({ id: chunhuaId, ...operatorOfCentre }));
  });

  test('roles are explained by what gives them', async () => {
    const id = await people.add('白露', { grants: [{ role: 'agent', scope: centre }, { role: 'moderator', scope: main }] });
    const { items } = await valueOf(as(chunhua).explainRights({ id }));
    expect(items.find(({ permission }) => permission === 'people.read')).toEqual({ permission: 'people.read', where: 'everywhere', because: [{ role: 'agent', scope: centre }] });
    expect(items.find(({ permission }) => permission === 'centre.edit')).toEqual({ permission: 'centre.edit', where: [], because: [] });
  });
});

describe('teams', () => {
  test('are added, renamed, set aside and taken up again; a team set aside takes nobody', async () => {
    const name = { 'zh-CN': '夜班', en: 'Night' };
    expect(await valueOf(as(chunhua).createTeam({ key: 'night', name }))).toMatchObject({ key: 'night', members: 0, revision: 1 });
    expect(await as(chunhua).createTeam({ key: 'night', name })).toMatchObject({ refusal: { code: 'already_exists' } });
    const renamed = await valueOf(as(chunhua).renameTeam({ key: 'night', name: '夜班组', revision: 1 }));
    expect(await as(chunhua).renameTeam({ key: 'night', name: '旧', revision: 1 })).toMatchObject({ refusal: { code: 'stale_revision' } });
    const archived = await valueOf(as(chunhua).archiveTeam({ key: 'night', revision: renamed.revision }));
    const id = await people.add('处暑');
    const grant = { id, role: 'agent', scope: { kind: 'team', key: 'night' } } as const;
    expect(await as(chunhua).grantRole(grant)).toMatchObject({ refusal: { code: 'invalid_input' } });
    await valueOf(as(chunhua).restoreTeam({ key: 'night', revision: archived.revision }));
    await valueOf(as(chunhua).grantRole(grant));
    expect((await valueOf(as(chunhua).listTeams({}))).items).toMatchObject([{ key: 'night', name: '夜班组', members: 1 }]);
  });
});

describe('the policy for staff', () => {
  test('a second factor that is asked for makes roles rest until there is one, on live sessions too', async () => {
    const id = await people.add('小暑', { grants: [{ role: 'agent', scope: centre }] });
    const session = await people.signIn(id);
    const { revision, own } = await valueOf(as(chunhua).readStaffPolicy({}));
    expect(own).toBe(false);
    const changed = await valueOf(as(chunhua).updateStaffPolicy({ secondFactorRequired: true, revision }));
    expect(await session.actor()).toMatchObject({ held: 'second_factor' });
    expect(await as(await session.actor()).listPersons({})).toMatchObject({ refusal: { code: 'second_factor_required' } });
    await valueOf(as(commandLine).updateStaffPolicy({ secondFactorRequired: false, revision: changed.revision }));
    expect(await as(await session.actor()).listPersons({})).toMatchObject({ ok: true });
  });
});

describe('invitations', () => {
  const agent: Grant = { role: 'agent', scope: centre };
  const invite = async (email: string, more: { grants?: Grant[]; days?: number } = {}) => {
    const invitation = await valueOf(as(chunhua).inviteStaff({ email, grants: [agent], ...more }));
    return { ...invitation, ...(await people.lastMail()) };
  };
  const accept = (token: string, actor: Actor = anonymous) => as(actor).acceptInvitation({ token, name: '新人' });

  test('go by mail only: neither the answer, the list nor the history has the link', async () => {
    const { id, token, recipient, text } = await invite('Xin.Ren@example.com');
    expect(recipient).toBe('Xin.Ren@example.com');
    expect(text).toContain('春华');
    const everything = JSON.stringify([await as(chunhua).listInvitations({}), await listAuditEntries(people.ground.database, { subjectKey: id }, 5)]);
    expect(token).toHaveLength(43);
    expect(everything).not.toContain(token);
  });

  test('let somebody new in, with the address proven and the roles given', async () => {
    const { token, id } = await invite('new@example.com');
    expect(await valueOf(as(anonymous).readInvitation({ token }))).toMatchObject({ email: 'new@example.com', by: '春华', needs: 'name', grants: [agent] });
    const { started, name } = await valueOf(accept(token));
    expect({ name, token: started?.token.length }).toEqual({ name: '新人', token: 43 });
    const owner = await findOwner(people.ground.database, people.accountFor('new@example.com'));
    expect(await grantsOf(people.ground.database, owner?.personId ?? '')).toEqual([agent]);
    expect((await valueOf(as(chunhua).listInvitations({ state: 'accepted' }))).items).toMatchObject([{ id, acceptedBy: { id: owner?.personId } }]);
  });

  test.each([[''], [' '], ['x'.repeat(43)], ['null'], ['[]']])('D2: the token “%s” opens nothing', async (token) => {
    expect(await as(anonymous).readInvitation({ token })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await accept(token)).toMatchObject({ refusal: { code: 'not_found' } });
  });

  test.each([[null], [[]], [{}], [7], [undefined]])('D2: the token %j is no token', async (token) => {
    expect(await as(anonymous).acceptInvitation({ token: token as never, name: 'x' })).toMatchObject({ refusal: { code: 'invalid_input' } });
  });

  test.each([1, 7, 30])('D2: one for %i days ends a second after them', async (days) => {
    const { token } = await invite(`days${days}@example.com`, { days });
    people.ground.clock.advance(days * 24 * 3600_000 + 1000);
    expect(await as(anonymous).readInvitation({ token })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await accept(token)).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await valueOf(as(commandLine).listInvitations({ state: 'expired', limit: 1 }))).items).toMatchObject([{ state: 'expired' }]);
  });

  test('are listed page by page for who manages one place, however many there are for others between', async () => {
    const boss = await people.actorFor(await people.add('立冬', { grants: [{ role: 'operator', scope: main }] }));
    const ofMain = { role: 'agent', scope: main } as const;
    const mine: string[] = [];
    for (let count = 0; count < 3; count++) {
      mine.unshift((await invite(`main${count}@example.com`, { grants: [ofMain] })).id);
      for (const [at, grants] of [[agent], [{ role: 'agent' as const, scope: { kind: 'fleet' as const, key: 'cafe' } }], [ofMain, agent]].entries()) await invite(`other${count}-${at}@example.com`, { grants });
    }
    const pages: string[][] = [];
    for (let cursor: string | undefined; ;) {
      const { items, next } = await valueOf(as(boss).listInvitations({ state: 'open', limit: 2, ...(cursor === undefined ? {} : { cursor }) }));
      pages.push(items.map(({ id }) => id));
      if (next === undefined) break;
      cursor = next;
    }
    expect(pages).toEqual([mine.slice(0, 2), mine.slice(2)]);
  });

  test.each([0, 31, 1e9])('hold 1–30 days, not %i', async (days) => {
    expect(await as(chunhua).inviteStaff({ email: 'x@example.com', grants: [agent], days })).toMatchObject({ refusal: { code: 'invalid_input', fields: [{ path: 'days' }] } });
  });

  test('D2, D13: of fifty who redeem one at the same time one succeeds, and nobody after', async () => {
    const { token } = await invite('fifty@example.com');
    const answers = await Promise.all(Array.from({ length: 50 }, () => accept(token, { kind: 'system', name: 'test' })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await accept(token)).toMatchObject({ refusal: { code: 'not_found' } });
    const { rows } = await people.ground.open.pool.query<{ count: string }>("select count(*) from identity where canonical = 'fifty@example.com'");
    expect(rows).toEqual([{ count: '1' }]);
  });

  test('D3: somebody with an account signs in first; signed in as another, they are refused; as themselves, they get the roles', async () => {
    const id = await people.add('老手', { proves: ['veteran@example.com'] });
    const { token } = await invite('Veteran@example.com');
    expect(await valueOf(as(anonymous).readInvitation({ token }))).toMatchObject({ needs: 'sign_in', name: '老手' });
    expect(await accept(token)).toMatchObject({ refusal: { code: 'sign_in_required' } });
    const other = await people.actorFor(await people.add('别人', { claims: ['veteran@example.com'] }));
    expect(await accept(token, other)).toMatchObject({ refusal: { code: 'invitation_for_another' } });
    expect(await valueOf(accept(token, await people.actorFor(id)))).toEqual({ name: '老手' });
    expect(await grantsOf(people.ground.database, id)).toEqual([agent]);
  });

  test('D3: give no more than their issuer may give when they are redeemed', async () => {
    const issuer = await people.add('短命', { grants: [operatorOfCentre] });
    const actor = await people.actorFor(issuer);
    await valueOf(as(actor).inviteStaff({ email: 'late@example.com', grants: [operatorOfCentre] }));
    const { token } = await people.lastMail();
    await valueOf(as(chunhua).revokeRole({ id: issuer, ...operatorOfCentre }));
    expect(await accept(token)).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await findOwner(people.ground.database, people.accountFor('late@example.com'))).toBeUndefined();
    const fleetBoss = await people.actorFor(await people.add('群主', { grants: [{ role: 'operator', scope: main }] }));
    expect(await as(fleetBoss).inviteStaff({ email: 'x@example.com', grants: [operatorOfCentre] })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await as(fleetBoss).inviteStaff({ email: 'x@example.com', grants: [{ role: 'moderator', scope: main }] })).toMatchObject({ ok: true });
  });

  test('are revoked for good, and sent again under a new link', async () => {
    const first = await invite('again@example.com');
    people.ground.clock.advance(1000);
    await valueOf(as(chunhua).resendInvitation({ id: first.id }));
    const { token } = await people.lastMail();
    expect(token).not.toBe(first.token);
    expect(await as(anonymous).readInvitation({ token: first.token })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await as(anonymous).readInvitation({ token })).toMatchObject({ ok: true });
    expect(await valueOf(as(chunhua).revokeInvitation({ id: first.id }))).toMatchObject({ state: 'revoked' });
    expect(await accept(token)).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await as(chunhua).resendInvitation({ id: first.id })).toMatchObject({ refusal: { code: 'not_found' } });
  });

  test('of who is shut out let nobody in', async () => {
    const id = await people.add('出局', { proves: ['out@example.com'] });
    const { token } = await invite('out@example.com');
    await valueOf(as(chunhua).disablePerson({ id, revision: 1 }));
    expect(await as(anonymous).readInvitation({ token })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await accept(token)).toMatchObject({ refusal: { code: 'not_found' } });
  });
});

describe('breaking the glass', () => {
  const machine = () => callerFor(people.ground, createOperatorCommands(testParts()), callBy(commandLine));
  const tokenOf = (address: string) => new URL(address).searchParams.get('token') ?? '';

  test('the machine makes an operator and lets them in with a link, once and within the hour', async () => {
    const added = await valueOf(machine().addOperator({ email: 'rescue@example.com', name: '救援' }));
    expect(added).toMatchObject({ name: '救援', created: true, added: true });
    people.ground.clock.advance(1000);
    const answers = await Promise.all(Array.from({ length: 10 }, () => as(anonymous).acceptInvitation({ token: tokenOf(added.address) })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const late = await valueOf(machine().addOperator({ email: 'Rescue@example.com' }));
    expect(late).toMatchObject({ id: added.id, created: false, added: false });
    people.ground.clock.advance(3600_000 + 1000);
    expect(await as(anonymous).acceptInvitation({ token: tokenOf(late.address) })).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await valueOf(machine().listOperators({}))).items.map(({ name }) => name)).toContain('救援');
    expect((await listAuditEntries(people.ground.database, { subjectKind: 'person', subjectKey: added.id }, 9)).at(-1)).toMatchObject({ operation: 'addOperator', actor: { kind: 'system', name: 'command line' } });
  });

  test('D1: whoever only claims the address gains nothing by it', async () => {
    const stranger = await people.add('冒名', { claims: ['boss@example.com'] });
    const added = await valueOf(machine().addOperator({ email: 'boss@example.com' }));
    expect(added.id).not.toBe(stranger);
    expect(await grantsOf(people.ground.database, stranger)).toEqual([]);
  });

  test('an operator who only claims their address is found, not doubled', async () => {
    const first = await people.add('首位', { grants: [operatorOfCentre], claims: ['first@example.com'] });
    expect(await valueOf(machine().addOperator({ email: 'first@example.com' }))).toMatchObject({ id: first, created: false, added: false });
  });
});
