import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium'];

/** A Chromium that is installed; else Debian's, installed when we are root; else undefined. */
export function findBrowser(): string | undefined {
  const given = process.env['CHROMIUM'];
  if (given !== undefined && existsSync(given)) return given;
  const installed = places.find((file) => existsSync(file));
  if (installed !== undefined) return installed;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium for the browser tests …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment, timeout: 120_000 });
  const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { stdio: 'ignore', env: environment, timeout: 360_000 });
  return status === 0 ? places.find((file) => existsSync(file)) : undefined;
}
