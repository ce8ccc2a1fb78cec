import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { callBy, testParts } from '../../test/harness/operations.ts';
import { callerFor, type Actor, type PersonalData } from '../platform/index.ts';
import { createPeopleOperations, findOwner, grantsOf, peoplePersonalData } from './index.ts';
import { centre, operatorOfCentre, peopleGround, valueOf } from './testing.ts';

let people: Awaited<ReturnType<typeof peopleGround>>;
let chunhua: Actor;
beforeAll(async () => {
  people = await peopleGround();
  chunhua = await people.actorFor(await people.add('春华', { grants: [operatorOfCentre] }));
});
afterAll(() => people.ground.close());
const ops = () => people.as(chunhua);
const agent = { role: 'agent', scope: centre } as const;

/** Everything that is kept about two persons, for comparing before and after. */
async function everything(ids: readonly string[]): Promise<unknown> {
  const { pool } = people.ground.open;
  const [persons, identities, roles] = await Promise.all([
    pool.query('select id, name, merged_into, disabled_at, search::text from person where id = any($1) order by id', [ids]),
    pool.query('select id, person_id, kind, typed, canonical, proven_at, proven_how from identity where person_id = any($1) order by id', [ids]),
    pool.query('select person_id, role, scope_kind, scope_key from role_grant where person_id = any($1) order by 1, 2, 3, 4', [ids]),
  ]);
  return [persons.rows, identities.rows, roles.rows];
}

