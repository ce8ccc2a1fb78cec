import type { z } from 'zod';
import type { ownApplicationsSchema } from '../../common/contract/applying.ts';
import type { OwnGroup } from '../../common/contract/fleet-operations.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { closeUp } from '../../common/i18n/words.ts';
import { applicationMessages } from '../../common/locales/application/index.ts';
import { termName } from '../../common/solar-terms.ts';
import { termClass } from '../channels/parts/GroupBadge.tsx';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/OwnApplicationsPage.ts';
import { stateWord } from './ApplicationView.tsx';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

type OwnApplications = z.infer<typeof ownApplicationsSchema>['items'];

/** The groups that somebody is in, and what they applied for. */
export async function loader({ context }: Route.LoaderArgs) {
  const { ops, explain, now, timeZone } = context.get(pageContext);
  const [groups, applications] = await Promise.all([ops.listOwnGroups({}), ops.listOwnApplications({})]);
  if (!groups.ok || !applications.ok) throw Response.json(groups.ok ? null : explain(groups.refusal), { status: 404 });
  return { groups: groups.value.items, applications: applications.value.items, now: now.toISOString(), zone: timeZone };
}

export function headers() {
  return { 'lichun-page': 'public', 'cache-control': 'private, no-store' };
}

export default function OwnApplicationsPage({ loaderData }: Route.ComponentProps) {
  return <OwnApplicationsView language={useLanguage()} {...loaderData} />;
}

type View = { language: Language; groups: readonly OwnGroup[]; applications: OwnApplications; now: string; zone: string };

export function OwnApplicationsView({ language, groups, applications, now, zone }: View) {
  const t = translator(applicationMessages, language);
  const when = (at: string) => describeInstant(at, now, zone, language);
  return (
    <>
      <title>{t('own_title')}</title>
      <h1>{t('own_title')}</h1>
      <section className="part-small">
        <h2>{t('own_groups')}</h2>
        {groups.length === 0 ? <p className="muted">{t('own_groups_none')}</p> : (
          <ul className="rows">
            {groups.map((group) => (
              <li key={group.seat} className="item">
                <div>
                  <p>{group.term !== undefined && <span className={`term${termClass(group.term)}`}>{termName(group.term, language)}</span>} <b>{group.memberPage && group.state === 'member' ? <a href={`/groups/${group.group}`}>{group.name}</a> : group.name}</b></p>
                  <p className="muted small" title={exactTime(group.expiresAt ?? group.since, zone, language)}>{group.state === 'reserved' && group.expiresAt !== undefined ? closeUp(t('own_held', { at: when(group.expiresAt) }), [when(group.expiresAt)]) : closeUp(t('own_since', { at: when(group.since) }), [when(group.since)])}</p>
                  {group.groupState === 'archived' && <p className="small">{t('own_archived')} <a href={`/g/${group.fleet}`}>{t('own_archived_on')}</a></p>}
                </div>
                {group.number !== undefined && <p className="value"><code data-copy="">{group.number}</code></p>}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="part-small">
        <h2>{t('own_applications')}</h2>
        {applications.length === 0 ? (
          <>
            <p className="muted">{t('own_none')}</p>
            <p className="links"><a className="button" href="/#groups">{t('own_find')}</a></p>
          </>
        ) : (
          <ul className="rows">
            {applications.map((one) => (
              <li key={one.id} className="item">
                <div>
                  <p><a href={`/applications/${one.id}`}><b>{one.fleetName}</b></a></p>
                  <p className="muted small" title={exactTime(one.submittedAt, zone, language)}>{closeUp(t('submitted_at', { at: when(one.submittedAt) }), [when(one.submittedAt)])}</p>
                </div>
                <p><span className="mark">{t(stateWord(one, false))}</span>{one.position !== undefined && <span className="small muted"> {t('position', { position: one.position })}</span>}</p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
