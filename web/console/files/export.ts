import { pageContext } from '../../page-context.ts';
import type { Route } from './+types/export.ts';

/** The whole centre as a file to keep. */
export async function loader({ context }: Route.LoaderArgs) {
  const { ops } = context.get(pageContext);
  const outcome = await ops.exportCentre({});
  if (!outcome.ok) throw new Response(null, { status: 404 });
  return new Response(outcome.value.text, { headers: { 'content-type': 'application/yaml; charset=utf-8', 'content-disposition': 'attachment; filename="centre.yaml"' } });
}
