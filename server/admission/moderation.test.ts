import { sql } from 'kysely';
import { takeBackSeconds } from '../../common/contract/undo.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { given, refused } from '../centre/testing.ts';
import { personsLike } from '../people/index.ts';
import { moderationStage, moderatorOf, operatorEverywhere, type ModerationStage } from './testing/moderation-stage.ts';

let stage: ModerationStage;
type Person = Awaited<ReturnType<ModerationStage['person']>>;
let moderator: Person;
let colleague: Person;
let stranger: Person;
beforeAll(async () => {
  stage = await moderationStage();
  await stage.addFleet({ key: 'reviewed', admission: { review: true, checks: [{ kind: 'question', question: '为什么想来', review: true, whenWrong: 'reject_and_count' }] } });
  await stage.addFleet({ key: 'elsewhere', admission: { review: true } });
  await stage.addFleet({ key: 'small', target: 5, platformLimit: 5, maximumGroups: 1, admission: { review: true } });
  moderator = await stage.person({ name: '惊蛰', grants: [moderatorOf('reviewed'), moderatorOf('small')] });
  colleague = await stage.person({ name: '清明', grants: [moderatorOf('reviewed')] });
  stranger = await stage.person({ name: '寒露', grants: [moderatorOf('elsewhere')] });
});
afterAll(() => stage.close());

const apply = async (fleet = 'reviewed', name = '谷雨') => {
  stage.ground.clock.advance(1000);
  const applicant = await stage.person({ name });
  const { id, state } = given(await applicant.ops.applyToFleet({ fleet, answers: { question: '想学' } }));
  expect(state).toBe('in_review');
  return { ...applicant, application: id };
};
const revisionOf = async (id: string) => given(await stage.root.readApplication({ id })).revision;
const decide = async (who: Person, id: string, decision: 'approve' | 'reject' | 'waitlist', more = {}) => who.ops.decideApplication({ id, decision, revision: await revisionOf(id), ...more });

describe('a priority', () => {
  test('is given by who may give it: staff by whoever manages staff in the fleet', async () => {
    const applicant = await apply();
    expect(refused(await decide(moderator, applicant.application, 'approve', { priority: 'staff' })).code).toBe('beyond_own_rights');
    expect(given(await stage.root.readApplication({ id: applicant.application })).state).toBe('in_review');
    const operator = await stage.person({ name: '立夏', grants: [{ role: 'operator', scope: { kind: 'fleet', key: 'reviewed' } }] });
    expect(given(await decide(operator, applicant.application, 'approve', { priority: 'staff' }))).toMatchObject({ state: 'joined' });
    const other = await apply();
    expect(given(await decide(moderator, other.application, 'approve', { priority: 'contributor' }))).toMatchObject({ state: 'joined' });
  });
});

