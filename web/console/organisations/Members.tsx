import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Form as SearchForm, Link } from 'react-router';
import { dayLater } from '../../../common/contract/day.ts';
import { namingKinds, type MemberView, type Organisation } from '../../../common/contract/organisations.ts';
import { describeDay } from '../../../common/i18n/days.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Mark } from '../PageHead.tsx';
import { useLocale, useText } from '../text.tsx';
import { branches } from './tree.ts';
import { fieldProblem, useDeeds } from './use-deeds.ts';
import { useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';

type Props = { organisation: Organisation; members: { items: MemberView[]; next?: string | undefined }; suggested: MemberView[]; filter: { department: string; search: string; paged: boolean }; mayEdit: boolean };

/** Who belongs to an organisation: those to decide about first, then everybody in pages. */
export function Members({ organisation, members, suggested, filter, mayEdit }: Props) {
  const words = useOrganisationsText();
  const [editing, setEditing] = useState<MemberView | 'new' | null>(null);
  const { department, search, paged } = filter;
  const tree = branches(organisation.departments);
  const address = (after?: string) => `?${new URLSearchParams({ ...(department === '' ? {} : { department }), ...(search === '' ? {} : { q: search }), ...(after === undefined ? {} : { after }) })}`;
  const shown = members.items.filter(({ state }) => state !== 'suggested');
  return (
    <section className={styles.section} aria-labelledby="members">
      <div className={styles.sectionHead}>
        <h2 id="members">{words('members')} <small>{organisation.members}</small></h2>
        {mayEdit && <Button size="xs" onClick={() => setEditing('new')}>{words('member_add')}</Button>}
      </div>
      {suggested.length > 0 && <ul className={styles.list}>{suggested.map((member) => <Member key={member.id} member={member} mayEdit={mayEdit} edit={setEditing} />)}</ul>}
      {(organisation.members > 5 || search !== '' || department !== '' || paged) && (
        <search><SearchForm className={styles.filter}>
          <TextInput key={search} name="q" type="search" size="sm" defaultValue={search} maxLength={80} aria-label={words('members_search')} placeholder={words('members_search')} />
          {tree.length > 0 && <NativeSelect name="department" size="sm" defaultValue={department} aria-label={words('departments')} data={[{ value: '', label: words('members_all') }, ...tree.map(({ id, path }) => ({ value: id, label: path }))]} onChange={(event) => event.currentTarget.form?.requestSubmit()} />}
          <Button type="submit" size="sm" variant="default">{words('search')}</Button>
        </SearchForm></search>
      )}
      {shown.length === 0 ? (
        suggested.length === 0 && <p className={styles.none}>{words(search === '' && department === '' ? 'members_none' : 'nothing_found')}</p>
      ) : (
        <ul className={styles.list}>{shown.map((member) => <Member key={member.id} member={member} mayEdit={mayEdit} edit={setEditing} />)}</ul>
      )}
      <div className={styles.paging}>
        {paged && <Button component={Link} size="xs" variant="default" to={address()}>{words('newest')}</Button>}
        {members.next !== undefined && <Button component={Link} size="xs" variant="default" to={address(members.next)}>{words('more')}</Button>}
      </div>
      {editing !== null && <EditMember tree={tree} member={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </section>
  );
}

function Member({ member, mayEdit, edit }: { member: MemberView; mayEdit: boolean; edit(member: MemberView): void }) {
  const words = useOrganisationsText();
  const { language } = useLocale();
  const { send } = useDeeds();
  const { id, name, account, person, title, departmentName, state, from, until } = member;
  const detail = [account?.value, departmentName, title].filter((part) => part !== undefined).join(' · ');
  return (
    <li className={styles.row}>
      <span className={styles.name}>{person === undefined ? name : <Link to={`/console/people/${person}`} title={words('open_person')}>{name}</Link>}</span>
      <span className={styles.detail}>{detail}</span>
      <span className={styles.marks}>
        {state === 'suggested' && <Mark tone="soon">{words('member_suggested')}</Mark>}
        {person === undefined && state !== 'suggested' && <Mark>{words('member_waiting')}</Mark>}
        {state === 'future' && <Mark tone="info">{words('member_future', { day: describeDay(from, language) })}</Mark>}
        {state === 'past' && <Mark>{words('member_past')}</Mark>}
        {state === 'current' && until !== undefined && <Mark tone="info">{words('member_until', { day: describeDay(dayLater(until, -1), language) })}</Mark>}
      </span>
      {mayEdit && (
        <span className={styles.buttons}>
          {state === 'suggested' && <Button size="compact-xs" onClick={() => send({ intent: 'accept-member', member: id })}>{words('accept')}</Button>}
          {state !== 'suggested' && <Button size="compact-xs" variant="default" onClick={() => edit(member)}>{words('edit')}</Button>}
          <Button size="compact-xs" variant="default" onClick={() => send({ intent: 'remove-member', member: id })}>{words(state === 'suggested' ? 'dismiss' : 'remove')}</Button>
        </span>
      )}
    </li>
  );
}

function EditMember({ tree, member, close }: { tree: ReturnType<typeof branches>; member: MemberView | null; close(): void }) {
  const t = useText();
  const words = useOrganisationsText();
  const [kind, setKind] = useState<string>('email');
  const { Form, busy, problem } = useDeeds({ done: close });
  return (
    <Dialog title={member?.name ?? words('member_add')} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value={member === null ? 'add-member' : 'save-member'} />
        {member !== null && <input type="hidden" name="member" value={member.id} />}
        {member !== null && <input type="hidden" name="revision" value={member.revision} />}
        {member === null && (
          <>
            <div className={styles.pair}>
              <NativeSelect name="kind" label={words('member_account_kind')} value={kind} onChange={(event) => setKind(event.currentTarget.value)} data={namingKinds.map((value) => ({ value, label: words(`account_${value}`) }))} />
              <TextInput name="account" label={words('member_account')} maxLength={254} required withAsterisk={false} data-autofocus autoComplete="off" error={fieldProblem(problem, 'account', 'account.value', 'person')} />
            </div>
            {kind === 'product_uid' && <TextInput name="product" label={words('member_product')} maxLength={48} error={fieldProblem(problem, 'account.product')} />}
            <p className={styles.hint}>{words('member_account_hint')}</p>
            <TextInput name="name" label={words('member_name')} maxLength={60} autoComplete="off" error={fieldProblem(problem, 'name')} />
          </>
        )}
        <div className={styles.pair}>
          <NativeSelect name="department" label={words('departments')} defaultValue={member?.department ?? ''} data={[{ value: '', label: '–' }, ...tree.map(({ id, path }) => ({ value: id, label: path }))]} error={fieldProblem(problem, 'department')} />
          <TextInput name="title" label={words('member_title')} defaultValue={member?.title ?? ''} maxLength={80} />
        </div>
        <div className={styles.pair}>
          <TextInput name="from" type="date" label={words('member_from')} defaultValue={member?.from ?? ''} error={fieldProblem(problem, 'from')} />
          <TextInput name="lastDay" type="date" label={words('member_last_day')} defaultValue={member?.until === undefined ? '' : dayLater(member.until, -1)} error={fieldProblem(problem, 'until')} />
        </div>
        <div className={styles.buttons}><Button type="submit" loading={busy}>{words(member === null ? 'add' : 'save')}</Button></div>
      </Form>
    </Dialog>
  );
}
