import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link, redirect, useNavigation, useSearchParams } from 'react-router';
import { identityKinds } from '../../../common/contract/people.ts';
import { personStates } from '../../../common/contract/persons.ts';
import { pageContext } from '../../page-context.ts';
import { textOf } from '../../people/text-of.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState, Mark, PageHead } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import { AccountFields } from './AccountFields.tsx';
import { mayDo } from './may-do.ts';
import { peopleTexts, readWhen } from './text.ts';
import { refused } from '../deeds.ts';
import { useDeeds, type Deed } from './use-deeds.ts';
import { PeopleText, usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';
import type { Route } from './+types/PeoplePage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const search = (query.get('q') ?? '').slice(0, 100);
  const state = personStates.find((known) => known === query.get('state')) ?? 'active';
  const cursor = query.get('after') ?? undefined;
  const [outcome, when] = await Promise.all([page.ops.listPersons({ state, ...(search === '' ? {} : { search }), ...(cursor === undefined ? {} : { cursor }), limit: 50 }), readWhen(page)]);
  if (!outcome.ok) throw new Response(null, { status: 404 });
  return {
    search, state, paged: cursor !== undefined, next: outcome.value.next, mayEdit: mayDo(page.actor, 'people.edit'), texts: peopleTexts(page.language),
    items: outcome.value.items.map(({ createdAt, ...item }) => ({ ...item, since: when(createdAt) })),
  };
}

export async function action({ context, request }: Route.ActionArgs): Promise<Deed> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const account = textOf(form, 'account').trim();
  const issuer = textOf(form, 'issuer').trim();
  const kind = identityKinds.find((known) => known === form.get('kind')) ?? 'email';
  const outcome = await ops.addPerson({ name: textOf(form, 'name'), ...(account === '' ? {} : { accounts: [{ kind, account, ...(issuer === '' ? {} : { issuer }) }] }) });
  if (outcome.ok) throw redirect(`/console/people/${outcome.value.id}`);
  return refused(explain, outcome);
}

export default function PeoplePage({ loaderData }: Route.ComponentProps) {
  return (
    <PeopleText texts={loaderData.texts}>
      <People {...loaderData} />
    </PeopleText>
  );
}

/** Everyone, found while one types; what is looked for stands in the address. */
function People({ items, search, state, next, paged, mayEdit }: Route.ComponentProps['loaderData']) {
  const t = useText();
  const words = usePeopleText();
  const [adding, setAdding] = useState(false);
  const busy = useNavigation().state === 'loading';
  const address = (after?: string) => `?${new URLSearchParams({ ...(search === '' ? {} : { q: search }), ...(state === 'active' ? {} : { state }), ...(after === undefined ? {} : { after }) })}`;
  return (
    <>
      <PageHead title={t('people')} hint={words('people_hint')}>
        {mayEdit && <Button onClick={() => setAdding(true)}>{words('people_add')}</Button>}
      </PageHead>
      <Search search={search} state={state} />
      {search !== '' && next !== undefined && items.length > 0 && <p className={styles.hint}>{words('people_many', { count: items.length })}</p>}
      {items.length === 0 ? (
        search === '' && state === 'active' ? <EmptyState title={words('people_empty')} hint={words('people_empty_hint')} /> : <EmptyState title={words('people_nobody')} hint={words('people_nobody_hint')} />
      ) : (
        <ul className={styles.list} aria-busy={busy}>
          {items.map((item) => (
            <li key={item.id}>
              <Link className={styles.row ?? ''} to={`/console/people/${item.id}`}>
                <span className={styles.name}>{item.name}</span>
                <span className={styles.detail}>{item.identities.length === 0 ? words('no_accounts') : item.identities.map(({ typed }) => typed).join(' · ')}</span>
                <span className={styles.marks}>
                  {item.roles.map((role) => (
                    <Mark key={role} tone="info">
                      {words(`role.${role}`)}
                    </Mark>
                  ))}
                  {item.state !== 'active' && <Mark tone={item.state === 'disabled' ? 'bad' : 'plain'}>{words(`state.${item.state}`)}</Mark>}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.paging}>
        {paged && (
          <Button component={Link} variant="default" to={address()}>
            {words('newest')}
          </Button>
        )}
        {next !== undefined && (
          <Button component={Link} variant="default" to={address(next)}>
            {words('older')}
          </Button>
        )}
      </div>
      {adding && <AddPerson close={() => setAdding(false)} />}
    </>
  );
}

/** Milliseconds after the last key before it is searched. */
const pause = 180;

function Search({ search, state }: { search: string; state: string }) {
  const words = usePeopleText();
  const [, setQuery] = useSearchParams();
  const [typed, setTyped] = useState(search);
  const latest = useRef(search);
  const look = (changes: { q?: string; state?: string }) =>
    setQuery(
      (before) => {
        const q = changes.q ?? before.get('q') ?? '';
        const chosen = changes.state ?? before.get('state') ?? 'active';
        return { ...(q === '' ? {} : { q }), ...(chosen === 'active' ? {} : { state: chosen }) };
      },
      { replace: true, preventScrollReset: true },
    );
  const lookLater = useRef(look);
  useEffect(() => {
    lookLater.current = look;
  });
  useEffect(() => {
    if (typed === latest.current) return undefined;
    const timer = setTimeout(() => {
      latest.current = typed;
      lookLater.current({ q: typed });
    }, pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <search className={styles.filter}>
      <TextInput type="search" aria-label={words('people_search')} placeholder={words('people_search')} value={typed} maxLength={100} onChange={(event) => setTyped(event.currentTarget.value)} />
      <NativeSelect aria-label={words('people_state')} value={state} data={personStates.map((value) => ({ value, label: words(`state.${value}`) }))} onChange={(event) => look({ state: event.currentTarget.value })} />
    </search>
  );
}

function AddPerson({ close }: { close(): void }) {
  const t = useText();
  const words = usePeopleText();
  const { Form, busy, problem } = useDeeds();
  return (
    <Dialog title={words('people_add')} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <TextInput name="name" label={words('person_name')} required maxLength={60} data-autofocus />
        <AccountFields wrong={problem?.fields?.[0]?.message} />
        <Button type="submit" disabled={busy}>
          {words('add')}
        </Button>
      </Form>
    </Dialog>
  );
}
