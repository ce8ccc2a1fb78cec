import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { root } from '../../scripts/steps/run.ts';
import { openDrill, untilReady, type Drill } from '../drills/drill.ts';
import { freePort, type Started } from '../harness/program.ts';

const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find((file) => existsSync(file));
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (nginx === undefined || !hasOpenssl) process.stdout.write('proxy: the drill behind nginx is skipped, since nginx or openssl is not installed (apt install nginx-light openssl)\n');

const name = 'help.example.com';
type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

describe.skipIf(nginx === undefined || !hasOpenssl)('behind nginx with TLS, by the example file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lichun-nginx-'));
  let drill: Drill;
  let program: Started;
  let proxy: ChildProcess;
  let authority: Buffer;
  let [plain, secure, behind] = [0, 0, 0];
  let cookie = '';
  const environment = () => ({ PUBLIC_URL: `https://${name}`, TRUSTED_PROXY: '127.0.0.1', LOG_LEVEL: 'debug', API_LIMIT_NETWORK: '1200' });

  beforeAll(async () => {
    [plain, secure, behind] = [await freePort(), await freePort(), await freePort()];
    authority = makeCertificates(folder);
    proxy = startNginx(folder, { plain, secure, behind });
    drill = openDrill();
    program = await drill.start({ port: behind, environment: environment() });
    cookie = (await drill.operator()).replace('lichun_session', '__Host-lichun_session');
  });
  afterAll(async () => {
    await drill.close();
    const ended = new Promise((resolve) => proxy.once('exit', resolve));
    proxy.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  /** A request to nginx under the centre's name, from an address of this machine. */
  function ask(target: string, options: { method?: string; headers?: Record<string, string>; body?: string | Buffer; from?: string; tls?: boolean } = {}): Promise<Answer> {
    const { method = 'GET', headers = {}, body, from = '127.0.0.1', tls = true } = options;
    const shared = { host: '127.0.0.1', path: target, method, localAddress: from, headers: { host: name, 'accept-language': 'en', ...headers }, agent: false as const };
    return new Promise((resolve, reject) => {
      const request = tls ? httpsRequest({ ...shared, port: secure, servername: name, ca: authority }) : httpRequest({ ...shared, port: plain });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
      });
      request.on('error', reject);
      request.end(body);
    });
  }
  const propose = (headers: Record<string, string>, from?: string) => ask('/api/v1/proposals', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ kind: 'other', text: 'through nginx' }), ...(from === undefined ? {} : { from }) });

  test('http leads to https, whatever host is asked for', async () => {
    const answer = await ask('/advice?urgency=now', { tls: false });
    expect([answer.status, answer.headers.location]).toEqual([308, `https://${name}/advice?urgency=now`]);
    expect((await ask('/', { tls: false, headers: { host: 'evil.test' } })).headers.location).toBe(`https://${name}/`);
  });

  test('pages come with their links and cookies for https, and browsers are told to stay there', async () => {
    const page = await ask('/?lang=en', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers['strict-transport-security']).toMatch(/max-age=31536000/);
    expect(page.headers['set-cookie']?.join()).toMatch(/Secure/);
    expect(page.body).not.toMatch(/http:\/\/(?:127\.0\.0\.1|localhost)/);
    const today = await ask('/console', { headers: { accept: 'text/html', cookie } });
    expect(today.status).toBe(200);
    const unprefixed = await ask('/api/v1/people/current', { headers: { cookie: cookie.replace('__Host-', '') } });
    expect(unprefixed.status, 'a cookie that a neighbour on the same domain could have set is nobody’s').toBe(401);
    expect((await ask('/api/v1/people/current', { headers: { cookie } })).status).toBe(200);
    expect((await ask('/', { headers: { host: 'evil.test' } })).status).toBe(421);
  });

  test('a form of the page is taken, one of another site is not', async () => {
    const headers = { cookie, 'content-type': 'application/json' };
    const body = JSON.stringify({ kind: 'other', text: 'a form' });
    expect((await ask('/api/v1/proposals', { method: 'POST', headers: { ...headers, origin: `https://${name}` }, body, from: '127.0.0.9' })).status).toBe(200);
    expect((await ask('/api/v1/proposals', { method: 'POST', headers: { ...headers, origin: 'https://evil.test' }, body, from: '127.0.0.9' })).status).toBe(403);
  });

  test('limits count the real address: a forged X-Forwarded-For changes nothing', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 7; count++) statuses.push((await propose({ 'x-forwarded-for': `203.0.113.${count}`, 'x-real-ip': `203.0.113.${count}`, forwarded: `for=203.0.113.${count}` }, '127.0.0.2')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await propose({}, '127.0.0.3')).status).toBe(200);
  });

  test('the request’s id is the same in nginx’s log, in the program’s and on the error page; a stranger’s is not taken', async () => {
    const answer = await ask('/nowhere-at-all', { headers: { accept: 'text/html', 'x-request-id': 'forged-by-a-stranger' } });
    const id = String(answer.headers['x-request-id']);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    const line = await lineWith(path.join(folder, 'logs/lichun.log'), id);
    expect(line).toMatch(/^127\.0\.0\.1 \[[^\]]+\] "GET \/nowhere-at-all" 404 /);
    await expect.poll(() => program.output().includes(id)).toBe(true);
  });

  test('nginx’s log holds no token that came behind a question mark', async () => {
    const { headers } = await ask('/set-up?token=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq');
    const line = await lineWith(path.join(folder, 'logs/lichun.log'), String(headers['x-request-id']));
    expect(line).toContain('"GET /set-up"');
    expect(readFileSync(path.join(folder, 'logs/lichun.log'), 'utf8')).not.toContain('abcdefghij');
  });

  test('nginx’s log holds no token that is a part of the path, on http and https, whole or cut', async () => {
    const token = 'Abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE';
    const { headers } = await ask(`/i/${token}`, { headers: { accept: 'text/html' } });
    expect([headers.location, headers['set-cookie']?.join()]).toEqual(['/i', expect.stringContaining(`__Host-lichun_invitation_link=${token}`)]);
    expect(await lineWith(path.join(folder, 'logs/lichun.log'), String(headers['x-request-id']))).toContain('"GET /i/..." 303');
    await ask(`/i/${token}`, { tls: false });
    for (const odd of [`/i/${token.slice(1)}`, `//i//${token}`, `/%69/${token}`, `/I/${token}?again=1`, `/elsewhere/${token}/more`]) {
      const answer = await ask(odd);
      await lineWith(path.join(folder, 'logs/lichun.log'), String(answer.headers['x-request-id']));
    }
    const log = readFileSync(path.join(folder, 'logs/lichun.log'), 'utf8');
    expect(log).toContain('"GET /elsewhere/.../more"');
    expect([log, program.output()].filter((text) => text.includes('bcdefghijklmnopqrstuvwxyz'))).toEqual([]);
  });

  test('an open page is told what is new through it; one of another site is not let in', async () => {
    const open = (origin: string) =>
      new Promise<{ code: number; socket: WebSocket }>((resolve) => {
        const socket = new WebSocket(`wss://${name}:${secure}/realtime`, { ca: authority, lookup: ((_host: string, options: { all?: boolean }, done: (error: null, address: unknown, family?: number) => void) => (options.all === true ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4))) as never, headers: { cookie, origin, host: name } });
        socket.on('open', () => resolve({ code: 101, socket }));
        socket.on('unexpected-response', (_request, response) => resolve({ code: response.statusCode ?? 0, socket }));
        socket.on('error', () => undefined); // an upgrade that is refused says so twice
      });
    expect((await open('https://evil.test')).code).toBe(403);
    const { code, socket } = await open(`https://${name}`);
    expect(code).toBe(101);
    const told = new Promise<string>((resolve) => socket.on('message', (data: Buffer) => data.toString().includes('"changed"') && resolve(data.toString())));
    socket.send(JSON.stringify({ type: 'subscribe', topic: 'proposals' }));
    expect((await propose({}, '127.0.0.4')).status).toBe(200);
    expect(JSON.parse(await told)).toMatchObject({ type: 'changed', topic: 'proposals' });
    socket.close();
  });

  test('HTTP/2 is spoken, with several answers on one connection', async () => {
    const session = connectHttp2(`https://${name}:${secure}`, { ca: authority, lookup: ((_host: string, options: { all?: boolean }, done: (error: null, address: unknown, family?: number) => void) => (options.all === true ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4))) as never });
    const statuses = await Promise.all(['/', '/advice', '/health/live', '/api/v1/openapi.json'].map((target) => new Promise<number>((resolve, reject) => {
      const stream = session.request({ ':path': target, ':authority': name });
      stream.on('response', (headers) => resolve(Number(headers[':status'])));
      stream.on('error', reject);
      stream.resume();
    })));
    expect(session.alpnProtocol).toBe('h2');
    expect(statuses).toEqual([200, 200, 200, 200]);
    session.close();
  });

  test('built files are kept by nginx, and served while the program is away', async () => {
    const page = await ask('/', { headers: { accept: 'text/html' } });
    const asset = /\/assets\/[^"]+\.css/.exec(page.body)?.[0] ?? '';
    const first = await ask(asset, { headers: { 'accept-encoding': 'gzip' } });
    expect([first.status, first.headers['cache-control'], first.headers['content-encoding']]).toEqual([200, 'public, max-age=31536000, immutable', 'gzip']);
    program.child.kill('SIGTERM');
    await program.ended;
    expect((await ask(asset, { headers: { 'accept-encoding': 'gzip' } })).status).toBe(200);
    // The same moment for pages and programs: a sentence, and when to come back.
    const away = await ask('/', { headers: { accept: 'text/html' } });
    expect([away.status, away.headers['retry-after'], away.headers['content-type']]).toEqual([502, '5', 'text/html; charset=utf-8']);
    expect(away.body).toContain('几秒后再试');
    const api = await ask('/api/v1/proposals', { method: 'POST', body: '{}' });
    expect([api.status, api.headers['content-type'], (JSON.parse(api.body) as { code: string }).code]).toEqual([502, 'application/problem+json', 'unavailable']);
    program = await drill.start({ port: behind, environment: environment() });
    await untilReady(program);
    expect((await ask('/', { headers: { accept: 'text/html' } })).status).toBe(200);
  });

  test('an upload that is too large is refused in words, by nginx or by the program', async () => {
    const byNginx = await ask('/api/v1/proposals', { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': String(65 * 1024 * 1024), expect: '100-continue' } });
    expect([byNginx.status, (JSON.parse(byNginx.body) as { code: string }).code]).toEqual([413, 'body_too_large']);
    const byProgram = await ask('/api/v1/proposals', { method: 'POST', headers: { 'content-type': 'application/json' }, body: Buffer.alloc(3_000_000, 'x'), from: '127.0.0.5' });
    expect([byProgram.status, (JSON.parse(byProgram.body) as { code: string }).code]).toEqual([413, 'body_too_large']);
    const form = await ask('/propose', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${name}`, accept: 'text/html' }, body: Buffer.alloc(70 * 1024 * 1024, 'x') }).catch((error: NodeJS.ErrnoException) => error.code);
    // Whoever keeps on sending may find the door closed before reading the answer.
    expect(typeof form === 'string' ? form : form?.status).toSatisfy((outcome) => outcome === 413 || outcome === 'EPIPE' || outcome === 'ECONNRESET');
  });

  test('figures of the program are not for the world', async () => {
    expect((await ask('/metrics')).status).toBe(404);
  });
});

/** A throw-away authority and a certificate of it for the centre's name. Answers the authority's. */
function makeCertificates(folder: string): Buffer {
  const run = (...parameters: string[]) => {
    const { status, stderr } = spawnSync('openssl', parameters, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  run('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'authority.key', '-out', 'authority.pem', '-days', '2', '-subj', '/CN=Drill');
  run('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${name}`);
  writeFileSync(path.join(folder, 'server.ext'), `subjectAltName=DNS:${name}\n`);
  run('x509', '-req', '-in', 'server.csr', '-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial', '-out', 'server.pem', '-days', '2', '-extfile', 'server.ext');
  return readFileSync(path.join(folder, 'authority.pem'));
}

/** The example file with other ports and places, inside the least that nginx wants around it. */
function startNginx(folder: string, ports: { plain: number; secure: number; behind: number }): ChildProcess {
  for (const made of ['logs', 'cache', 'temporary']) mkdirSync(path.join(folder, made));
  const changes: [RegExp, string][] = [
    [/\n +listen \[::\]:\d+[^;]*;/g, ''],
    [/listen 80;/, `listen 127.0.0.1:${ports.plain};`],
    [/listen 443 /, `listen 127.0.0.1:${ports.secure} `],
    [/server 127\.0\.0\.1:8080;/, `server 127.0.0.1:${ports.behind};`],
    [/\/etc\/letsencrypt\/live\/help\.example\.com\/fullchain\.pem/, path.join(folder, 'server.pem')],
    [/\/etc\/letsencrypt\/live\/help\.example\.com\/privkey\.pem/, path.join(folder, 'server.key')],
    [/\/var\/log\/nginx\//g, path.join(folder, 'logs/')],
    [/\/var\/cache\/nginx\/lichun/, path.join(folder, 'cache')],
  ];
  let example = readFileSync(path.join(root, 'deploy/nginx/lichun.conf'), 'utf8');
  for (const [pattern, replacement] of changes) {
    if (!pattern.test(example)) throw new Error(`The example has no ${pattern.source}`);
    example = example.replaceAll(new RegExp(pattern.source, 'g'), replacement);
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/temporary/${kind};`).join(' ');
  // As root nginx would change to an account that cannot enter this folder.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(path.join(folder, 'nginx.conf'), `${user} daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/logs/error.log; events { worker_connections 512; } http { ${temporary}\n${example}\n}`);
  const parameters = ['-p', folder, '-c', path.join(folder, 'nginx.conf')];
  const checked = spawnSync(nginx ?? '', [...parameters, '-t'], { encoding: 'utf8' });
  if (checked.status !== 0) throw new Error(checked.stderr);
  return spawn(nginx ?? '', parameters, { stdio: 'ignore' });
}

/** The line of a log that holds `words`, once it has been written. */
async function lineWith(file: string, words: string): Promise<string> {
  const find = () => readFileSync(file, 'utf8').split('\n').find((line) => line.includes(words));
  await expect.poll(find, { timeout: 5_000 }).toBeDefined();
  return find() ?? '';
}
