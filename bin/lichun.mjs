#!/usr/bin/env node
/** The `lichun` command: runs server/cli.ts on the Node that comes with Lichun, as if it had been called directly. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 22);
const runtime = existsSync(own) ? own : isNewEnough && existsSync(join(root, 'node_modules')) ? process.execPath : undefined;

if (runtime) {
  runCommand(runtime);
} else {
  const { LICHUN_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
  const inEnglish = /^en/i.test(LICHUN_LANG || LC_ALL || LC_MESSAGES || LANG || '');
  const sentence = inEnglish
    ? `Lichun is not installed yet: run npm ci --include=optional in ${root} first.`
    : `立春还没有安装：请先在 ${root} 里运行 npm ci --include=optional。`;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** Ctrl-C reaches the child from the terminal by itself; passing it on as well would count as pressed twice. */
function runCommand(command) {
  const child = spawn(command, [join(root, 'server', 'cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
