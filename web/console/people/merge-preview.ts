import { pageContext } from '../../page-context.ts';
import { hideWithout } from '../hide-without.ts';
import type { Route } from './+types/merge-preview.ts';

/** What the merge dialog asks while it is open: entries for a search, or what merging one of them would do. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  hideWithout('people.edit', context.get(pageContext));
  const { ops, explain } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const other = query.get('other');
  if (other !== null) {
    const preview = await ops.previewMerge({ id: params.id, other });
    return preview.ok ? { preview: preview.value } : { problem: explain(preview.refusal) };
  }
  const found = await ops.listPersons({ search: (query.get('q') ?? '').slice(0, 100), limit: 8 });
  return { found: found.ok ? found.value.items.filter(({ id }) => id !== params.id) : [], more: found.ok && found.value.next !== undefined };
}
