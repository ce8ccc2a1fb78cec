/**
 * Before start, test and bench: checks Node, installs what is missing, builds the pages when they are stale. Says nothing when all is in order.
 * Runs on whatever Node is there and before anything is installed: plain JavaScript, no dependencies, its own two languages.
 * Flags: --no-build, --force-build.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);

const OLDEST_TO_INSTALL = [20, 19];
const OLDEST_TO_RUN = [22, 22];
const LOCK_HEARTBEAT_SECONDS = 5;
const LOCK_STALE_SECONDS = 30;
const LOCK_PATIENCE_SECONDS = 900;
const PROGRESS_SECONDS = 15;

const texts = {
  'zh-CN': {
    nodeTooOld: '立春需要 Node.js {minimum} 或更新的版本，当前是 {version}。请从 https://nodejs.org 安装新版，再运行一次。',
    installing: '正在安装依赖，第一次大约需要一分钟……',
    updating: '依赖清单有变化，正在更新……',
    still: '  已用 {seconds} 秒……',
    installed: '依赖已装好（{seconds} 秒）。',
    building: '正在构建页面……',
    built: '页面已构建（{seconds} 秒）。',
    waiting: '另一个终端正在安装或构建，等它完成……',
    waitedTooLong: '等了 {seconds} 秒，另一个终端仍在安装或构建。请等它完成后再试；若它已不在，请删除 {file}。',
    installOffline: '依赖没有装好：连不上 npm 的软件源。请检查网络或代理（npm config get registry），再运行一次。',
    installDiskFull: '依赖没有装好：磁盘已满。请腾出至少 1 GB，再运行一次。',
    installForbidden: '依赖没有装好：你不能写入 {folder}。请把它的所有者改成你，或以它的所有者身份运行。',
    installLock: '依赖没有装好：package.json 与 package-lock.json 不一致。请运行 npm install，再运行一次。',
    installFailed: '依赖没有装好：{reason}。请运行 npm ci 查看详情。',
    npmMissing: '依赖没有装好：找不到 npm。请安装带有 npm 的 Node.js（https://nodejs.org）。',
    runtimeMissing: '立春要用 Node.js {minimum} 或更新的版本运行，当前是 {version}，而本机没有自带的那一份。请运行 npm ci --include=optional，或安装新版 Node.js。',
    buildFailed: '页面没有构建成功，原因见上面的输出。改好后再运行一次，或运行 npm run build。',
    folderForbidden: '你不能写入 {folder}。请把它的所有者改成你，或以它的所有者身份运行。',
  },
  en: {
    nodeTooOld: 'Lichun needs Node.js {minimum} or newer, this is {version}. Install a newer one from https://nodejs.org and try again.',
    installing: 'Installing what is needed; the first time takes about a minute …',
    updating: 'The list of dependencies has changed; updating …',
    still: '  {seconds} s so far …',
    installed: 'Installed ({seconds} s).',
    building: 'Building the pages …',
    built: 'Pages built ({seconds} s).',
    waiting: 'Another terminal is installing or building; waiting for it …',
    waitedTooLong: 'After {seconds} s another terminal is still installing or building. Wait for it and try again; if it is gone, delete {file}.',
    installOffline: 'Nothing was installed: the npm registry cannot be reached. Check the network or proxy (npm config get registry) and try again.',
    installDiskFull: 'Nothing was installed: the disk is full. Free at least 1 GB and try again.',
    installForbidden: 'Nothing was installed: you may not write to {folder}. Make it yours, or run as the user who owns it.',
    installLock: 'Nothing was installed: package.json and package-lock.json disagree. Run npm install, then try again.',
    installFailed: 'Nothing was installed: {reason}. Run npm ci to see why.',
    npmMissing: 'Nothing was installed: there is no npm. Install a Node.js that comes with npm (https://nodejs.org).',
    runtimeMissing:
      'Lichun runs on Node.js {minimum} or newer; this is {version}, and the copy that comes with Lichun is not installed. Run npm ci --include=optional, or install a newer Node.js.',
    buildFailed: 'The pages were not built; the output above says why. Mend it and try again, or run npm run build.',
    folderForbidden: 'You may not write to {folder}. Make it yours, or run as the user who owns it.',
  },
};

class Refusal extends Error {}

function language() {
  const { LICHUN_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
  const wish = LICHUN_LANG || LC_ALL || LC_MESSAGES || LANG || '';
  return /^en/i.test(wish) ? 'en' : 'zh-CN';
}

function sentence(key, parameters = {}) {
  return texts[language()][key].replace(/\{(\w+)\}/g, (_, name) => String(parameters[name]));
}

function say(key, parameters) {
  // Standard output belongs to the command that follows, as with `bench -- --json`.
  process.stderr.write(`${sentence(key, parameters)}\n`);
}

function refuse(key, parameters) {
  return new Refusal(sentence(key, parameters));
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

const isAtLeast = ([major, minor]) => {
  const [ours, oursMinor] = process.versions.node.split('.').map(Number);
  return ours > major || (ours === major && oursMinor >= minor);
};

const sha256 = (content) => createHash('sha256').update(content).digest('hex');

// ---- dependencies

const installMarker = at('node_modules', '.lichun-installed');

/** 'ready', or what has to be done: 'installing' for the first time or 'updating'. */
function dependencies() {
  const lockText = fs.readFileSync(at('package-lock.json'), 'utf8');
  const installedText = readIfThere(at('node_modules', '.package-lock.json')); // npm writes it last: an install that was killed has none
  if (installedText === undefined) return 'installing';
  const fingerprint = sha256(`${process.platform} ${process.arch} ${lockText}`);
  if (readIfThere(installMarker) === fingerprint) return 'ready';
  if (!isInstalled(JSON.parse(lockText).packages, JSON.parse(installedText).packages)) return 'updating';
  writeMarker(installMarker, fingerprint);
  return 'ready';
}

