import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Form as SearchForm, Link, useNavigation } from 'react-router';
import { entitlementStates, type EntitlementView } from '../../../common/contract/entitlements.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { pageContext } from '../../page-context.ts';
import { typed, type Deed } from '../organisations/deeds.ts';
import { organisationsTexts } from '../organisations/text.ts';
import { useDeeds } from '../organisations/use-deeds.ts';
import { OrganisationsText, useOrganisationsText } from '../organisations/use-text.ts';
import styles from '../records/records.module.css';
import { EmptyState, PageHead } from '../PageHead.tsx';
import { mayDo } from '../people/may-do.ts';
import { useText } from '../text.tsx';
import { EditEntitlement, type PlanOption } from './EditEntitlement.tsx';
import { entitlementIntents } from './entitlement-actions.ts';
import { EntitlementRows, type Counted } from './EntitlementRows.tsx';
import { UsesDialog } from './UsesDialog.tsx';
import type { Route } from './+types/EntitlementsPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

const shownStates = [...entitlementStates, 'waiting'] as const;
const idForm = /^[0-9a-f-]{36}$/;

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, actor, language } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const [product, plan] = (query.get('plan') ?? '').slice(0, 100).split('/');
  const state = shownStates.find((known) => known === query.get('state'));
  const search = (query.get('q') ?? '').trim().slice(0, 80);
  const idIn = (name: string) => [query.get(name) ?? ''].find((id) => idForm.test(id));
  const [person, organisation, cursor] = [idIn('person'), idIn('organisation'), query.get('after') ?? undefined];
  const [outcome, plans, ofPerson, ofOrganisation] = await Promise.all([
    ops.listEntitlements({
      ...(product ? { product } : {}), ...(plan ? { plan } : {}), ...(state === undefined ? {} : { state }), ...(search === '' ? {} : { search }),
      ...(person === undefined ? {} : { person }), ...(organisation === undefined ? {} : { organisation }), ...(cursor === undefined ? {} : { cursor }),
    }),
    ops.readSupportPage({ as: 'anyone' }),
    person === undefined ? undefined : ops.readPerson({ id: person }),
    organisation === undefined ? undefined : ops.readOrganisation({ id: organisation }),
  ]);
  if (!outcome.ok) throw new Response(null, { status: outcome.refusal.code === 'not_found' ? 404 : 400 });
  const options: PlanOption[] = plans.ok ? plans.value.products.flatMap((one) => one.plans.map((each) => ({ value: `${one.key}/${each.key}`, label: `${inLanguage(one.name, language)} · ${each.name}` }))) : [];
  return {
    ...outcome.value, options, search, state: state ?? '', plan: product === undefined || product === '' ? '' : [product, plan].filter((part) => part !== undefined).join('/'), paged: cursor !== undefined,
    holder: person === undefined && organisation === undefined ? null : { person, organisation, name: ofPerson?.ok === true ? ofPerson.value.name : ofOrganisation?.ok === true ? ofOrganisation.value.name : '…' },
    open: query.get('new') === '1', mayEdit: mayDo(actor, 'entitlements.edit'), texts: organisationsTexts(language),
  };
}
export type EntitlementsData = Awaited<ReturnType<typeof loader>>;

export async function action({ context, request }: Route.ActionArgs): Promise<Deed> {
  const page = context.get(pageContext);
  const form = await request.formData();
  const intent = typed(form, 'intent');
  const run = Object.hasOwn(entitlementIntents, intent) ? entitlementIntents[intent] : undefined;
  if (run === undefined) throw new Response(null, { status: 404 });
  return run(page, form);
}

export default function EntitlementsPage({ loaderData }: Route.ComponentProps) {
  return <OrganisationsText texts={loaderData.texts}><Entitlements key={JSON.stringify(loaderData.holder)} {...loaderData} /></OrganisationsText>;
}

function Entitlements({ items, next, options, search, state, plan, paged, holder, open, mayEdit }: EntitlementsData) {
  const t = useText();
  const words = useOrganisationsText();
  const { send } = useDeeds();
  const [editing, setEditing] = useState<EntitlementView | 'new' | null>(open && mayEdit ? 'new' : null);
  const [counting, setCounting] = useState<Counted | null>(null);
  const busy = useNavigation().state === 'loading';
  const whose: Record<string, string> = { ...(holder?.person === undefined ? {} : { person: holder.person }), ...(holder?.organisation === undefined ? {} : { organisation: holder.organisation }) };
  const isFiltered = search !== '' || state !== '' || plan !== '';
  const address = (after?: string) => `?${new URLSearchParams({ ...whose, ...(search === '' ? {} : { q: search }), ...(state === '' ? {} : { state }), ...(plan === '' ? {} : { plan }), ...(after === undefined ? {} : { after }) })}`;
  return (
    <>
      <PageHead title={holder === null ? t('entitlements') : words('entitlements_of', { name: holder.name })} hint={words('entitlements_hint')} above={holder === null ? undefined : <Link to="/console/entitlements">{words('entitlements_all')}</Link>}>
        {mayEdit && holder === null && <Button component={Link} variant="default" to="/console/entitlements/import">{words('import')}</Button>}
        {mayEdit && <Button onClick={() => setEditing('new')}>{words('entitlement_new')}</Button>}
      </PageHead>
      <search><SearchForm className={styles.filter}>
        {Object.entries(whose).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        {holder === null && <TextInput key={search} name="q" type="search" defaultValue={search} maxLength={80} aria-label={words('entitlements_search')} placeholder={words('entitlements_search')} />}
        <NativeSelect name="plan" defaultValue={plan} aria-label={words('product_plan')} data={[{ value: '', label: words('product_any') }, ...options]} onChange={(event) => event.currentTarget.form?.requestSubmit()} />
        <NativeSelect name="state" defaultValue={state} aria-label={words('state_any')} data={[{ value: '', label: words('state_any') }, ...shownStates.map((value) => ({ value: value as string, label: words(`state_${value}`) }))]} onChange={(event) => event.currentTarget.form?.requestSubmit()} />
        <Button type="submit" variant="default">{words('search')}</Button>
      </SearchForm></search>
      {items.length === 0 ? (
        isFiltered ? <EmptyState title={words('nothing_found')} hint={words('nothing_found_hint')} /> : <EmptyState title={words('entitlements_none')} hint={words('entitlements_none_hint')} />
      ) : (
        <div aria-busy={busy}>
          <EntitlementRows
            items={items}
            brief={holder !== null}
            edit={mayEdit ? setEditing : undefined}
            uses={mayEdit ? setCounting : undefined}
            end={mayEdit ? (item) => send({ intent: item.state === 'ended' ? 'resume' : 'end', entitlement: item.id, revision: String(item.revision) }) : undefined}
          />
        </div>
      )}
      <div className={styles.paging}>
        {paged && <Button component={Link} variant="default" to={address()}>{words('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={address(next)}>{words('more')}</Button>}
      </div>
      {editing !== null && <EditEntitlement entitlement={editing === 'new' ? null : editing} options={options} whose={whose} holder={holder?.name} close={() => setEditing(null)} />}
      {counting !== null && <UsesDialog entitlement={counting} close={() => setCounting(null)} />}
    </>
  );
}
