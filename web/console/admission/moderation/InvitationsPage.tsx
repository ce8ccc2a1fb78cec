import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { groupInvitationStates, type GroupInvitationState } from '../../../../common/contract/entrances.ts';
import { priorities } from '../../../../common/contract/fleet.ts';
import { consoleQueueMessages } from '../../../../common/locales/console-queue/index.ts';
import { pageContext } from '../../../page-context.ts';
import { textOf } from '../../../people/text-of.ts';
import { refused } from '../../deeds.ts';
import { EmptyState, Mark, type Tone } from '../../PageHead.tsx';
import { SearchableChoice } from '../../form/SearchableChoice.tsx';
import { readWhen } from '../../people/text.ts';
import records from '../../records/records.module.css';
import { AdmissionFrame } from '../AdmissionFrame.tsx';
import styles from '../admission.module.css';
import { QueueText, useQueueDeeds, useQueueText, type QueueDeed } from '../queue/text.ts';
import type { Route } from './+types/InvitationsPage.ts';
import { changed } from './address.ts';
import { fleetsFor } from './fleet-choices.ts';
import { InvitationDialog } from './InvitationDialog.tsx';
import { Paging } from './Paging.tsx';

export { ConsoleError as ErrorBoundary } from '../../ConsoleError.tsx';
export { consoleMeta as meta } from '../../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const state = groupInvitationStates.find((known) => known === query.get('state'));
  const from = (name: string) => (query.has(name) ? { cursor: query.get(name) ?? '' } : {});
  const [open, fleet] = [query.get('uses') ?? undefined, query.get('fleet') ?? undefined];
  const [list, uses, fleets, when] = await Promise.all([
    page.ops.listGroupInvitations({ ...(state === undefined ? {} : { state }), ...(fleet === undefined ? {} : { fleet }), ...from('after'), limit: 50 }),
    open === undefined ? undefined : page.ops.listGroupInvitationUses({ id: open, ...from('usesAfter'), limit: 50 }),
    fleetsFor(page, 'invitations.manage'), readWhen(page),
  ]);
  if (!list.ok) throw new Response(null, { status: 404 });
  return {
    texts: consoleQueueMessages[page.language], state, open, fleet, fleets, next: list.value.next,
    items: list.value.items.map((item) => ({ ...item, created: when(item.createdAt), until: when(item.expiresAt) })),
    uses: uses?.ok === true ? uses.value.items.map((use) => ({ ...use, at: when(use.at) })) : [], moreUses: uses?.ok === true ? uses.value.next : undefined,
  };
}
type Data = Awaited<ReturnType<typeof loader>>;

export async function action({ context, request }: Route.ActionArgs): Promise<QueueDeed> {
  const { ops, opsOnce, explain } = context.get(pageContext);
  const form = await request.formData();
  const text = (name: string) => textOf(form, name).trim();
  if (text('do') === 'revoke') {
    const revoked = await ops.revokeGroupInvitation({ id: text('id') });
    return revoked.ok ? { ok: true, done: 'done_invitation_revoked', undo: { do: 'restore', id: text('id') } } : refused(explain, revoked);
  }
  if (text('do') === 'restore') {
    const restored = await ops.restoreGroupInvitation({ id: text('id') });
    return restored.ok ? { ok: true, done: 'done_invitation_restored' } : refused(explain, restored);
  }
  const priority = priorities.find((known) => known === text('priority'));
  const email = text('email');
  const made = await opsOnce(text('once')).createGroupInvitation({
    fleet: text('fleet'), days: text('days') === '' ? undefined : Number(text('days')), uses: text('uses') === '' ? undefined : Number(text('uses')),
    ...(priority === undefined ? {} : { priority }), ...(email === '' ? {} : { account: { kind: 'email', account: email } }), ...(text('note') === '' ? {} : { note: text('note') }),
  });
  return made.ok ? { ok: true, done: 'done_invitation_made', secret: made.value.link } : refused(explain, made);
}