function isInstalled(wanted, installed) {
  const fits = (list, ours) => !list || list.includes(ours);
  const ownOptional = new Set(Object.keys(wanted[''].optionalDependencies ?? {}).map((name) => `node_modules/${name}`));
  return Object.entries(wanted).every(([folder, { version, optional, os, cpu }]) => {
    if (folder === '') return true;
    const found = installed[folder];
    if (found) return found.version === version;
    const needed = !optional || ownOptional.has(folder);
    return !needed || !fits(os, process.platform) || !fits(cpu, process.arch);
  });
}

/** A marker that cannot be written (a folder installed by root, used by others) only costs the comparison next time. */
function writeMarker(file, content) {
  try {
    fs.writeFileSync(`${file}.${process.pid}`, content);
    fs.renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
}

async function install(reason) {
  say(reason);
  const npm = process.env.npm_execpath;
  const viaNode = npm && /npm[\\/]bin[\\/]npm-cli\.js$/.test(npm);
  const parameters = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'];
  const [command, ...rest] = viaNode ? [process.env.npm_node_execpath || process.execPath, npm, ...parameters] : ['npm', ...parameters];
  const { status, output, seconds } = await run(command, rest);
  if (status !== 0) throw explainInstall(output);
  dependencies();
  say('installed', { seconds });
}

function explainInstall(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|network/.test(output)) return refuse('installOffline');
  if (/ENOSPC|EDQUOT/.test(output)) return refuse('installDiskFull');
  if (/EACCES|EPERM|EROFS/.test(output)) return refuse('installForbidden', { folder: root });
  if (/can only install packages when your package\.json and package-lock\.json/.test(output)) return refuse('installLock');
  if (/spawn \S+ ENOENT/.test(output)) return refuse('npmMissing');
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
  return refuse('installFailed', { reason: lines.find((line) => line !== '' && !/^(code|errno|syscall|path|warn)\b/.test(line)) ?? '?' });
}

