import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder, startProgram } from '../harness/program.ts';

test('npm run dev: the panel signs in as the cast, moves the clock and shows events', async () => {
  const data = dataFolder();
  const started = await startProgram({ data, arguments: ['--development'] });
  try {
    await started.ready();
    const at = `http://127.0.0.1:${started.port}`;
    const panel = async () => (await fetch(`${at}/dev`, { headers: { 'accept-language': 'en' } })).text();
    const first = await panel();
    expect(first).toContain('Developer panel');
    expect(first).toContain('centre.changed');
    const act = (body: string) => fetch(`${at}/dev`, { method: 'POST', redirect: 'manual', headers: { origin: at, 'content-type': 'application/x-www-form-urlencoded' }, body });
    const signedIn = await act('member=chunhua');
    expect(signedIn.headers.get('location')).toBe('/console');
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await fetch(`${at}/api/v1/people/current`, { headers: { cookie } })).json()).toMatchObject({ name: '春华', grants: [{ role: 'operator', scope: { kind: 'centre' } }] });
    await act('minutes=1440');
    expect(await panel()).toContain('1,440 minutes ahead');
    await act('minutes=0');
    expect(await panel()).not.toContain('ahead');
  } finally {
    started.child.kill('SIGINT');
    await started.ended;
    rmSync(path.dirname(data), { recursive: true, force: true });
  }
});
