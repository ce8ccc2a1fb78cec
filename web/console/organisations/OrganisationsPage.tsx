import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Form as SearchForm, Link, redirect, useNavigation } from 'react-router';
import { organisationStates } from '../../../common/contract/organisations.ts';
import { pageContext } from '../../page-context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState, Mark, PageHead, type Tone } from '../PageHead.tsx';
import { mayDo } from '../people/may-do.ts';
import { useText } from '../text.tsx';
import { typed, type Deed } from './deeds.ts';
import { organisationsTexts } from './text.ts';
import { fieldProblem, useDeeds } from './use-deeds.ts';
import { OrganisationsText, useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';
import type { Route } from './+types/OrganisationsPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, actor, language } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const search = (query.get('q') ?? '').trim().slice(0, 80);
  const show = query.get('show') ?? 'active';
  const cursor = query.get('after') ?? undefined;
  const outcome = await ops.listOrganisations({
    ...(search === '' ? {} : { search }), ...(cursor === undefined ? {} : { cursor }),
    ...(show === 'to_check' ? { certificate: 'submitted' as const } : { state: organisationStates.find((known) => known === show) ?? 'active' }),
  });
  if (!outcome.ok) throw new Response(null, { status: outcome.refusal.code === 'not_found' ? 404 : 400 });
  return { ...outcome.value, search, show, paged: cursor !== undefined, mayEdit: mayDo(actor, 'organisations.edit'), mayCheck: mayDo(actor, 'certificates.check'), texts: organisationsTexts(language) };
}

export async function action({ context, request }: Route.ActionArgs): Promise<Deed> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const aliases = typed(form, 'aliases').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const outcome = await ops.createOrganisation({ name: typed(form, 'name'), aliases, note: typed(form, 'note') });
  if (outcome.ok) throw redirect(`/console/organisations/${outcome.value.id}`);
  return { ok: false, problem: explain(outcome.refusal) };
}

export default function OrganisationsPage({ loaderData }: Route.ComponentProps) {
  return <OrganisationsText texts={loaderData.texts}><Organisations {...loaderData} /></OrganisationsText>;
}

export const certificateTones: Readonly<Record<string, Tone>> = { submitted: 'soon', verified: 'good', rejected: 'bad', expired: 'bad' };

function Organisations({ items, next, search, show, paged, mayEdit, mayCheck }: Route.ComponentProps['loaderData']) {
  const t = useText();
  const words = useOrganisationsText();
  const [adding, setAdding] = useState(false);
  const busy = useNavigation().state === 'loading';
  const address = (after?: string) => `?${new URLSearchParams({ ...(search === '' ? {} : { q: search }), ...(show === 'active' ? {} : { show }), ...(after === undefined ? {} : { after }) })}`;
  return (
    <>
      <PageHead title={t('organisations')} hint={words('organisations_hint')}>
        {mayEdit && <Button component={Link} variant="default" to="/console/organisations/import">{words('import')}</Button>}
        {mayEdit && <Button onClick={() => setAdding(true)}>{words('organisation_new')}</Button>}
      </PageHead>
      <search><SearchForm className={styles.filter}>
        <TextInput key={search} name="q" type="search" defaultValue={search} maxLength={80} aria-label={words('search_organisations')} placeholder={words('search_organisations')} />
        <NativeSelect name="show" defaultValue={show} aria-label={words('state_any')} data={[{ value: 'active', label: words('state_active') }, { value: 'archived', label: words('state_archived') }, ...(mayCheck ? [{ value: 'to_check', label: words('to_check') }] : [])]} onChange={(event) => event.currentTarget.form?.requestSubmit()} />
        <Button type="submit" variant="default">{words('search')}</Button>
      </SearchForm></search>
      {items.length === 0 ? (
        search === '' && show === 'active' ? <EmptyState title={words('organisations_empty')} hint={words('organisations_empty_hint')} /> : <EmptyState title={words('nothing_found')} hint={words('nothing_found_hint')} />
      ) : (
        <ul className={styles.list} aria-busy={busy}>
          {items.map((item) => (
            <li key={item.id}>
              <Link className={styles.row ?? ''} to={`/console/organisations/${item.id}`}>
                <span className={styles.name}>{item.name}</span>
                <span className={styles.detail}>{[...item.aliases, words('members_count', { count: item.members })].join(' · ')}</span>
                <span className={styles.marks}>
                  {item.suggested > 0 && <Mark tone="soon">{words('suggested_count', { count: item.suggested })}</Mark>}
                  {item.certificate !== 'none' && <Mark tone={certificateTones[item.certificate] ?? 'plain'}>{words(`certificate_${item.certificate}`)}</Mark>}
                  {item.state === 'archived' && <Mark>{words('state_archived')}</Mark>}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.paging}>
        {paged && <Button component={Link} variant="default" to={address()}>{words('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={address(next)}>{words('more')}</Button>}
      </div>
      {adding && <NewOrganisation close={() => setAdding(false)} />}
    </>
  );
}

function NewOrganisation({ close }: { close(): void }) {
  const t = useText();
  const words = useOrganisationsText();
  const { Form, busy, problem } = useDeeds();
  return (
    <Dialog title={words('organisation_new')} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <TextInput name="name" label={words('name')} maxLength={120} required withAsterisk={false} data-autofocus error={fieldProblem(problem, 'name')} />
        <Textarea name="aliases" label={words('aliases')} description={words('aliases_hint')} autosize minRows={1} maxRows={5} error={fieldProblem(problem, 'aliases')} />
        <Textarea name="note" label={words('note')} description={words('note_hint')} autosize minRows={1} maxRows={5} maxLength={2000} />
        <div className={styles.buttons}><Button type="submit" loading={busy}>{words('add')}</Button></div>
      </Form>
    </Dialog>
  );
}
