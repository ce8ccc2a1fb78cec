import { createHash } from 'node:crypto';
import { data } from 'react-router';
import { pageContext } from '../page-context.ts';
import type { Route } from './+types/qr-image.ts';
import { findQrContent } from './qr-content.ts';
import { drawQrCode } from './qr-draw.server.ts';

/** A QR code of something that the centre itself shows, as SVG or PNG. There is no way to have anything else drawn. */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const [, place = '', form = ''] = /^([a-z0-9-]+)\.(svg|png)$/.exec(params.file) ?? [];
  const support = await context.get(pageContext).ops.readSupportPage({});
  const content = support.ok ? findQrContent(support.value, params.section, params.key, place) : undefined;
  if (content === undefined || (form !== 'svg' && form !== 'png')) throw data(null, { status: 404 });
  const entityTag = `"${createHash('sha256').update(`${form}\n${content}`).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': form === 'svg' ? 'image/svg+xml' : 'image/png',
    'cache-control': 'public, max-age=300',
    etag: entityTag,
    // A browser that shows the picture alone styles its own frame around it.
    'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
  };
  if (request.headers.get('if-none-match') === entityTag) return new Response(null, { status: 304, headers });
  return new Response(await drawQrCode(form, content), { headers });
}
