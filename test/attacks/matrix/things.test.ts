import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../../server/platform/index.ts';
import { startTestServer } from '../../harness/server.ts';
import { insertKey } from './actors.ts';
import { absentOf, ask, forAll, hasRight, inputFor, ownership, reachesAll, rowHashes } from './things-ask.ts';
import { namingFields, withField } from './things-fields.ts';
import { kinds } from './things-kinds.ts';
import { namedByCentre } from './things-named-centre.ts';
import { namedByAdmission } from './things-named-admission.ts';
import { namedByGroups } from './things-named-groups.ts';
import { namedByPeopleAndPrograms, type Named } from './things-named.ts';
import { createWorld, type Member, type World } from './things-world.ts';

const named: Readonly<Record<string, Named>> = { ...namedByPeopleAndPrograms, ...namedByCentre, ...namedByAdmission, ...namedByGroups };
let world: World;
let reader: Member;

beforeAll(async () => {
  const centre = await startTestServer();
  world = await createWorld(centre);
  const { boss } = world.cast;
  // A key does no more than its permissions, also for what its owner's roles reach.
  reader = { ...boss, name: 'a key that reads people only', grants: [], headers: (await insertKey(centre, boss.id, ['people.read'])).headers };
});
afterAll(() => world.centre.close());

const operationOf = (name: string) => world.centre.app.operations[name as keyof typeof world.centre.app.operations] as Operation;
const listed = () => Object.entries(named).filter(([name]) => operationOf(name) !== undefined).map(([name, one]) => ({ operation: operationOf(name), one }));

describe('C1: every operation that names a thing', () => {
  test('is listed by hand with what it names, in its path and in its input, and no other is', () => {
    const found = Object.fromEntries((Object.values(world.centre.app.operations) as Operation[]).map((operation) => [operation.name, namingFields(operation)] as const).filter(([, fields]) => fields.length > 0));
    expect(Object.fromEntries(Object.entries(named).map(([name, { fields }]) => [name, Object.keys(fields).toSorted()]))).toEqual(found);
  });

  test('answers who may not do it the same for a thing that is there, for one that is not and for nonsense, and changes nothing', async () => {
    const { cast, mine, other } = world;
    const before = await rowHashes(world);
    const wrong: string[] = [];
    let asked = 0;
    for (const { operation, one } of listed()) {
      const inputs = await Promise.all([mine, other, 'absent', 'nonsense'].map((things) => inputFor(world, one, things as typeof mine)));
      await forAll([...Object.values(cast), reader].filter((caller) => (caller === reader ? operation.right !== 'public' && operation.right !== 'signed_in' && operation.right !== 'people.read' : !hasRight(operation, caller))), async (caller) => {
        const verdicts = await Promise.all(inputs.map((input) => ask(world, operation, caller, input)));
        asked += 1;
        if (new Set(verdicts.map(({ shown }) => shown)).size > 1 || verdicts[0]?.status !== 404) wrong.push(`${operation.name}, ${caller.name}: ${verdicts.map(({ shown }) => shown).join(' | ')}`);
      });
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(500);
    expect(await rowHashes(world)).toEqual(before);
  }, 240_000);

  test('of one person or one place answers another owner, and the operator of another place, as if it were not there', async () => {
    const { cast, mine } = world;
    const before = await rowHashes(world);
    const wrong: string[] = [];
    let asked = 0;
    await forAll(listed().filter(({ operation, one }) => ['own', 'place'].includes(ownership(operation, one))), async ({ operation, one }) => {
      const owned = ownership(operation, one);
      const foreign = Object.values(cast).filter((caller) => caller !== cast.owner && hasRight(operation, caller) && !reachesAll(operation, one, owned, caller));
      const [theirs, absent] = [await inputFor(world, one, mine), await inputFor(world, one, 'absent')];
      for (const caller of foreign) {
        const verdicts = [await ask(world, operation, caller, theirs), await ask(world, operation, caller, absent)];
        asked += 1;
        if (verdicts[0]?.shown !== verdicts[1]?.shown || verdicts[0]?.status !== (one.absent ?? 404)) wrong.push(`${operation.name}, ${caller.name}: ${verdicts.map(({ shown }) => shown).join(' | ')}`);
      }
    });
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(30);
    expect(await rowHashes(world)).toEqual(before);
  }, 120_000);

  test('knows nothing of a secret that nobody was given', async () => {
    const before = await rowHashes(world);
    for (const { operation, one } of listed().filter(({ operation, one }) => ownership(operation, one) === 'bearer')) {
      const verdicts = await Promise.all([0, 1].map(async () => ask(world, operation, operation.right === 'public' ? { headers: {} } : world.cast.owner, await inputFor(world, one, 'absent'))));
      expect({ operation: operation.name, refused: verdicts.every(({ status }) => status === one.absent || status !== 200), same: verdicts[0]?.shown === verdicts[1]?.shown }).toEqual({ operation: operation.name, refused: true, same: true });
    }
    expect(await rowHashes(world)).toEqual(before);
  });
});

describe('C1, C6: who has the right', () => {
  test('reaches what is there, is told of what is not, and finds nothing of one parent under another', async () => {
    const { cast, mine, other } = world;
    const wrong: string[] = [];
    for (const { operation, one } of listed()) {
      const owned = ownership(operation, one);
      if (owned === 'bearer' || owned === 'word') continue;
      const caller = owned === 'centre' ? cast.boss : cast.owner;
      const input = await inputFor(world, one, mine);
      const expect404 = async (what: string, field: string, value: string) => {
        const verdict = await ask(world, operation, caller, withField(input, field, value));
        const right = one.absent === undefined ? (operation.path.includes(`{${field}}`) ? [404] : operation.method === 'get' ? [200, 404] : [400, 404]) : [one.absent];
        if (!right.includes(verdict.status)) wrong.push(`${operation.name}, ${what} ${field}: ${verdict.shown}`);
        return verdict.shown;
      };
      const fields = Object.entries(one.fields).filter(([field, kind]) => kinds[kind] !== 'word' && !field.startsWith('plan.'));
      for (const [field, kind] of fields) {
        const absent = await expect404('absent', field, absentOf(kind));
        if (fields.length < 2 || field === fields[0]?.[0] || parentless.includes(operation.name) || kind === 'subscriber') continue;
        const elsewhere = await expect404('of another parent', field, other[kind]);
        if (absent !== elsewhere) wrong.push(`${operation.name}: ${field} of another parent reads otherwise than an absent one: ${elsewhere} | ${absent}`);
      }
      const verdict = await ask(world, operation, caller, input);
      if (!(one.found ?? [200]).includes(verdict.status)) wrong.push(`${operation.name}, there: ${verdict.shown}`);
    }
    expect(wrong).toEqual([]);
  }, 240_000);
});

/** Operations that name several things which do not belong to each other. */
const parentless: readonly string[] = ['applyToFleet', 'beginApplication', 'listApplications', 'listStrikes', 'listApplicants', 'listBans', 'banPerson', 'addFleetMember', 'previewMerge', 'mergePersons', 'undoConfirmation', 'listEntitlements', 'grantEntitlement', 'addMember', 'updateMember', 'updateDepartment', ...['Calendar', 'Product', 'Channel', 'ScopeEntry', 'Service', 'Reading', 'Question', 'SafetyNote', 'Contact', 'Topic', 'Fleet'].map((name) => `move${name}`)];
