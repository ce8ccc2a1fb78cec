import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { busyPort, dataFolder, startProgram, type Started } from '../harness/program.ts';

describe('npm start on a fresh data folder', () => {
  const data = dataFolder();
  let first: Started;
  let printed = '';

  beforeAll(async () => {
    first = await startProgram({ data });
    printed = await first.ready();
  });
  afterAll(async () => {
    first.child.kill('SIGINT');
    await first.ended;
    rmSync(path.dirname(data), { recursive: true, force: true });
  });

  test('says the address, the data folder, how to stop, and a set-up link that answers', async () => {
    expect(printed).toContain(`http://127.0.0.1:${first.port}`);
    expect(printed).toContain(data);
    expect(printed).toMatch(/Stop +press Ctrl-C/);
    const link = /http:\/\/127\.0\.0\.1:\d+\/set-up\?token=[\w-]{43}/.exec(printed)?.[0] ?? '';
    const answer = await fetch(link, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/set-up');
  });

  test('shows the example centre at once, and says that it is one', async () => {
    const page = await (await fetch(`http://127.0.0.1:${first.port}/?lang=en`)).text();
    expect(page).toContain('Websoft9');
    expect(page).toContain('noindex');
    expect(page).not.toMatch(/href="(?:tel|mailto):/);
  });

  test('a second start on the same data says where the first is and leaves it alone', async () => {
    const second = await startProgram({ data });
    expect(await second.ended).toBe(1);
    expect(second.output().trim().split('\n')).toHaveLength(1);
    expect(second.output()).toContain(`http://127.0.0.1:${first.port}`);
    expect((await fetch(`http://127.0.0.1:${first.port}/health/ready`)).status).toBe(200);
  });

  test('a start on a busy port is one sentence with the cure, and stops what it had begun', async () => {
    const other = dataFolder();
    const { port, server } = await busyPort();
    const started = await startProgram({ data: other, port });
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(`Port ${port} is in use`);
    server.close();
    rmSync(path.dirname(other), { recursive: true, force: true });
  });
});

describe('npm start with something wrong', () => {
  const cases: [name: string, options: Omit<Parameters<typeof startProgram>[0], 'data'>, sentence: RegExp][] = [
    ['a DATABASE_URL that is none', { environment: { DATABASE_URL: 'mysql://nowhere' } }, /DATABASE_URL/],
    ['a DATABASE_URL where nobody answers', { environment: { DATABASE_URL: 'postgres://anna:geheim@127.0.0.1:9/centre' } }, /127\.0\.0\.1:9/],
    ['a port that is no number', { environment: { PORT: 'eighty' } }, /PORT/],
    ['a PUBLIC_URL with a path', { environment: { PUBLIC_URL: 'https://help.example.com/support' } }, /PUBLIC_URL/],
    ['a proxy that is no address', { environment: { TRUSTED_PROXY: 'nginx' } }, /TRUSTED_PROXY/],
    ['an argument with a slip', { arguments: ['--exmaple', 'dingtalk'] }, /Did you mean --example/],
    ['an example that does not exist', { arguments: ['--example', 'wordpress'] }, /websoft9, dingtalk, littleskin, none/],
  ];
  test.each(cases)('%s: one sentence that names it', async (_name, options, sentence) => {
    const data = dataFolder();
    const started = await startProgram({ ...options, data });
    expect(await started.ended).toBe(1);
    const lines = started.output().trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(sentence);
    expect(lines[0]).not.toContain('geheim');
    rmSync(path.dirname(data), { recursive: true, force: true });
  });
});
