import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../test/harness/program.ts';
import { given } from '../../sign-in/testing/ground.ts';
import type { PersonActor } from '../../platform/index.ts';
import { outsideGround } from './testing/ground.ts';

/** The whole way at GitHub, as its emulator plays it: OAuth, users, repositories, pull requests. */
let github: Emulator;
let house: Awaited<ReturnType<typeof outsideGround>>;

beforeAll(async () => {
  const port = await freePort();
  github = await createEmulator({
    service: 'github', port, baseUrl: `http://127.0.0.1:${port}`,
    seed: {
      tokens: { owner_token: { login: 'chunhua', scopes: ['repo', 'user'] } },
      github: {
        users: [{ login: 'chunhua', name: '春华', email: 'chunhua@example.com' }, { login: 'qiushi', name: '秋实', email: 'qiushi@example.com' }],
        repos: [{ owner: 'chunhua', name: 'sprout', auto_init: true }, { owner: 'chunhua', name: 'other', auto_init: true }],
        oauth_apps: [{ client_id: 'Iv1.centre', client_secret: 'emulated-secret', name: 'Sprout', redirect_uris: ['http://localhost:8080/forge/github/callback'] }],
      },
    },
  } as never);
  house = await outsideGround({ ports: [port] });
  const at = `http://127.0.0.1:${port}`;
  given(await house.as(house.operator).putForge({ key: 'github', kind: 'github', name: 'GitHub', webUrl: at, authorizeUrl: `${at}/login/oauth/authorize`, tokenUrl: `${at}/login/oauth/access_token`, apiUrl: at, clientId: 'Iv1.centre', clientSecret: 'emulated-secret', revision: 0 }));
});
afterAll(async () => {
  await house.close();
  await github.close();
});

const api = async (token: string, method: string, at: string, body?: object) => {
  const response = await fetch(`${github.url}${at}`, { method, headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { number: number; default_branch: string };
};
/** A pull request of a branch of its own. */
const pull = async (repository: string, branch: string, title: string) => {
  const { default_branch: base } = await api('owner_token', 'GET', `/repos/${repository}`);
  return (await api('owner_token', 'POST', `/repos/${repository}/pulls`, { title, head: branch, base })).number;
};

/** Goes to GitHub and agrees there, as a browser would. */
async function visit(who: PersonActor, login: string) {
  const { token, address } = given(await house.as(who).startForgeVisit({ forge: 'github', to: '/g/users' }));
  const asked = new URL(address).searchParams;
  expect((await fetch(address)).status).toBe(200);
  const form = new URLSearchParams({ login, redirect_uri: asked.get('redirect_uri') ?? '', state: asked.get('state') ?? '', client_id: asked.get('client_id') ?? '', scope: asked.get('scope') ?? '' });
  const agreed = await fetch(`${github.url}/login/oauth/callback`, { method: 'POST', body: form, redirect: 'manual' });
  const back = new URL(agreed.headers.get('location') ?? '');
  expect(`${back.origin}${back.pathname}`).toBe('http://localhost:8080/forge/github/callback');
  return given(await house.as(who).finishForgeVisit({ token, code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') ?? '' }));
}
const ask = async (who: PersonActor, pullRequest: string) => house.outside.contributor.ask(house.asking(), { pullRequest, repositories: ['github:chunhua/sprout'], applicant: await house.applicant(who) });

describe('a contributor at GitHub [000]', () => {
  test('is who made a pull request that was merged, and nobody else (H4)', async () => {
    const number = await pull('chunhua/sprout', 'spring', '春天的改动');
    const [author, other] = [await house.person('春华'), await house.person('秋实')];
    expect((await ask(author, `${github.url}/chunhua/sprout/pull/${number}`)).outcome).toBe('not_merged');
    await api('owner_token', 'PUT', `/repos/chunhua/sprout/pulls/${number}/merge`, {});
    expect((await ask(author, `${github.url}/chunhua/sprout/pull/${number}`)).outcome).toBe('account_not_proven');
    expect([(await visit(author, 'chunhua')).result, (await visit(other, 'qiushi')).result]).toEqual(['proven', 'proven']);
    expect(await ask(author, `${github.url}/chunhua/sprout/pull/${number}`)).toMatchObject({ outcome: 'merged_own', state: 'merged', title: '春天的改动', repository: 'chunhua/sprout' });
    expect((await ask(other, `${github.url}/chunhua/sprout/pull/${number}`)).outcome).toBe('merged_of_another');
    expect((await house.applicant(author)).identities[0]?.canonical).toMatch(/^\d+$/);
  });

  test('is not made by a pull request elsewhere, nor by one that is none', async () => {
    const elsewhere = await pull('chunhua/other', 'autumn', '秋天的改动');
    await api('owner_token', 'PUT', `/repos/chunhua/other/pulls/${elsewhere}/merge`, {});
    const who = await house.person('旁人');
    expect([(await ask(who, `chunhua/other#${elsewhere}`)).outcome, (await ask(who, 'chunhua/sprout#9999')).outcome]).toEqual(['not_listed', 'not_found']);
  });

  test('is not proven to two persons', async () => {
    expect((await visit(await house.person('借用'), 'chunhua')).result).toBe('taken');
  });

  test('is tried out by whoever sets it up', async () => {
    expect(given(await house.as(house.operator).tryForge({ key: 'github', repository: 'chunhua/sprout' }))).toMatchObject({ works: true });
    expect(given(await house.as(house.operator).tryForge({ key: 'github', repository: 'chunhua/nothing' }))).toMatchObject({ works: false, reason: 'unknown_repository' });
  });
});
