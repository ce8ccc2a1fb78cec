import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given } from '../centre/testing.ts';
import { outsidePersonalData } from './outside/personal-data.ts';
import type { ContributorAnswer } from './rules/facts.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
let by: string;
beforeEach(async () => {
  stage = await admissionStage();
  by = 'account-one';
  const checks = [{ kind: 'contributor' as const, repositories: ['github:owner/name'] }];
  await stage.addFleet({ key: 'code', admission: { checks } });
  await stage.addFleet({ key: 'docs', admission: { checks } });
  stage.ports.contributor.ask = async ({ now }): Promise<ContributorAnswer> => ({ outcome: 'merged_own', at: now.toISOString(), repository: 'owner/name', by });
});
afterEach(() => stage.close());

type Person = Awaited<ReturnType<AdmissionStage['person']>>;
const apply = async ({ ops }: Person, fleet = 'code') => given(await ops.applyToFleet({ fleet, answers: { pullRequest: 'owner/name#1' } }));
const found = async (id: string) => given(await stage.root.readApplication({ id })).findings.find(({ check }) => check === 'contributor');

describe('a pull request that a moderator decides by', () => {
  test.each<[Partial<ContributorAnswer>, object]>([
    [{ outcome: 'not_merged', state: 'open', author: 'lixia', own: false }, { state: 'open', listed: true, author: 'lixia', own: false }],
    [{ outcome: 'not_listed', state: 'merged', author: 'guyu', own: true }, { state: 'merged', listed: false, author: 'guyu', own: true }],
    [{ outcome: 'owner_decides', state: 'closed', author: 'guyu' }, { state: 'closed', author: 'guyu' }],
    [{ outcome: 'not_found' }, { state: 'not_found' }],
    [{ outcome: 'could_not_ask' }, { state: 'unknown' }],
  ])('of which the forge says %j is beside the application', async (said, shown) => {
    stage.ports.contributor.ask = async ({ now }) => ({ outcome: 'could_not_ask', at: now.toISOString(), repository: 'owner/name', url: 'https://github.com/owner/name/pull/1', ...said });
    const { id, state } = await apply(await stage.person());
    expect(state).toBe('in_review');
    expect(given(await stage.root.readApplication({ id })).pullRequest).toEqual({ url: 'https://github.com/owner/name/pull/1', repository: 'owner/name', ...shown });
  });
});

describe('H4: an account at a forge', () => {
  test('serves the person who came first with it, in every fleet', async () => {
    const guyu = await stage.person();
    for (const fleet of ['code', 'docs']) expect((await apply(guyu, fleet)).state).toBe('joined');
    expect(await stage.count('application', `person_id = '${guyu.id}' and priority = 'contributor'`)).toBe(2);
  });

  test('that was given up and proven by somebody else is looked at by people, and the other learns no more than that', async () => {
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    expect((await apply(guyu)).state).toBe('joined');
    const { id, state } = await apply(lixia);
    expect(state).toBe('in_review');
    expect(await found(id)).toMatchObject({ verdict: 'wrong', reason: 'contributor_account_used', effect: 'review', text: '这个代码平台账号已用来帮过另一个人。' });
    expect(given(await lixia.ops.readApplicationStatus({ application: id })).findings.map(({ text }) => text)).toContain('管理员会核对合并请求（PR）');
    expect(await stage.count('seat', `person_id = '${lixia.id}'`)).toBe(0);
    by = 'account-two';
    expect((await apply(await stage.person())).state).toBe('joined');
  });

  test('serves one of two who come with it in the same moment', async () => {
    const two = [await stage.person(), await stage.person()];
    const states = await Promise.all([apply(two[0]!, 'code'), apply(two[1]!, 'docs')]);
    expect(states.map(({ state }) => state).toSorted()).toEqual(['in_review', 'joined']);
  });

  test('goes with its person when two entries become one, and back, and is free when they are erased', async () => {
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    await apply(guyu);
    const db = stage.ground.database;
    const moved = await outsidePersonalData.move(db, guyu.id, lixia.id, { now: stage.ground.clock.now() });
    expect((await apply(lixia, 'docs')).state).toBe('joined');
    await outsidePersonalData.moveBack(db, moved, guyu.id, lixia.id);
    expect((await apply(lixia, 'code')).state).toBe('in_review');
    await outsidePersonalData.erase(db, guyu.id, { now: stage.ground.clock.now(), secrets: stage.ground.secrets });
    expect((await apply(await stage.person())).state).toBe('joined');
  });
});
