import { pageContext, type PageContext } from '../../../page-context.ts';
import { mayDo, mayDoSomewhere } from '../../people/may-do.ts';
import type { Route } from './+types/people.ts';

export type FoundPerson = { id: string; name: string; accounts: readonly string[] };
type Asking = Pick<PageContext, 'ops' | 'actor'>;

/** People whom a moderator may mean: everybody, for who may look at them; else those who applied to their fleets. */
export async function loader({ context, request }: Route.LoaderArgs): Promise<{ search: string; found: readonly FoundPerson[] | undefined; more: boolean }> {
  const page = context.get(pageContext);
  if (!mayDoSomewhere(page.actor, 'strikes.manage')) throw new Response(null, { status: 404 });
  const search = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100);
  if (search === '') return { search, found: undefined, more: false };
  if (!mayDo(page.actor, 'people.read')) {
    const found = await page.ops.listApplicants({ search });
    return { search, found: found.ok ? found.value.items : [], more: found.ok && found.value.more };
  }
  const found = await page.ops.listPersons({ search, limit: 8 });
  return { search, found: found.ok ? found.value.items.map(({ id, name, identities }) => ({ id, name, accounts: identities.map(({ typed }) => typed) })) : [], more: found.ok && found.value.next !== undefined };
}

/** The one whom an address names, as far as who looks may know them. */
export async function findNamed({ ops, actor }: Asking, id: string): Promise<FoundPerson | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  if (!mayDo(actor, 'people.read')) {
    const found = await ops.listApplicants({ person: id });
    return found.ok ? found.value.items[0] : undefined;
  }
  const found = await ops.readPerson({ id });
  return found.ok ? { id, name: found.value.name, accounts: found.value.identities.map(({ typed }) => typed).slice(0, 8) } : undefined;
}
