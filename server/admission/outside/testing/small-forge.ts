import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SmallForge = {
  origin: string;
  port: number;
  client: { id: string; secret: string };
  accounts: Record<string, { id: number | string; login: string }>;
  pulls: Record<string, object>;
  /** What the next answers say instead. */
  instead: { user?: object; token?: object; status?: number };
  requests: { method: string; url: string; authorization: string | undefined; body: string }[];
  /** Who sits at a browser that comes there, and agrees at once. */
  visitor: string | undefined;
  /** Somebody agrees there: the code with which they come back. */
  agree(address: string, login: string): { code: string; state: string };
  close(): Promise<void>;
};

/**
 * A small forge that speaks like Gitee (API v5), for what the emulator of GitHub does not judge: PKCE, the redirect address, a code that is
 * worth something once, repositories that moved, and lies.
 */
export async function startSmallForge(): Promise<SmallForge> {
  const codes = new Map<string, { login: string; challenge: string; redirect: string; client: string }>();
  const tokens = new Map<string, string>();
  let counted = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()));
  });
  const say = (response: ServerResponse, status: number, value: unknown, headers = {}) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const { authorization } = request.headers;
    const { pathname } = new URL(request.url ?? '/', forge.origin);
    forge.requests.push({ method: request.method ?? '', url: request.url ?? '', authorization, body });
    if (forge.instead.status !== undefined) return say(response, forge.instead.status, { message: 'no' });
    if (pathname === '/oauth/authorize' && forge.visitor !== undefined) {
      const asked = new URL(request.url ?? '/', forge.origin);
      const { code, state } = forge.agree(asked.href, forge.visitor);
      return say(response, 302, {}, { location: `${asked.searchParams.get('redirect_uri')}?code=${code}&state=${state}` });
    }
    if (pathname === '/oauth/token') {
      if (forge.instead.token !== undefined) return say(response, 200, forge.instead.token);
      const given = new URLSearchParams(body);
      const waiting = codes.get(given.get('code') ?? '');
      codes.delete(given.get('code') ?? '');
      const verified = createHash('sha256').update(given.get('code_verifier') ?? '').digest('base64url') === waiting?.challenge;
      if (waiting === undefined || !verified || given.get('redirect_uri') !== waiting.redirect || given.get('client_id') !== waiting.client || given.get('client_secret') !== forge.client.secret) return say(response, 401, { error: 'invalid_grant' });
      const token = `token-${(counted += 1)}`;
      tokens.set(token, waiting.login);
      return say(response, 200, { access_token: token, token_type: 'bearer' });
    }
    if (pathname === '/api/v5/user') {
      const account = forge.accounts[tokens.get(authorization?.replace('Bearer ', '') ?? '') ?? ''];
      return account === undefined ? say(response, 401, { message: 'no' }) : say(response, 200, forge.instead.user ?? account);
    }
    const found = forge.pulls[pathname.replace('/api/v5', '')];
    if (found !== undefined && 'moved' in found) return say(response, 301, {}, { location: `${forge.origin}/api/v5${String(found.moved)}` });
    return found === undefined ? say(response, 404, { message: 'Not Found' }) : say(response, 200, found);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const forge: SmallForge = {
    origin: `http://127.0.0.1:${port}`, port, client: { id: 'centre', secret: 'forge-secret-1' }, accounts: {}, pulls: {}, instead: {}, requests: [], visitor: undefined,
    agree(address, login) {
      const asked = new URL(address).searchParams;
      const code = `code-${(counted += 1)}`;
      codes.set(code, { login, challenge: asked.get('code_challenge') ?? '', redirect: asked.get('redirect_uri') ?? '', client: asked.get('client_id') ?? '' });
      return { code, state: asked.get('state') ?? '' };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return forge;
}

/** A pull request as Gitee tells of it. */
export function giteePull(facts: { repository: string; author: number; state?: 'open' | 'closed' | 'merged'; title?: string }): object {
  const { repository, author, state = 'merged', title = '修复登录' } = facts;
  return { number: 1, state, title, user: { id: author, login: 'somebody' }, merged_at: state === 'merged' ? '2026-01-01T00:00:00+08:00' : null, base: { repo: { full_name: repository } }, head: { repo: { full_name: 'somebody/fork' } } };
}