/** Invitations that were made, and a new one. */
export default function InvitationsPage({ loaderData }: Route.ComponentProps) {
  return <QueueText texts={loaderData.texts}><Invitations data={loaderData} /></QueueText>;
}

const tones: Readonly<Record<GroupInvitationState, Tone>> = { open: 'good', used_up: 'plain', expired: 'plain', revoked: 'bad' };

function Invitations({ data }: { data: Data }) {
  const t = useQueueText();
  const [adding, setAdding] = useState(false);
  const [query, setQuery] = useSearchParams();
  const { send } = useQueueDeeds();
  const { items, fleets, fleet, state, open, uses, moreUses, next } = data;
  const narrow = (changes: Readonly<Record<string, string>>) => setQuery(changed(query, { ...changes, after: undefined, uses: undefined, usesAfter: undefined }), { preventScrollReset: true });
  return (
    <AdmissionFrame hint={t('invitations_hint')} tools={fleets.length > 0 && <Button onClick={() => setAdding(true)}>{t('invitations_new')}</Button>}>
      <div className={records.filter}>
        {(fleets.length > 1 || fleet !== undefined) && <SearchableChoice key={fleet ?? ''} bare label={t('invitation_fleet_filter')} data={[{ value: '', label: t('invitation_all_fleets') }, ...fleets]} start={fleet ?? ''} choose={(value) => narrow({ fleet: value })} />}
        <NativeSelect aria-label={t('invitation_filter')} value={state ?? ''} data={[{ value: '', label: t('invitation_all') }, ...groupInvitationStates.map((value) => ({ value, label: t(`invitation_state_${value}`) }))]} onChange={(event) => narrow({ state: event.currentTarget.value })} />
      </div>
      {items.length === 0 ? <EmptyState title={t('invitations_empty')} hint={t('invitations_empty_hint')} /> : (
        <ul className={records.list}>
          {items.map((item) => (
            <li key={item.id} className={records.row}>
              <span className={records.name}>{item.fleetName}</span>
              <span className={records.detail}>
                {[t('invitation_uses_left', { left: item.usesLeft, granted: item.usesGranted }), t('invitation_until', { at: item.until.words }), item.priority === undefined ? undefined : t(`priority.${item.priority}`), item.account === undefined ? undefined : t('invitation_for', { account: item.account.shown }), item.note,
                  item.createdBy === undefined ? t('invitation_made', { at: item.created.words }) : t('invitation_by', { name: item.createdBy.name, at: item.created.words })].filter((part) => part !== undefined).join(' · ')}
              </span>
              <span className={records.marks}><Mark tone={tones[item.state]}>{t(`invitation_state_${item.state}`)}</Mark></span>
              <span className={records.buttons}>
                <Button component={Link} size="xs" variant="default" preventScrollReset to={changed(query, { uses: open === item.id ? undefined : item.id, usesAfter: undefined })} aria-expanded={open === item.id}>{t('invitation_who')}</Button>
                {(item.state === 'open' || item.state === 'used_up') && <Button size="xs" variant="default" onClick={() => send({ do: 'revoke', id: item.id })}>{t('invitation_revoke')}</Button>}
              </span>
              {open === item.id && (
                <div className={styles.block}>
                  {uses.length === 0 ? <p className={records.none}>{t('invitation_who_none')}</p> : (
                    <ul className={styles.uses}>{uses.map((use) => <li key={use.application}>{use.person?.name ?? t('someone')} · {t(`state.${use.state}`)} · {use.at.words}{use.returnedAt === undefined ? '' : ` · ${t('invitation_returned')}`}</li>)}</ul>
                  )}
                  <Paging name="usesAfter" next={moreUses} />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      <Paging name="after" next={next} />
      {adding && <InvitationDialog fleets={fleets} fleet={fleet} close={() => setAdding(false)} />}
    </AdmissionFrame>
  );
}
