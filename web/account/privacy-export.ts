import { redirect } from 'react-router';
import { pageContext } from '../page-context.ts';
import { confirmFirst } from './PrivacyPage.tsx';
import type { Route } from './+types/privacy-export.ts';

/** A finished export as an attachment; whoever did not prove lately who they are does that first. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ops, actor } = context.get(pageContext);
  if (actor.kind !== 'person') throw redirect(`/sign-in?to=${encodeURIComponent('/account/privacy')}`, 303);
  const format = params.format === 'json' ? 'json' : 'html';
  const outcome = await ops.downloadPrivacyExport({ id: params.id, format });
  if (!outcome.ok && outcome.refusal.code === 'recent_sign_in_required') throw redirect(confirmFirst, 303);
  if (!outcome.ok) throw new Response(null, { status: 404 });
  const { name, mediaType, size, open } = outcome.value;
  return new Response(new ReadableStream({
    async start(controller) {
      for await (const chunk of open()) controller.enqueue(chunk as Uint8Array);
      controller.close();
    },
  }), {
    headers: {
      'content-type': mediaType === 'application/json' ? 'application/json; charset=utf-8' : 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
