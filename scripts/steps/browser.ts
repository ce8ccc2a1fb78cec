import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium'];

/** A Chromium that is installed; else Debian's, installed when we are root, beside what else is going on; else undefined. */
export async function findBrowser(): Promise<string | undefined> {
  const given = process.env['CHROMIUM'];
  if (given !== undefined && existsSync(given)) return given;
  const installed = places.find((file) => existsSync(file));
  if (installed !== undefined) return installed;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium for the browser tests …');
  await packages(['update', '-qq'], 120_000);
  const status = await packages(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], 360_000);
  return status === 0 ? places.find((file) => existsSync(file)) : undefined;
}

function packages(words: readonly string[], timeout: number): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn('apt-get', words, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