/** The Node that runs Lichun: the one npm installed beside it, else this one when it is new enough. */
function findRuntime() {
  const own = at('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (fs.existsSync(own)) return own;
  if (isAtLeast(OLDEST_TO_RUN)) return process.execPath;
  throw refuse('runtimeMissing', { minimum: OLDEST_TO_RUN.join('.'), version: process.versions.node });
}

// ---- pages

const buildMarker = at('build', '.lichun-built');
const buildSources = ['web', 'common', 'public', 'vite.config.ts', 'react-router.config.ts', 'tsconfig.json', 'package-lock.json'];

function sourceFiles(name) {
  const found = fs.statSync(at(name), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [name];
  return fs
    .readdirSync(at(name), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !/\.(test|deep|browser)\.tsx?$/.test(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? sourceFiles(path.join(name, entry.name)) : [path.join(name, entry.name)]));
}

/** Of contents rather than times, so that a checkout or a copy does not build again. */
function sourcesFingerprint() {
  const hash = createHash('sha256');
  for (const file of buildSources.flatMap(sourceFiles).sort()) {
    const content = fs.readFileSync(at(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const hasPages = () => fs.existsSync(at('react-router.config.ts')) && fs.existsSync(at('web'));
const isBuilt = () => fs.existsSync(at('build', 'server', 'index.js')) && readIfThere(buildMarker) === sourcesFingerprint();

async function build() {
  say('building');
  const fingerprint = sourcesFingerprint();
  // Beside the old build and then in its place: a server that runs from it keeps whole files until the end.
  const beside = `.build-${process.pid}`;
  for (const left of fs.readdirSync(root).filter((name) => name.startsWith('.build-'))) fs.rmSync(at(left), { recursive: true, force: true });
  const { status, output, seconds } = await run(findRuntime(), [at('node_modules', '@react-router', 'dev', 'bin.cjs'), 'build'], { NODE_ENV: 'production', LICHUN_BUILD_DIRECTORY: beside });
  if (status !== 0) {
    fs.rmSync(at(beside), { recursive: true, force: true });
    process.stderr.write(`${output.trimEnd().split('\n').slice(-40).join('\n')}\n`);
    throw refuse('buildFailed');
  }
  writeMarker(at(beside, path.basename(buildMarker)), fingerprint);
  if (fs.existsSync(at('build'))) fs.renameSync(at('build'), at(`${beside}-before`));
  fs.renameSync(at(beside), at('build'));
  fs.rmSync(at(`${beside}-before`), { recursive: true, force: true });
  say('built', { seconds });
}

// ---- running things

let child;

async function run(command, parameters, environment = {}) {
  const started = Date.now();
  const elapsed = () => Math.round((Date.now() - started) / 1000);
  const progress = setInterval(() => say('still', { seconds: elapsed() }), PROGRESS_SECONDS * 1000);
  let output = '';
  const keep = (text) => {
    output = (output + text).slice(-200_000);
  };
  const status = await new Promise((resolve) => {
    child = spawn(command, parameters, { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => {
      keep(error.message);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
  clearInterval(progress);
  child = undefined;
  return { status, output, seconds: elapsed() };
}

// ---- one at a time

const lockFile = at('.check', 'prepare.lock');

/** Runs `work` while no other process installs or builds here. A lock whose owner has died, or has stopped touching it, is taken over. */
async function alone(work) {
  fs.mkdirSync(path.dirname(lockFile), { recursive: true });
  const content = `${hostname()} ${process.pid} ${Date.now()}`;
  const deadline = Date.now() + LOCK_PATIENCE_SECONDS * 1000;
  for (let told = false; !takeLock(content); ) {
    if (breakStaleLock()) continue;
    if (Date.now() > deadline) throw refuse('waitedTooLong', { seconds: LOCK_PATIENCE_SECONDS, file: lockFile });
    if (!told) say('waiting');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const touch = setInterval(() => fs.utimesSync(lockFile, new Date(), new Date()), LOCK_HEARTBEAT_SECONDS * 1000);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    if (readIfThere(lockFile) === content) fs.rmSync(lockFile, { force: true });
  }
}

function takeLock(content) {
  try {
    fs.writeFileSync(lockFile, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** True when it removed one. Moving it aside lets only one of several waiters win; what turns out to be a fresh lock is put back. */
function breakStaleLock() {
  const seen = readIfThere(lockFile);
  const found = fs.statSync(lockFile, { throwIfNoEntry: false });
  if (seen === undefined || !found) return true;
  const [host, pid] = seen.split(' ');
  const untouched = (Date.now() - found.mtimeMs) / 1000;
  const dead = host === hostname() && seen !== '' && !isAlive(Number(pid));
  if (!dead && untouched < LOCK_STALE_SECONDS) return false;
  const aside = `${lockFile}.${process.pid}`;
  try {
    fs.renameSync(lockFile, aside);
    if (readIfThere(aside) !== seen) fs.linkSync(aside, lockFile);
    fs.rmSync(aside, { force: true });
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(error.code)) throw error;
  }
  return true;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// ---- all of it

async function prepare({ wantsBuild, forcesBuild }) {
  if (!isAtLeast(OLDEST_TO_INSTALL)) throw refuse('nodeTooOld', { minimum: OLDEST_TO_INSTALL.join('.'), version: process.versions.node });
  const needsBuild = () => hasPages() && wantsBuild && (forcesBuild || !isBuilt());
  if (dependencies() !== 'ready' || needsBuild()) {
    await alone(async () => {
      const state = dependencies(); // another process may have done it while we waited
      if (state !== 'ready') await install(state);
      if (needsBuild()) await build();
    });
  }
  findRuntime();
}

for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]]) {
  process.once(signal, () => {
    child?.kill(signal);
    process.exit(128 + number); // the lock is taken over by the next one, since its owner is gone
  });
}

const flags = new Set(process.argv.slice(2));
prepare({ wantsBuild: !flags.has('--no-build'), forcesBuild: flags.has('--force-build') }).catch((error) => {
  const forbidden = ['EACCES', 'EPERM', 'EROFS'].includes(error.code);
  const refusal = forbidden ? refuse('folderForbidden', { folder: error.path ?? root }) : error;
  process.stderr.write(`${refusal instanceof Refusal ? refusal.message : refusal.stack}\n`);
  process.exitCode = 1;
});