describe('merging', () => {
  test('holds the places of both before the roles of operators, so that a busy place keeps nobody from taking a role away', async () => {
    const [kept, gone] = [await people.add('先留下', {}), await people.add('后并入', {})];
    const held: number[] = [];
    // Looks, when the places are taken, how many other locks of the whole centre the transaction holds already.
    const place: PersonalData = {
      ...peoplePersonalData, area: 'places',
      ahead: async () => [{ key: 'fleet:main', take: async (db) => void held.push(Number((await sql<{ count: number }>`select count(*)::int as count from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`.execute(db)).rows[0]?.count)) }],
      move: async () => ({}), moveBack: async () => undefined,
    };
    const operations = createPeopleOperations(testParts({ personalData: [place, peoplePersonalData] }));
    const { merge } = await valueOf(callerFor(people.ground, operations, callBy(chunhua)).mergePersons({ id: kept, other: gone }));
    await valueOf(callerFor(people.ground, operations, callBy(chunhua)).undoMerge({ id: kept, merge }));
    expect(held).toEqual([0, 0]);
  });

  test('says beforehand what moves and what ends, and changes nothing by it', async () => {
    const kept = await people.add('张三', { proves: ['zhang@example.com'], claims: ['both@example.com'] });
    const gone = await people.add('小张', { claims: ['both@example.com', 'old@example.com'], grants: [agent] });
    await people.signIn(gone);
    const before = await everything([kept, gone]);
    const preview = await valueOf(ops().previewMerge({ id: kept, other: gone }));
    expect(preview).toMatchObject({ kept: { name: '张三' }, gone: { name: '小张' }, roles: [agent], sessions: 1, conflicts: ['names_differ', 'same_account_claimed'], rows: [{ area: 'people', count: 2 }] });
    expect(preview.identities.map(({ typed, moves }) => [typed, moves])).toEqual([['both@example.com', false], ['old@example.com', true]]);
    expect(await everything([kept, gone])).toEqual(before);
  });

  test('moves accounts and roles, ends the sessions of both, and leaves an entry that leads to the other', async () => {
    const [kept, gone] = [await people.add('李四', { proves: ['li@example.com'] }), await people.add('老李', { proves: ['laoli@example.com'], grants: [agent] })];
    const sessions = [await people.signIn(kept), await people.signIn(gone)];
    await valueOf(ops().mergePersons({ id: kept, other: gone }));
    expect((await findOwner(people.ground.database, people.accountFor('laoli@example.com')))?.personId).toBe(kept);
    expect(await grantsOf(people.ground.database, kept)).toEqual([agent]);
    for (const session of sessions) expect(await session.actor()).toMatchObject({ kind: 'anonymous' });
    expect(await valueOf(ops().readPerson({ id: gone }))).toMatchObject({ state: 'merged', mergedInto: { id: kept }, identities: [] });
    expect(await valueOf(ops().readPerson({ id: kept }))).toMatchObject({ merged: [{ id: gone, name: '老李' }] });
    expect((await valueOf(ops().listPersons({ search: 'laoli' }))).items.map(({ id }) => id)).toEqual([kept]);
    for (const refused of [ops().mergePersons({ id: kept, other: gone }), ops().mergePersons({ id: kept, other: kept }), ops().disablePerson({ id: gone, revision: 1 }), ops().grantRole({ id: gone, ...agent })]) expect(await refused).toMatchObject({ refusal: { code: 'not_found' } });
  });

  test('what one had proven and the other claimed is proven afterwards', async () => {
    const kept = await people.add('王五', { claims: ['wang@example.com'] });
    const gone = await people.add('五哥');
    const { identity } = await valueOf(ops().addIdentity({ id: gone, kind: 'email', account: 'wang@example.com' }));
    const { pool } = people.ground.open;
    await pool.query("update identity set proven_at = now(), proven_how = 'email_code' where id = $1", [identity]);
    const { merge } = await valueOf(ops().mergePersons({ id: kept, other: gone }));
    expect((await findOwner(people.ground.database, people.accountFor('wang@example.com')))?.personId).toBe(kept);
    await valueOf(ops().undoMerge({ id: kept, merge }));
    expect((await findOwner(people.ground.database, people.accountFor('wang@example.com')))?.personId).toBe(gone);
  });

  test('law: merged and undone, everything is as it was', async () => {
    const address = fc.integer({ min: 1, max: 6 }).map((number) => `law${number}`);
    let round = 0;
    await fc.assert(fc.asyncProperty(fc.uniqueArray(address, { maxLength: 4 }), fc.uniqueArray(address, { maxLength: 4 }), fc.boolean(), fc.boolean(), async (ours, theirs, ourRole, theirRole) => {
      round += 1;
      const mail = (name: string) => `${name}-${round}@example.com`;
      const kept = await people.add(`留${round}`, { claims: ours.map(mail), grants: ourRole ? [agent] : [] });
      const gone = await people.add(`去${round}`, { claims: theirs.map(mail), grants: theirRole ? [agent, { role: 'moderator', scope: centre }] : [] });
      const before = await everything([kept, gone]);
      const { merge } = await valueOf(ops().mergePersons({ id: kept, other: gone }));
      await valueOf(ops().undoMerge({ id: kept, merge }));
      expect(await everything([kept, gone])).toEqual(before);
      expect(await ops().undoMerge({ id: kept, merge })).toMatchObject({ refusal: { code: 'not_found' } });
    }), { numRuns: 25 });
  });

  test('of two operators who merge crosswise at the same moment, one does', async () => {
    const [one, other] = [await people.add('甲'), await people.add('乙')];
    const answers = await Promise.all([ops().mergePersons({ id: one, other }), ops().mergePersons({ id: other, other: one })]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });
});

describe('splitting', () => {
  test('leaves at least one account, and says so', async () => {
    const id = await people.add('两人一号', { proves: ['b-one@example.com', 'b-two@example.com'] });
    const chosen = (await valueOf(ops().readPerson({ id }))).identities.map((identity) => identity.id);
    expect(await ops().splitPerson({ id, identities: chosen, name: '另一位' })).toMatchObject({ refusal: { code: 'invalid_input', fields: [{ path: 'identities', code: 'leave_one_account' }] } });
    expect((await valueOf(ops().readPerson({ id }))).identities).toHaveLength(2);
  });

  test('gives chosen accounts to a new entry, ends the sessions, and can be merged back', async () => {
    const id = await people.add('两人一号', { proves: ['a-one@example.com', 'a-two@example.com'] });
    const session = await people.signIn(id);
    const chosen = (await valueOf(ops().readPerson({ id }))).identities.filter(({ typed }) => typed === 'a-two@example.com').map((identity) => identity.id);
    const { created } = await valueOf(ops().splitPerson({ id, identities: chosen, name: '另一位' }));
    expect((await findOwner(people.ground.database, people.accountFor('a-two@example.com')))?.personId).toBe(created);
    expect(await session.actor()).toMatchObject({ kind: 'anonymous' });
    expect(await ops().splitPerson({ id, identities: chosen, name: '再来' })).toMatchObject({ refusal: { code: 'not_found' } });
    await valueOf(ops().mergePersons({ id, other: created }));
    expect((await findOwner(people.ground.database, people.accountFor('a-two@example.com')))?.personId).toBe(id);
  });
});