describe('ways in beside the usual one', () => {
  const two = { key: 'two-terms', target: 20, platformLimit: 20, admission: { review: true }, groups: [{ key: 'first', intake: 'frozen' as const }, { key: 'second' }] };
  const applyFor = async (fleet: string, group?: string) => {
    stage.ground.clock.advance(1000);
    const applicant = await stage.person();
    return given(await applicant.ops.applyToFleet({ fleet, answers: {}, ...(group === undefined ? {} : { group }) })).id;
  };

  test('lead into the frozen group that was asked for, each within what is left of its share, and only by what the reader may give', async () => {
    await stage.addFleet(two);
    const owner = await stage.person({ name: '立秋', grants: [moderatorOf('two-terms')] });
    const id = await applyFor('two-terms', 'first');
    const evidence = given(await owner.ops.readApplication({ id }));
    const [first, second] = ['立春-Stream 模式', '雨水-Stream 模式'];
    expect(evidence).toMatchObject({ wanted: first, landing: { group: second, fromReserve: false, waiting: 0 } });
    expect(evidence.priorities).toEqual([{ kind: 'contributor', group: first, fromReserve: true, left: 2 }, { kind: 'invited', group: first, fromReserve: true, left: 1 }, { kind: 'returning', group: first, fromReserve: true, left: 1 }]);
    expect(given(await decide(owner, id, 'approve', { priority: 'contributor' })).state).toBe('joined');
    expect(given(await owner.ops.readApplication({ id: await applyFor('two-terms', 'first') })).priorities).toMatchObject([{ kind: 'contributor', group: first, left: 1 }, { kind: 'invited', left: 1 }, { kind: 'returning', left: 1 }]);
    expect(given(await owner.ops.readApplication({ id: await applyFor('two-terms') })).priorities).toEqual([]);
  });

  test('lead past those who wait, and in where nothing is free', async () => {
    await stage.addFleet({ key: 'full-house', target: 5, platformLimit: 5, maximumGroups: 1, admission: { review: true } });
    const owner = await stage.person({ name: '立秋', grants: [moderatorOf('full-house')] });
    for (let count = 0; count < 4; count += 1) given(await decide(owner, await applyFor('full-house'), 'approve'));
    const waiting = await applyFor('full-house');
    expect(given(await owner.ops.readApplication({ id: waiting }))).toMatchObject({ landing: { fromReserve: false, waiting: 0 }, priorities: [{ kind: 'contributor', left: 1 }] });
    expect(given(await decide(owner, waiting, 'approve')).state).toBe('waitlisted');
    expect(refused(await decide(owner, waiting, 'approve')).code).toBe('no_seats');
    const later = await applyFor('full-house');
    expect(given(await owner.ops.readApplication({ id: later })).landing).toMatchObject({ waiting: 1 });
    expect(given(await decide(owner, waiting, 'approve', { priority: 'contributor' })).state).toBe('joined');
    expect(given(await owner.ops.readApplication({ id: later }))).toMatchObject({ landing: { waiting: 0 }, priorities: [] });
  });
});

