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
import { readWhen } from '../../people/text.ts';
import records from '../../records/records.module.css';
import { AdmissionFrame } from '../AdmissionFrame.tsx';
import styles from '../admission.module.css';
import { QueueText, useQueueDeeds, useQueueText, type QueueDeed } from '../queue/text.ts';
import type { Route } from './+types/InvitationsPage.ts';
import { fleetsFor } from './fleet-choices.ts';
import { InvitationDialog } from './InvitationDialog.tsx';

export { ConsoleError as ErrorBoundary } from '../../ConsoleError.tsx';
export { consoleMeta as meta } from '../../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const state = groupInvitationStates.find((known) => known === query.get('state'));
  const [cursor, open] = [query.get('after') ?? undefined, query.get('uses') ?? undefined];
  const [list, uses, fleets, when] = await Promise.all([
    page.ops.listGroupInvitations({ ...(state === undefined ? {} : { state }), ...(cursor === undefined ? {} : { cursor }), limit: 50 }),
    open === undefined ? undefined : page.ops.listGroupInvitationUses({ id: open, limit: 100 }),
    fleetsFor(page, 'invitations.manage'), readWhen(page),
  ]);
  if (!list.ok) throw new Response(null, { status: 404 });
  return {
    texts: consoleQueueMessages[page.language], state, open, fleets, cursor, next: list.value.next,
    items: list.value.items.map((item) => ({ ...item, created: when(item.createdAt), until: when(item.expiresAt) })),
    uses: uses?.ok === true ? uses.value.items.map((use) => ({ ...use, at: when(use.at) })) : [],
  };
}
type Data = Awaited<ReturnType<typeof loader>>;

export async function action({ context, request }: Route.ActionArgs): Promise<QueueDeed> {
  const { ops, opsOnce, explain } = context.get(pageContext);
  const form = await request.formData();
  const text = (name: string) => textOf(form, name).trim();
  if (text('do') === 'revoke') {
    const revoked = await ops.revokeGroupInvitation({ id: text('id') });
    return revoked.ok ? { ok: true, done: 'done_invitation_revoked' } : refused(explain, revoked);
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
  const { items, fleets, state, open, uses, next, cursor } = data;
  const address = (changes: Record<string, string | undefined>) => {
    const kept = new URLSearchParams([...query].filter(([name]) => !(name in changes)));
    for (const [name, value] of Object.entries(changes)) if (value !== undefined) kept.set(name, value);
    return `?${kept}`;
  };
  return (
    <AdmissionFrame hint={t('invitations_hint')} tools={fleets.length > 0 && <Button onClick={() => setAdding(true)}>{t('invitations_new')}</Button>}>
      <div className={records.filter}>
        <NativeSelect aria-label={t('invitation_filter')} value={state ?? ''} data={[{ value: '', label: t('invitation_all') }, ...groupInvitationStates.map((value) => ({ value, label: t(`invitation_state_${value}`) }))]} onChange={(event) => setQuery(event.currentTarget.value === '' ? {} : { state: event.currentTarget.value })} />
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
                <Button component={Link} size="xs" variant="default" preventScrollReset to={address({ uses: open === item.id ? undefined : item.id })} aria-expanded={open === item.id}>{t('invitation_who')}</Button>
                {(item.state === 'open' || item.state === 'used_up') && <Button size="xs" variant="default" onClick={() => send({ do: 'revoke', id: item.id })}>{t('invitation_revoke')}</Button>}
              </span>
              {open === item.id && (
                <div className={styles.block}>
                  {uses.length === 0 ? <p className={records.none}>{t('invitation_who_none')}</p> : (
                    <ul className={styles.uses}>{uses.map((use) => <li key={use.application}>{use.person?.name ?? t('someone')} · {t(`state.${use.state}`)} · {use.at.words}{use.returnedAt === undefined ? '' : ` · ${t('invitation_returned')}`}</li>)}</ul>
                  )}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={records.paging}>
        {cursor !== undefined && <Button component={Link} variant="default" to={address({ after: undefined })}>{t('queue_first_page')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={address({ after: next })}>{t('queue_next_page')}</Button>}
      </div>
      {adding && <InvitationDialog fleets={fleets} close={() => setAdding(false)} />}
    </AdmissionFrame>
  );
}
