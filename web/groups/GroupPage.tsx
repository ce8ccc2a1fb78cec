import { data, redirect } from 'react-router';
import { pageContext } from '../page-context.ts';
import { textOf } from '../people/text-of.ts';
import type { Route } from './+types/GroupPage.ts';
import { GroupView, LeftView } from './GroupView.tsx';
import styles from './groups.css?url';
import { whenOf } from './when.server.ts';
import type { When } from './when.server.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

/** The page of a group, for its members. Who has just left sees the way back instead; for everybody else there is nothing here. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ops, actor } = context.get(pageContext);
  if (actor.kind !== 'person') throw redirect(`/sign-in?to=${encodeURIComponent(`/groups/${params.id}`)}`, 303);
  const { searchParams } = new URL(request.url);
  const cursor = searchParams.get('after') ?? undefined;
  const read = await ops.readMemberPage({ group: params.id, ...(cursor === undefined ? {} : { cursor }) });
  const left = searchParams.get('left');
  if (!read.ok) {
    if (left === null || !/^[0-9a-f-]{36}$/.test(params.id)) throw data(null, { status: 404 });
    return { page: null, gone: left === 'gone', id: params.id, when: {}, paged: false };
  }
  const write = await whenOf(context, request);
  const page = read.value;
  const instants = [page.joinedAt, page.announcements.flatMap(({ postedAt, readAt }) => [postedAt, readAt])].flat().filter((at) => at !== undefined);
  const when: Record<string, When> = Object.fromEntries(instants.map((at) => [at, write(at)]));
  if (page.heldUntil !== undefined) when[page.heldUntil] = write(page.heldUntil, true);
  const until = page.wayIn?.code?.expiresAt;
  if (until !== undefined) when[until] = write(until, true);
  return { page, gone: false, id: params.id, when, paged: cursor !== undefined };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const here = `/groups/${encodeURIComponent(params.id)}`;
  const deed = textOf(form, 'do');
  if (deed === 'return') {
    const back = await ops.returnToGroup({ group: params.id });
    throw redirect(back.ok ? `/groups/${back.value.group}` : `${here}?left=gone`, 303);
  }
  const outcome = deed === 'leave' ? await ops.leaveGroup({ group: params.id }) : await ops.acknowledgeAnnouncement({ announcement: textOf(form, 'announcement') });
  if (outcome.ok) throw redirect(deed === 'leave' ? `${here}?left=1` : `${here}#announcements`, 303);
  const problem = explain(outcome.refusal);
  return data({ problem: problem.title }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function GroupPage({ loaderData: { page, gone, id, when, paged }, actionData }: Route.ComponentProps) {
  return page === null ? <LeftView id={id} gone={gone} /> : <GroupView page={page} when={when} paged={paged} problem={actionData?.problem} />;
}
