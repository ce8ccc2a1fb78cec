import { createHash } from 'node:crypto';
import { data } from 'react-router';
import { drawQrCode } from '../channels/qr-draw.server.ts';
import { pageContext } from '../page-context.ts';
import type { Route } from './+types/link-image.ts';

/** The QR code of a link that never expires, `/g/<name>.svg` and `.png`. It says the centre's own address, whatever host was asked (D7). */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const form = pathname.endsWith('.svg') ? 'svg' : 'png';
  const read = await context.get(pageContext).ops.readJoinLink({ name: params.name.replace(/\.(?:svg|png)$/, '') });
  if (!read.ok) throw data(null, { status: 404 });
  const { name, url } = read.value;
  const content = url;
  const entityTag = `"${createHash('sha256').update(`${form}\n${content}`).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': form === 'svg' ? 'image/svg+xml' : 'image/png',
    'cache-control': 'public, max-age=300',
    etag: entityTag,
    'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
    ...(searchParams.get('download') === '1' ? { 'content-disposition': `attachment; filename="${name}.${form}"` } : {}),
  };
  if (request.headers.get('if-none-match') === entityTag) return new Response(null, { status: 304, headers });
  return new Response(await drawQrCode(form, content), { headers });
}
