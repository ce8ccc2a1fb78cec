import { Readable } from 'node:stream';
import { data } from 'react-router';
import { drawQrCode } from '../channels/qr-draw.server.ts';
import { pageContext } from '../page-context.ts';
import type { Route } from './+types/code-picture.ts';

/** The picture of a platform's own code, for whoever was shown it and while it lives. A bitmap, so that phones can press and hold it. */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const pass = new URL(request.url).searchParams.get('pass') ?? '';
  const read = await context.get(pageContext).ops.readCodePicture({ code: params.id, pass });
  if (!read.ok) throw data(null, { status: 404 });
  const { content, file } = read.value;
  // Kept nowhere: the moment the code ends, nobody is shown it any more.
  const headers = { 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox" };
  if (content !== undefined) return new Response(await drawQrCode('png', content), { headers: { ...headers, 'content-type': 'image/png' } });
  if (file === undefined || (file.mediaType !== 'image/png' && file.mediaType !== 'image/jpeg')) throw data(null, { status: 404 });
  return new Response(Readable.toWeb(file.open()) as ReadableStream<Uint8Array>, { headers: { ...headers, 'content-type': file.mediaType, 'content-length': String(file.size) } });
}
