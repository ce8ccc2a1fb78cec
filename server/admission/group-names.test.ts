import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GroupEntry } from '../../common/contract/fleet.ts';
import { anonymous, callBy } from '../../test/harness/operations.ts';
import { given } from '../centre/testing.ts';
import { createChannelsOperations, nothingHeld, nothingMeasured } from '../channels/index.ts';
import { groupsOfFleet } from '../groups/index.ts';
import { callerFor } from '../platform/index.ts';
import { groupNames } from './group-names.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeAll(async () => {
  stage = await admissionStage();
});
afterAll(() => stage.close());

/** What a group is called in every place that names groups; a place that does not show it is left out. */
async function calledEverywhere(fleet: string, key: string): Promise<Record<string, string>> {
  const { ground, reader, anyone, root } = stage;
  const channels = callerFor(ground, createChannelsOperations({ reader, statistics: nothingMeasured, entitlementsOf: nothingHeld }), callBy(anonymous));
  const [join] = given(await anyone.readJoinPage({ name: fleet })).fleets;
  const strip = given(await anyone.readJoinStrip({})).items.find((one) => one.key === fleet);
  const standing = given(await root.readFleetStanding({ fleet }));
  const settings = { ...given(await stage.ops.readFleet({ key: fleet })).entry, topicName: { 'zh-CN': 'Stream 模式', en: 'Stream mode' } };
  const id = (await groupsOfFleet(ground.database, settings, 'all')).find((group) => group.key === key)?.id ?? '';
  const support = given(await channels.readSupportPage({})).topics.flatMap(({ fleets }) => fleets).find((one) => one.key === fleet);
  const named = (groups: readonly { key: string; name: string }[] | undefined) => groups?.find((group) => group.key === key)?.name;
  const said = {
    join: named(join?.groups), landing: join?.landing.kind === 'group' && join.landing.term !== undefined && join.landing.term === given(await root.readFleetStanding({ fleet })).groups.find((group) => group.key === key)?.term ? join.landing.name : undefined, strip: named(strip?.groups), standing: named(standing.groups), support: named(support?.groups),
    scan: named(given(await anyone.readScanPage({ fleet })).groups), find: given(await anyone.findGroups({ q: '30001' })).items.find((group) => group.fleet === fleet)?.name,
    codes: named(given(await root.listGroupCodes({ fleet })).items), moderators: (await groupNames(ground.database, [fleet], 'zh-CN')).get(id),
    history: given(await root.listGroupHistory({ fleet })).items.find((line) => line.group.id === id)?.group.name,
  };
  return Object.fromEntries(Object.entries(said).flatMap(([place, name]) => (name === undefined ? [] : [[place, name]])));
}

const first: GroupEntry = { key: 'lichun', number: '30001', term: 1 };
test.each<[string, GroupEntry[], string]>([
  ['alone', [], 'Stream 模式'],
  ['beside one that is archived', [{ key: 'yushui', term: 2, state: 'archived' }], 'Stream 模式'],
  ['beside one that is being prepared', [{ key: 'yushui', term: 2, state: 'preparing' }], '立春-Stream 模式'],
  ['beside one that takes nobody', [{ key: 'yushui', term: 2, intake: 'closed' }], '立春-Stream 模式'],
  ['beside one that nobody is told of', [{ key: 'yushui', term: 2, public: false }], '立春-Stream 模式'],
])('a group %s is called the same wherever it is named', async (_name, others, called) => {
  const fleet = `names-${others[0]?.state ?? others[0]?.intake ?? String(others[0]?.public)}`;
  await stage.addFleet({ key: fleet, platform: 'manual', app: 'qq', target: 100, divertAt: 70, groups: [first, ...others] });
  const places = await calledEverywhere(fleet, 'lichun');
  expect(Object.keys(places)).toEqual(expect.arrayContaining(['join', 'strip', 'standing', 'support', 'scan', 'find', 'codes', 'moderators', 'history']));
  expect(places).toEqual(Object.fromEntries(Object.keys(places).map((place) => [place, called])));
});

test('an archived group says which one it was while its fleet has another', async () => {
  await stage.addFleet({ key: 'names-ended', platform: 'manual', app: 'qq', groups: [{ ...first, state: 'archived' }, { key: 'yushui', term: 2, number: '30002' }] });
  const places = await calledEverywhere('names-ended', 'lichun');
  expect([places['standing'], places['moderators'], places['history']]).toEqual(['立春-Stream 模式', '立春-Stream 模式', '立春-Stream 模式']);
});

test('places in the line are those of the groups, also on pages that are drawn from the description', async () => {
  await stage.addFleet({ key: 'names-numbers', platform: 'manual', app: 'qq', naming: 'numbers', groups: [{ key: 'gone' }, { key: 'lichun', number: '30001' }, { key: 'later' }] });
  const { entry, revision } = given(await stage.ops.readFleet({ key: 'names-numbers' }));
  given(await stage.ops.updateFleet({ key: 'names-numbers', revision, entry: { ...entry, groups: (entry.groups ?? []).filter(({ key }) => key !== 'gone') } }));
  const { support: _described, ...places } = await calledEverywhere('names-numbers', 'lichun');
  expect([...new Set(Object.values(places))]).toEqual(['2 群-Stream 模式']);
});
