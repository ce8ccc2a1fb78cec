import { afterEach, beforeEach, expect, test } from 'vitest';
import { given } from '../centre/testing.ts';
import { createRaidMode } from './outside/raids.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
const least = 5;
beforeEach(async () => {
  stage = await admissionStage();
  await stage.addFleet({ key: 'users' });
  const { revision, ...settings } = given(await stage.root.readRaidSettings({}));
  given(await stage.root.updateRaidSettings({ ...settings, least, revision }));
});
afterEach(() => stage.close());

test('of a crowd that comes in one breath no more get in unseen than make a burst, however many programs take them in; the others are looked at', async () => {
  stage.world.human = { outcome: 'passed', how: 'altcha', id: 'challenge' };
  // Each program has looked at the fleet a moment ago, and found it quiet.
  const programs = [createRaidMode(), createRaidMode()];
  for (const raid of programs) expect(await raid.isOn(stage.doing(), { fleet: 'users' })).toBe(false);
  let turn = 0;
  const next = () => programs[(turn += 1) % programs.length] ?? createRaidMode();
  stage.ports.raid = { isOn: (work, asked) => next().isOn(work, asked), tips: async (work, asked) => (await next().tips?.(work, asked)) === true };
  const crowd = await Promise.all(Array.from({ length: 20 }, () => stage.person()));
  const states = (await Promise.all(crowd.map(({ ops }) => ops.applyToFleet({ fleet: 'users', answers: {}, human: { altcha: 'solved' } })))).map((answer) => given(answer).state);
  expect(states.filter((state) => state === 'joined')).toHaveLength(least);
  expect(states.filter((state) => state === 'in_review')).toHaveLength(crowd.length - least);
});

test('whoever has not shown that they are human is asked to in a burst, and nothing is kept', async () => {
  stage.ports.raid = createRaidMode();
  stage.world.human = { outcome: 'missing' };
  for (let count = 0; count < least; count += 1) expect(given(await (await stage.person()).ops.applyToFleet({ fleet: 'users', answers: {} })).state).toBe('joined');
  const answer = await (await stage.person()).ops.applyToFleet({ fleet: 'users', answers: {} });
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_input', fields: [{ path: 'human', code: 'human_missing' }] } });
  expect(await stage.count('application')).toBe(least);
});

test('a list of members, and people whom a moderator adds, make no burst, and neither do forms whose address nobody proved', async () => {
  stage.ports.raid = createRaidMode();
  for (let count = 0; count < 2 * least; count += 1) {
    given(await stage.root.addFleetMember({ fleet: 'users', person: (await stage.person()).id }));
    given(await stage.anyone.beginApplication({ fleet: 'users', email: `stranger-${count}@example.com`, answers: {} }));
  }
  const { ops } = await stage.person();
  expect(given(await ops.applyToFleet({ fleet: 'users', answers: {} })).state).toBe('joined');
});
