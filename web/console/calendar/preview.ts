import { pageContext } from '../../page-context.ts';
import { isObject } from '../json.ts';
import type { Route } from './+types/preview.ts';

/** The year of a calendar that is being edited. A draft without a name or key yet is counted all the same. */
export async function action({ context, request }: Route.ActionArgs) {
  const { ops } = context.get(pageContext);
  const body: unknown = await request.json();
  if (!isObject(body) || !isObject(body['calendar'])) throw new Response(null, { status: 400 });
  const calendar = { ...body['calendar'], key: 'draft', name: 'draft' } as never;
  const outcome = await ops.previewCalendarYear({ calendar, year: Number(body['year']) });
  return outcome.ok ? { year: outcome.value.year } : { year: null };
}
