import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { whenOf } from '../../../groups/when.server.ts';
import { pageContext } from '../../../page-context.ts';
import { EmptyState, PageHead } from '../../PageHead.tsx';
import records from '../../records/records.module.css';
import { mayIn } from '../may-in.ts';
import { runCodesIntent } from './actions.ts';
import { CheckLinks } from './CheckLinks.tsx';
import { GroupCodes } from './GroupCodes.tsx';
import { shownGroup } from './shown.ts';
import { codesTexts } from './text.ts';
import { CodesText, useCodesText } from './use-text.ts';
import type { Route } from './+types/CodesPage.ts';

export { ConsoleError as ErrorBoundary } from '../../ConsoleError.tsx';
export { consoleMeta as meta } from '../../title.ts';

/** Groups on a page: each has a card with a picture. */
const groupsShown = 20;

/** The codes of one fleet, or of all that one may read; what is dead or ends next comes first. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ops, language, actor, now } = context.get(pageContext);
  const fleet = (params as { fleet?: string }).fleet;
  const cursor = new URL(request.url).searchParams.get('after') ?? undefined;
  const [codes, links] = await Promise.all([ops.listGroupCodes({ limit: groupsShown, ...(fleet === undefined ? {} : { fleet }), ...(cursor === undefined ? {} : { cursor }) }), fleet === undefined ? undefined : ops.listCheckLinks({ fleet })]);
  if (!codes.ok) throw new Response(null, { status: 404 });
  const when = await whenOf(context, request);
  return {
    fleet: fleet === undefined ? null : { key: fleet, name: codes.value.items[0]?.fleetName ?? fleet },
    groups: codes.value.items.map((group) => ({ ...shownGroup(group, when, now), mayRun: mayIn(actor, 'groups.run', group.fleet) })),
    links: links?.ok === true && codes.value.items.length > 0 ? links.value.items.map((link) => ({ ...link, created: when(link.createdAt), used: link.usedAt === undefined ? null : when(link.usedAt) })) : null,
    next: codes.value.next ?? null, paged: cursor !== undefined,
    texts: codesTexts(language),
  };
}
export type CodesData = Awaited<ReturnType<typeof loader>>;

export function action({ context, params, request }: Route.ActionArgs) {
  return runCodesIntent(context.get(pageContext), request, (params as { fleet?: string }).fleet ?? '');
}

export default function CodesPage({ loaderData }: Route.ComponentProps) {
  return <CodesText texts={loaderData.texts}><Codes {...loaderData} /></CodesText>;
}

function Codes({ fleet, groups, links, next, paged }: CodesData) {
  const words = useCodesText();
  return (
    <>
      <PageHead above={fleet === null ? undefined : <Link to={`/console/groups/${fleet.key}`}>{fleet.name}</Link>} title={words(fleet === null ? 'codes_all' : 'codes')} hint={words('codes_hint')}>
        {fleet !== null && <Button component={Link} variant="default" to="/console/codes">{words('codes_all')}</Button>}
      </PageHead>
      {groups.length === 0 && <EmptyState title={words('codes_none')} hint={words('codes_none_hint')} />}
      {groups.map((group) => <GroupCodes key={group.group} group={group} withFleet={fleet === null} />)}
      {(next !== null || paged) && (
        <div className={records.paging}>
          {paged && <Button component={Link} variant="default" to="?">{words('first')}</Button>}
          {next !== null && <Button component={Link} variant="default" to={`?after=${next}`}>{words('more')}</Button>}
        </div>
      )}
      {links !== null && <CheckLinks links={links} />}
    </>
  );
}
