import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Hono } from 'hono';
import { chooseEncoding, compress, isCompressible, type Encoding } from './compression.ts';
import type { HttpEnvironment } from './context.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Built files below `folder`: hashed ones last forever, each is compressed once and kept. */
export function createAssets(folder: string): Hono<HttpEnvironment> {
  const assets = new Hono<HttpEnvironment>();
  const kept = new Map<string, Map<Encoding, Uint8Array<ArrayBuffer>>>();
  const serve = async (name: string, accept: string | undefined, lasting: boolean): Promise<Response | undefined> => {
    const type = types[path.extname(name)];
    if (type === undefined) return undefined;
    const encoding = isCompressible(type) ? chooseEncoding(accept) : 'identity';
    const body = kept.get(name)?.get(encoding) ?? (await load(name, encoding));
    if (body === undefined) return undefined;
    return new Response(body, {
      headers: {
        'content-type': type,
        'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
        'content-length': String(body.length),
        vary: 'accept-encoding',
        ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      },
    });
  };
  const load = async (name: string, encoding: Encoding): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    try {
      const body = await compress(await readFile(path.join(folder, name)), encoding, true);
      kept.set(name, (kept.get(name) ?? new Map<Encoding, Uint8Array<ArrayBuffer>>()).set(encoding, body));
      return body;
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return undefined;
      throw error;
    }
  };
  assets.get('/assets/:name', async (context, next) => (await serve(path.join('assets', path.basename(context.req.param('name'))), context.req.header('accept-encoding'), true)) ?? next());
  assets.get('/:name{[a-z0-9-]+\\.(?:ico|js|svg|png|txt|webmanifest)}', async (context, next) => (await serve(path.basename(context.req.param('name')), context.req.header('accept-encoding'), false)) ?? next());
  return assets;
}