describe('the queue', () => {
  test('shows a moderator what waits in their fleets, oldest first, with what stands in the way', async () => {
    const [first, second] = [await apply(), await apply()];
    await apply('elsewhere');
    const { items } = given(await moderator.ops.listApplications({}));
    expect(items.every(({ fleet }) => fleet === 'reviewed')).toBe(true);
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([first.application, second.application]));
    expect(items[0]).toMatchObject({ fleetName: 'Stream 模式', name: '谷雨', state: 'in_review', entrance: 'link', open: [{ check: 'question', effect: 'review' }] });
    expect(given(await moderator.ops.readWaiting({})).items.map(({ fleet }) => fleet)).toEqual(['reviewed']);
    expect(given(await stranger.ops.listApplications({})).items.every(({ fleet }) => fleet === 'elsewhere')).toBe(true);
    expect(given(await stranger.ops.listApplications({ fleet: 'reviewed' })).items).toEqual([]);
  });

  test('is narrowed before it is paged: every page is full, and nothing comes twice', async () => {
    for (let count = 0; count < 7; count += 1) await apply(count % 2 === 0 ? 'reviewed' : 'elsewhere');
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = given(await moderator.ops.listApplications({ limit: 2, ...(cursor === undefined ? {} : { cursor }) }));
      pages.push(page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(pages.slice(0, -1).every((page) => page.length === 2)).toBe(true);
    const seen = pages.flat();
    expect(new Set(seen).size).toBe(seen.length);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from application where state = 'in_review' and fleet in ('reviewed', 'small')`.execute(stage.ground.database);
    expect(seen).toHaveLength(rows[0]?.count ?? 0);
  });

  test('shows a waitlist in the order in which its seats are offered, page by page, one fleet after the other', async () => {
    for (const key of ['line-one', 'line-two']) await stage.addFleet({ key, admission: { review: true } });
    const keeper = await stage.person({ grants: [moderatorOf('line-one'), moderatorOf('line-two')] });
    const applied: { fleet: string; id: string }[] = [];
    for (const fleet of ['line-two', 'line-one', 'line-one', 'line-one', 'line-two']) applied.push({ fleet, id: (await apply(fleet)).application });
    for (const { id } of applied.toReversed()) given(await decide(keeper, id, 'waitlist'));
    const shown: { id: string; fleet: string; position: number | undefined }[] = [];
    let cursor: string | undefined;
    do {
      const page = given(await keeper.ops.listApplications({ state: 'waitlisted', limit: 2, ...(cursor === undefined ? {} : { cursor }) }));
      shown.push(...page.items.map(({ id, fleet, position }) => ({ id, fleet, position })));
      cursor = page.next;
    } while (cursor !== undefined);
    const inLine = (fleet: string) => applied.toReversed().filter((one) => one.fleet === fleet).map(({ id }, index) => ({ id, fleet, position: index + 1 }));
    expect(shown).toEqual([...inLine('line-one'), ...inLine('line-two')]);
    const { next } = given(await moderator.ops.listApplications({ limit: 1 }));
    expect(refused(await keeper.ops.listApplications({ state: 'waitlisted', cursor: next ?? '' })).fields).toMatchObject([{ path: 'cursor' }]);
  });

  test('finds an applicant by name and by what they answered', async () => {
    const { application } = await apply('reviewed', '芒种一号');
    expect(given(await moderator.ops.listApplications({ search: '芒种' })).items.map(({ id }) => id)).toEqual([application]);
    expect(given(await moderator.ops.listApplications({ search: '100%没有' })).items).toEqual([]);
  });

  test.each(['question', 'readings', 'uidUnreachable', 'true', '{', '"', ':', ','])('finds nobody by “%s”, which is how answers are kept and nothing that they said', async (search) => {
    const applicant = await stage.person({ name: '寒露' });
    given(await applicant.ops.applyToFleet({ fleet: 'reviewed', answers: { question: '想学', readings: ['before-you-join'], uidUnreachable: true } }));
    expect(given(await moderator.ops.listApplications({ search })).items).toEqual([]);
    expect(given(await moderator.ops.listApplications({ search: '想学' })).items.length).toBeGreaterThan(0);
  });

  test('is found by a name that hundreds bear who never applied', async () => {
    const { application } = await apply('reviewed', '霜降');
    for (let number = 0; number < 60; number += 1) await stage.person({ name: `霜降${number}` });
    expect(await personsLike(stage.ground.database, '霜降')).toBe('many');
    expect(given(await moderator.ops.listApplications({ search: '霜降' })).items.map(({ id }) => id)).toEqual([application]);
  });

  test('shows an application with its evidence, and nothing of another moderator’s fleets', async () => {
    const applicant = await apply();
    const elsewhere = given(await applicant.ops.applyToFleet({ fleet: 'elsewhere', answers: {} }));
    const evidence = given(await moderator.ops.readApplication({ id: applicant.application }));
    expect(evidence).toMatchObject({
      person: { id: applicant.id, name: '谷雨', accounts: [{ kind: 'email', shown: applicant.email, proven: true }] }, answers: { question: '想学' }, earlier: [], siblings: [], strikes: { counted: 0, chances: 3, items: [] }, landing: { group: 'Stream 模式', fromReserve: false, waiting: 0 }, priorities: [],
    });
    expect(evidence.findings.find(({ check }) => check === 'question')?.text).toBe('回答需要你看一看。');
    expect(JSON.stringify(evidence)).not.toContain(elsewhere.id);
    expect(refused(await stranger.ops.readApplication({ id: applicant.application })).code).toBe('not_found');
    expect(refused(await moderator.ops.readApplication({ id: elsewhere.id })).code).toBe('not_found');
    expect(given(await stage.root.readApplication({ id: applicant.application })).earlier).toMatchObject([{ id: elsewhere.id }]);
  });
});

describe('taking an application on', () => {
  test('holds for ten minutes, for one moderator of those who try at once', async () => {
    const { application: id } = await apply();
    const [one, other] = await Promise.all([moderator.ops.claimApplication({ id }), colleague.ops.claimApplication({ id })]);
    const [first, second] = [given(one), given(other)];
    expect([first.mine, second.mine].filter(Boolean)).toHaveLength(1);
    expect(first.claimedBy?.id).toBe(second.claimedBy?.id);
    const [holder, late] = first.mine ? [moderator, colleague] : [colleague, moderator];
    expect(given(await late.ops.releaseApplication({ id })).mine).toBe(false);
    stage.ground.clock.advance(10 * 60_000 - 1);
    expect(given(await late.ops.claimApplication({ id })).mine).toBe(false);
    stage.ground.clock.advance(1);
    expect(given(await late.ops.claimApplication({ id })).mine).toBe(true);
    expect(given(await holder.ops.claimApplication({ id })).mine).toBe(false);
    expect(given(await late.ops.releaseApplication({ id })).claimedBy).toBeUndefined();
    expect(refused(await stranger.ops.claimApplication({ id })).code).toBe('not_found');
  });
});

describe('deciding', () => {
  test('approves into a seat, and answers the first decision to who decides later', async () => {
    const { application: id } = await apply();
    expect(given(await decide(moderator, id, 'approve'))).toMatchObject({ state: 'joined', decision: 'approved', repeated: false });
    expect(given(await decide(colleague, id, 'reject'))).toMatchObject({ state: 'joined', decision: 'approved', repeated: true });
    expect(refused(await stranger.ops.decideApplication({ id, decision: 'approve', revision: 1 })).code).toBe('not_found');
  });

  test('with what was on the screen when the application has changed since is refused', async () => {
    const { application: id } = await apply();
    expect(refused(await moderator.ops.decideApplication({ id, decision: 'approve', revision: 99 })).code).toBe('stale_revision');
  });

  test('tells a moderator, and not the applicant, that the applicant has a seat already', async () => {
    const applicant = await apply();
    given(await decide(moderator, applicant.application, 'approve'));
    const { rows } = await sql<{ id: string }>`select id from seat where person_id = ${applicant.id}`.execute(stage.ground.database);
    const [{ id: seat } = { id: '' }] = rows;
    given(await stage.root.removeGroupMember({ seat }));
    const { id: application, state } = given(await applicant.ops.applyToFleet({ fleet: 'reviewed', answers: { question: '回来了' } }));
    expect(state).toBe('in_review');
    given(await stage.root.returnGroupMember({ seat }));
    expect(refused(await decide(moderator, application, 'approve')).code).toBe('seat_already');
  });

  test('keeps the words of a template as the applicant reads them, also when the template changes later', async () => {
    const { application: id } = await apply();
    given(await decide(moderator, id, 'reject', { template: 'answer-unclear', reason: '可以再来' }));
    given(await stage.root.updateRejectReason({ key: 'answer-unclear', text: '改过的话', revision: 0 }));
    expect(given(await moderator.ops.readApplication({ id })).decisions.at(-1)).toMatchObject({ decision: 'rejected', by: { name: '惊蛰' }, reason: '看不出你想在群里解决什么问题。请写清用的产品和遇到的情况，再重新申请。\n可以再来' });
    const { application: other } = await apply();
    expect(refused(await decide(moderator, other, 'reject', { template: 'no-such' })).fields).toMatchObject([{ path: 'template', code: 'reason_gone' }]);
    expect(given(await moderator.ops.readApplication({ id: other })).state).toBe('in_review');
  });

  test('can be taken back for ten seconds by who decided, with seat and strike', async () => {
    const { application: id } = await apply();
    given(await decide(moderator, id, 'reject', { counts: true }));
    expect(given(await moderator.ops.readApplication({ id }))).toMatchObject({ strikes: { counted: 1 } });
    expect(given(await moderator.ops.readApplication({ id })).undoUntil).toBeDefined();
    expect(given(await colleague.ops.readApplication({ id })).undoUntil).toBeUndefined();
    expect(refused(await colleague.ops.undoDecision({ id })).code).toBe('not_found');
    expect(given(await moderator.ops.undoDecision({ id }))).toEqual({ id, state: 'in_review' });
    expect(given(await moderator.ops.readApplication({ id }))).toMatchObject({ state: 'in_review', strikes: { counted: 0 } });
    given(await decide(moderator, id, 'approve'));
    stage.ground.clock.advance(10_001);
    expect(refused(await moderator.ops.undoDecision({ id })).code).toBe('too_late');
  });

  test('is not taken back over what the applicant did since: they withdrew, or applied again', async () => {
    const withdrawn = await apply();
    given(await decide(moderator, withdrawn.application, 'waitlist'));
    given(await withdrawn.ops.withdrawApplication({ application: withdrawn.application }));
    expect(refused(await moderator.ops.undoDecision({ id: withdrawn.application })).code).toBe('too_late');
    expect(given(await moderator.ops.readApplication({ id: withdrawn.application })).state).toBe('withdrawn');
    const again = await apply();
    given(await decide(moderator, again.application, 'reject', { counts: true }));
    expect(given(await again.ops.applyToFleet({ fleet: 'reviewed', answers: { question: '想学' } })).created).toBe(true);
    expect(refused(await moderator.ops.undoDecision({ id: again.application })).code).toBe('too_late');
    expect(given(await moderator.ops.readApplication({ id: again.application }))).toMatchObject({ state: 'rejected', strikes: { counted: 1 } });
  });

  test('about many has an outcome for each: what cannot be done leaves nothing behind and hinders none', async () => {
    const [one, two, foreign] = [await apply(), await apply(), await apply('elsewhere')];
    const items = [{ id: one.application, revision: 1 }, { id: foreign.application, revision: 1 }, { id: two.application, revision: 99 }, { id: '0197a000-0000-7000-8000-000000000001', revision: 1 }];
    const { items: outcomes } = given(await moderator.ops.decideApplications({ decision: 'approve', items }));
    expect(outcomes.map(({ done, problem }) => done?.state ?? problem?.code)).toEqual(['joined', 'not_found', 'stale_revision', 'not_found']);
    expect(given(await moderator.ops.readApplication({ id: two.application })).state).toBe('in_review');
    expect(given(await stranger.ops.readApplication({ id: foreign.application })).state).toBe('in_review');
    expect(given(await moderator.ops.undoDecisions({ ids: [one.application, two.application] })).items.map(({ done, problem }) => done?.state ?? problem?.code)).toEqual(['in_review', 'not_found']);
  });

  test('about many never gives more seats than there are', async () => {
    const waiting = [];
    for (let count = 0; count < 6; count += 1) waiting.push(await apply('small'));
    const outcomes = given(await moderator.ops.decideApplications({ decision: 'approve', items: waiting.map(({ application: id }) => ({ id, revision: 1 })) })).items;
    expect(outcomes.map(({ done }) => done?.state)).toEqual(['joined', 'joined', 'joined', 'joined', 'waitlisted', 'waitlisted']);
    expect(given(await moderator.ops.listApplications({ fleet: 'small', state: 'waitlisted' })).items.map(({ position }) => position)).toEqual([1, 2]);
  });
});

describe('reasons for rejecting', () => {
  test('come with the program, and each centre and fleet adds its own', async () => {
    const before = given(await moderator.ops.listRejectReasons({ fleet: 'reviewed' })).items;
    expect(before.length).toBeGreaterThanOrEqual(5);
    expect(given(await moderator.ops.createRejectReason({ key: 'no-time', fleet: 'reviewed', text: { 'zh-CN': '本周名额用完了。', en: 'No more this week.' } }))).toMatchObject({ builtIn: false, revision: 1 });
    expect(refused(await moderator.ops.createRejectReason({ key: 'for-all', text: '不行' })).code).toBe('not_found');
    expect(refused(await moderator.ops.createRejectReason({ key: 'no-time', fleet: 'reviewed', text: '不行' })).code).toBe('already_exists');
    given(await stage.root.createRejectReason({ key: 'for-all', text: '都不行' }));
    expect(given(await moderator.ops.listRejectReasons({ fleet: 'reviewed' })).items.map(({ key }) => key)).toEqual(expect.arrayContaining(['no-time', 'for-all']));
    expect(given(await stranger.ops.listRejectReasons({})).items.map(({ key }) => key)).not.toContain('no-time');
    expect(refused(await stranger.ops.archiveRejectReason({ key: 'no-time' })).code).toBe('not_found');
    given(await stage.root.archiveRejectReason({ key: 'advertising' }));
    expect(given(await moderator.ops.listRejectReasons({ fleet: 'reviewed' })).items.map(({ key }) => key)).not.toContain('advertising');
    given(await stage.root.restoreRejectReason({ key: 'advertising' }));
    expect(given(await moderator.ops.listRejectReasons({ fleet: 'reviewed' })).items.map(({ key }) => key)).toContain('advertising');
  });
});

describe('whom one means', () => {
  test('is found by a part of the name or an account among those who applied to one’s fleets, and nobody else is', async () => {
    const [here, there] = [await apply('reviewed', '处暑一号'), await apply('elsewhere', '处暑二号')];
    expect(given(await moderator.ops.listApplicants({ search: '处暑' }))).toEqual({ items: [{ id: here.id, name: '处暑一号', accounts: [here.email] }], more: false });
    expect(given(await moderator.ops.listApplicants({ search: there.email })).items).toEqual([]);
    expect(given(await stage.root.listApplicants({ search: '处暑' })).items.map(({ id }) => id)).toEqual([there.id, here.id]);
    expect(given(await moderator.ops.listApplicants({ person: here.id })).items).toHaveLength(1);
    expect(given(await moderator.ops.listApplicants({ person: there.id })).items).toEqual([]);
    expect(given(await moderator.ops.listApplicants({})).items).toEqual([]);
  });
});

describe('strikes, bars and appeals', () => {
  test('a strike is lifted with its reason, once, by who moderates the fleet', async () => {
    const { application: id, id: person } = await apply();
    given(await decide(moderator, id, 'reject', { counts: true }));
    const [strike] = given(await moderator.ops.listStrikes({ person })).items;
    expect(strike).toMatchObject({ fleet: 'reviewed', person: { id: person }, counted: 1 });
    expect(given(await stranger.ops.listStrikes({ person })).items).toEqual([]);
    expect(refused(await stranger.ops.liftStrike({ id: strike?.id ?? '', reason: 'x' })).code).toBe('not_found');
    expect(given(await moderator.ops.liftStrike({ id: strike?.id ?? '', reason: '误判' }))).toMatchObject({ counted: 0, lifted: { by: { name: '惊蛰' }, reason: '误判' } });
    expect(given(await colleague.ops.liftStrike({ id: strike?.id ?? '', reason: '再来一次' }))).toMatchObject({ lifted: { by: { name: '惊蛰' }, reason: '误判' } });
  });

  test('a moderator bars from their own fleet; a shared list asks for the right in every fleet that goes by it', async () => {
    const person = await stage.person();
    expect(refused(await moderator.ops.banPerson({ person: person.id, reason: '广告' })).code).toBe('beyond_own_rights');
    expect(refused(await moderator.ops.banPerson({ person: person.id, fleet: 'elsewhere', reason: '广告' })).code).toBe('not_found');
    const ban = given(await moderator.ops.banPerson({ person: person.id, fleet: 'reviewed', reason: '广告', until: '2027-01-01T00:00:00Z' }));
    expect(ban).toMatchObject({ fleet: 'reviewed', inForce: true, person: { id: person.id } });
    stage.ground.clock.advance((takeBackSeconds + 1) * 1000);
    expect(given(await person.ops.applyToFleet({ fleet: 'reviewed', answers: { question: '想学' } })).state).toBe('rejected');
    expect(given(await person.ops.applyToFleet({ fleet: 'elsewhere', answers: {} })).state).toBe('in_review');
    expect(given(await stranger.ops.listBans({ person: person.id })).items).toEqual([]);
    expect(refused(await stranger.ops.liftBan({ id: ban.id, reason: 'x' })).code).toBe('not_found');
    expect(given(await moderator.ops.liftBan({ id: ban.id, reason: '说清楚了' }))).toMatchObject({ inForce: false, lifted: { reason: '说清楚了' } });
    expect(given(await person.ops.applyToFleet({ fleet: 'reviewed', answers: { question: '想学' } })).state).toBe('in_review');
  });

  test('a bar on the list of the centre holds in every fleet, and its past end is refused', async () => {
    const operator = await stage.person({ grants: [operatorEverywhere] });
    const person = await stage.person();
    expect(refused(await operator.ops.banPerson({ person: person.id, reason: '广告', until: '2020-01-01T00:00:00Z' })).fields).toMatchObject([{ path: 'until', code: 'instant_past' }]);
    given(await operator.ops.banPerson({ person: person.id, reason: '广告' }));
    stage.ground.clock.advance((takeBackSeconds + 1) * 1000);
    for (const fleet of ['elsewhere', 'small']) expect(given(await person.ops.applyToFleet({ fleet, answers: {} })).state).toBe('rejected');
    expect(given(await moderator.ops.listBans({ person: person.id })).items).toMatchObject([{ list: 'centre' }]);
    expect(refused(await moderator.ops.liftBan({ id: given(await moderator.ops.listBans({ person: person.id })).items[0]?.id ?? '', reason: 'x' })).code).toBe('beyond_own_rights');
  });

  test('granting an appeal lifts the strike and opens the application again; declining leaves both', async () => {
    const appeal = async (application: string) => {
      const { rows } = await sql<{ id: string }>`insert into appeal (id, application_id, text, at, state) values (gen_random_uuid(), ${application}, '我就是本人', ${stage.ground.clock.now()}, 'open') returning id`.execute(stage.ground.database);
      return rows[0]?.id ?? '';
    };
    const [first, second] = [await apply(), await apply()];
    for (const { application } of [first, second]) given(await decide(moderator, application, 'reject', { counts: true, reason: '对不上' }));
    const [one, two] = [await appeal(first.application), await appeal(second.application)];
    expect(given(await moderator.ops.listAppeals({})).items.find(({ id }) => id === one)).toMatchObject({ fleet: 'reviewed', text: '我就是本人', rejectedBecause: '对不上', state: 'open' });
    expect(given(await stranger.ops.listAppeals({})).items).toEqual([]);
    expect(refused(await stranger.ops.answerAppeal({ id: one, grant: true, answer: 'x' })).code).toBe('not_found');
    expect(given(await moderator.ops.answerAppeal({ id: one, grant: true, answer: '核对过了' }))).toMatchObject({ state: 'granted', handled: { by: { name: '惊蛰' }, answer: '核对过了' } });
    expect(given(await moderator.ops.readApplication({ id: first.application }))).toMatchObject({ state: 'in_review', strikes: { counted: 0 } });
    expect(given(await colleague.ops.answerAppeal({ id: one, grant: false, answer: '不行' }))).toMatchObject({ state: 'granted', handled: { answer: '核对过了' } });
    expect(given(await moderator.ops.answerAppeal({ id: two, grant: false, answer: '证据不足' }))).toMatchObject({ state: 'declined' });
    expect(given(await moderator.ops.readApplication({ id: second.application }))).toMatchObject({ state: 'rejected', strikes: { counted: 1 } });
  });
});
