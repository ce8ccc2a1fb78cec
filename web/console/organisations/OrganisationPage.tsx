import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { pageContext } from '../../page-context.ts';
import { EntitlementRows } from '../entitlements/EntitlementRows.tsx';
import { HistoryLink } from '../HistoryLink.tsx';
import { Mark, PageHead } from '../PageHead.tsx';
import { mayDo } from '../people/may-do.ts';
import { readWhen } from '../people/text.ts';
import { useText } from '../text.tsx';
import { Certificates } from './Certificates.tsx';
import type { Deed } from './deeds.ts';
import { typed } from './deeds.ts';
import { Departments } from './Departments.tsx';
import { Domains } from './Domains.tsx';
import { EditOrganisation } from './EditOrganisation.tsx';
import { Members } from './Members.tsx';
import { Removed } from './Removed.tsx';
import { organisationIntents } from './organisation-actions.ts';
import { certificateTones } from './OrganisationsPage.tsx';
import { organisationsTexts } from './text.ts';
import { useDeeds } from './use-deeds.ts';
import { OrganisationsText, useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';
import type { Route } from './+types/OrganisationPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const { ops, actor, language } = page;
  const query = new URL(request.url).searchParams;
  const { id } = params;
  const department = query.get('department') ?? '';
  const search = (query.get('q') ?? '').trim().slice(0, 80);
  const cursor = query.get('after') ?? undefined;
  const [organisation, members, suggested, entitlements, audit, when, removed] = await Promise.all([
    ops.readOrganisation({ id }),
    ops.listMembers({ organisation: id, state: 'all', ...(department === '' ? {} : { department }), ...(search === '' ? {} : { search }), ...(cursor === undefined ? {} : { cursor }), limit: 30 }),
    ops.listMembers({ organisation: id, state: 'suggested', limit: 50 }),
    ops.listEntitlements({ organisation: id, limit: 20 }),
    ops.listAudit({ subjectKind: 'organisation', subjectKey: id, limit: 5 }),
    readWhen(page),
    mayDo(actor, 'organisations.edit') ? ops.listRemovedOfOrganisation({ organisation: id }) : undefined,
  ]);
  if (!organisation.ok) throw new Response(null, { status: 404 });
  return {
    organisation: organisation.value,
    members: members.ok ? members.value : { items: [] },
    suggested: suggested.ok ? suggested.value.items : [],
    entitlements: entitlements.ok ? entitlements.value.items : null,
    history: audit.ok ? audit.value.items.map(({ id: key, at, actor: by, before, after }) => ({ key, when: when(at), by: by.kind === 'system' ? null : (by.name ?? null), deed: before === null ? ('did_created' as const) : after === null ? ('did_deleted' as const) : ('did_changed' as const) })) : null,
    removed: removed?.ok === true ? removed.value.items.map(({ removedAt, ...item }) => ({ ...item, when: when(removedAt) })) : [],
    filter: { department, search, paged: cursor !== undefined },
    may: { edit: mayDo(actor, 'organisations.edit'), check: mayDo(actor, 'certificates.check'), entitle: mayDo(actor, 'entitlements.edit') },
    texts: organisationsTexts(language),
  };
}
type OrganisationData = Awaited<ReturnType<typeof loader>>;

export async function action({ context, params, request }: Route.ActionArgs): Promise<Deed> {
  const page = context.get(pageContext);
  const form = await request.formData();
  const intent = typed(form, 'intent');
  const run = Object.hasOwn(organisationIntents, intent) ? organisationIntents[intent] : undefined;
  if (run === undefined) throw new Response(null, { status: 404 });
  return run(page, params.id, form);
}

export default function OrganisationPage({ loaderData }: Route.ComponentProps) {
  return <OrganisationsText texts={loaderData.texts}><Organisation {...loaderData} /></OrganisationsText>;
}

function Organisation({ organisation, members, suggested, entitlements, removed, history, filter, may }: OrganisationData) {
  const t = useText();
  const words = useOrganisationsText();
  const { send } = useDeeds();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <PageHead above={<Link to="/console/organisations">{t('organisations')}</Link>} title={organisation.name} hint={organisation.aliases.join(' · ') || undefined}>
        {organisation.certificate !== 'none' && <Mark tone={certificateTones[organisation.certificate] ?? 'plain'}>{words(`certificate_${organisation.certificate}`)}</Mark>}
        {may.edit && <Button variant="default" onClick={() => setEditing(true)}>{words('edit')}</Button>}
        {may.edit && <Button variant="default" onClick={() => send({ intent: organisation.state === 'active' ? 'archive' : 'restore' })}>{words(organisation.state === 'active' ? 'archive' : 'restore')}</Button>}
        <HistoryLink kind="organisation" entry={organisation.id} />
      </PageHead>
      {organisation.state === 'archived' && <p className={styles.note} data-tone="soon">{words('archived_note')}</p>}
      {organisation.note !== '' && <p className={styles.note}>{organisation.note}</p>}
      <Members organisation={organisation} members={members} suggested={suggested} filter={filter} mayEdit={may.edit} />
      <Departments organisation={organisation} mayEdit={may.edit} />
      {entitlements !== null && (
        <section className={styles.section} aria-labelledby="entitlements">
          <div className={styles.sectionHead}>
            <h2 id="entitlements">{words('entitlements')}</h2>
            <Button component={Link} size="xs" variant="default" to={`/console/entitlements?organisation=${organisation.id}${may.entitle ? '&new=1' : ''}`}>{words(may.entitle ? 'entitlement_new' : 'entitlements_all')}</Button>
          </div>
          {entitlements.length === 0 ? <p className={styles.none}>{words('entitlements_none')}</p> : <EntitlementRows items={entitlements} brief />}
        </section>
      )}
      <Domains organisation={organisation} mayEdit={may.edit} mayVouch={may.check} />
      {may.check && <Certificates organisation={organisation} />}
      <Removed items={removed} />
      {history !== null && (
        <section className={styles.section} aria-labelledby="history">
          <div className={styles.sectionHead}>
            <h2 id="history">{words('history')}</h2>
          </div>
          {history.length === 0 ? <p className={styles.none}>{words('history_none')}</p> : (
            <ul className={styles.list}>
              {history.map(({ key, when, by, deed }) => (
                <li key={key} className={styles.row}>
                  <Mark>{words(deed)}</Mark>
                  <span className={styles.detail} title={when.exact}>{words('history_by', { name: by ?? words('system'), at: when.words })}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {editing && <EditOrganisation organisation={organisation} close={() => setEditing(false)} />}
    </>
  );
}

