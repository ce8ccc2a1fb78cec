import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callBy, commandLine, testParts } from '../../test/harness/operations.ts';
import type { Fleet, GroupEntry } from '../../common/contract/fleet.ts';
import { given, refused } from '../centre/testing.ts';
import { createOrganisationsOperations } from '../organisations/index.ts';
import { callerFor, newId, silentLog } from '../platform/index.ts';
import { groupsSubscriber } from './subscriber.ts';
import { groupsStage, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
let organisation = '';
const start = new Date('2026-11-18T02:00:00Z');
beforeAll(async () => {
  stage = await groupsStage();
  const organisations = callerFor(stage.ground, createOrganisationsOperations(testParts({ reader: stage.reader })), callBy(commandLine));
  organisation = given(await organisations.createOrganisation({ name: '春风科技' })).id;
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.ground.clock.set(start);
  await stage.ground.open.pool.query('delete from organisation_certificate');
});

let made = 0;
const fleet = async (entry: Partial<Fleet>) => (await stage.addFleet({ key: `big-${(made += 1)}`, ...entry })).entry.key;
const certify = (until = '2026-12-31') => stage.ground.open.pool.query("insert into organisation_certificate (id, organisation_id, issuer, number, valid_until, file_id, file_name, file_type, file_size, state, submitted_at, decided_at) values ($1, $2, '市场监管局', 'A1', $4, $3, 'a.pdf', 'application/pdf', '10', 'verified', now(), now())", [newId(), organisation, newId(), until]);
const standing = async (key: string) => given(await stage.ops.readFleetStanding({ fleet: key })).groups;
const limits = async (key: string) => (await standing(key)).map(({ lines, uncertified = false }) => [lines.limit, uncertified]);
/** What groups hear of a certificate. */
const hear = async (name: string) => stage.ground.database.transaction().execute((db) =>
  groupsSubscriber(testParts({ reader: stage.reader })).handle({ id: newId(), position: '1', name, subject: newId(), data: { organisation }, occurredAt: stage.ground.clock.now() }, db, { now: stage.ground.clock.now(), log: silentLog, publish: async (...events) => events.forEach((event) => stage.ground.checkEvent?.(event)), afterCommit: () => undefined }));

const superGroup: GroupEntry = { key: 'one', size: 'super', organisation: '春风科技' };

describe('whatever way a super group comes, without a checked certificate it holds what an ordinary one does, and says so', () => {
  test('a fleet that is made with one', async () => {
    expect(await limits(await fleet({ groups: [superGroup] }))).toEqual([[500, true]]);
    await certify();
    expect(await limits(await fleet({ groups: [superGroup] }))).toEqual([[2000, false]]);
  });

  test('a fleet of super groups, also without a word about the organisation', async () => {
    expect(await limits(await fleet({ size: 'super', target: 1800, groups: [{ key: 'one' }] }))).toEqual([[500, true]]);
    await certify();
    expect(await limits(await fleet({ size: 'super', target: 1800, groups: [{ key: 'one' }] }))).toEqual([[500, true]]);
    expect(await limits(await fleet({ size: 'super', target: 1800, organisation: '春风科技', groups: [{ key: 'one' }] }))).toEqual([[2000, false]]);
  });

  test('a fleet that is changed', async () => {
    const key = await fleet({ groups: [{ key: 'one' }] });
    await stage.changeFleet(key, (entry) => ({ ...entry, size: 'super', organisation: '春风科技' }));
    expect(await limits(key)).toEqual([[500, true]]);
    await certify();
    await stage.changeFleet(key, (entry) => ({ ...entry, target: 1900 }));
    expect(await limits(key)).toEqual([[2000, false]]);
    await stage.changeFleet(key, ({ size: _size, ...entry }) => entry);
    expect(await limits(key)).toEqual([[1900, false]]);
  });

  test('a file that is laid over the centre', async () => {
    const key = await fleet({ groups: [{ key: 'one' }] });
    const file = `format: 1\nfleets:\n  - key: ${key}\n    topic: stream\n    platform: web\n    app: web\n    groups:\n      - key: one\n        size: super\n        organisation: 春风科技\n`;
    given(await stage.centre.ops.importCentre({ text: file }));
    expect(await limits(key)).toEqual([[500, true]]);
  });

  test('the next group, which is opened by itself', async () => {
    const lines = { size: 'super', divertAt: 1, freezeAt: 2 } as const;
    const fill = async (key: string, heads: number) => {
      for (let count = 0; count < heads; count += 1) await stage.join(key, await stage.person());
      return limits(key);
    };
    expect(await fill(await fleet({ ...lines, groups: [superGroup] }), 6)).toEqual([[500, true], [500, true]]);
    await certify('2026-11-18');
    expect(await fill(await fleet({ ...lines, target: 500, groups: [superGroup] }), 6), 'the certificate is that of one group').toEqual([[2000, false], [500, true]]);
    const key = await fleet({ ...lines, target: 500, organisation: '春风科技', groups: [{ key: 'one' }] });
    expect(await fill(key, 6)).toEqual([[2000, false], [2000, false]]);
    stage.ground.clock.set(new Date('2026-11-19T02:00:00Z'));
    expect(await fill(key, 1)).toEqual([[500, true], [500, true]]);
  });
});

test('what a certificate carries follows it: found right, ended, taken away; the history says why', async () => {
  const key = await fleet({ groups: [superGroup] });
  await certify('2026-11-18');
  await hear('certificate.verified');
  expect(await limits(key)).toEqual([[2000, false]]);
  stage.ground.clock.set(new Date('2026-11-19T02:00:00Z'));
  await hear('certificate.expired');
  expect(await limits(key)).toEqual([[500, true]]);
  const told = given(await stage.ops.listGroupHistory({ fleet: key })).items.filter(({ what }) => what === 'limit_changed').map(({ reason, facts }) => [reason, facts['limit']]);
  expect(told).toEqual([['certificate_missing', 500], ['certificate_valid', 2000]]);
});

test('whatever else is said of a group whose certificate has ended can be changed', async () => {
  const key = await fleet({ groups: [superGroup] });
  const [group] = await standing(key);
  const changed = given(await stage.ops.updateGroup({ group: group?.id ?? '', revision: group?.revision ?? 0, changes: { note: '周末没人答' } }));
  expect(changed.entry.note).toBe('周末没人答');
  expect(refused(await stage.ops.updateGroup({ group: changed.id, revision: changed.revision, changes: { organisation: '别的公司' } })).fields).toMatchObject([{ code: 'organisation_unknown' }]);
});

describe('a cross-company group holds 500 and no more', () => {
  test.each([[{ target: 900 }, 'target'], [{ target: 400, platformLimit: 501 }, 'platformLimit']] as const)('%j is refused with the field and the most', async (lines, field) => {
    const { code, fields } = refused(await stage.centre.ops.createFleet({ entry: { key: 'cross', topic: 'stream', platform: 'web', app: 'web', size: 'cross_company', ...lines } }));
    expect([code, fields]).toEqual(['invalid_input', [{ path: `entry.${field}`, code: 'cross_company_limit', parameters: { maximum: 500 } }]]);
  });

  test('also one in a fleet of larger ones', async () => {
    expect(await limits(await fleet({ target: 900, platformLimit: 1000, groups: [{ key: 'one', size: 'cross_company' }] }))).toEqual([[500, false]]);
  });
});
