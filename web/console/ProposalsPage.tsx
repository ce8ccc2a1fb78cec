import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link, useFetcher, useSearchParams } from 'react-router';
import { proposalStatuses, type Proposal, type ProposalStatus } from '../../common/contract/proposal.ts';
import type { Problem } from '../../common/contract/problem.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { pageContext } from '../page-context.ts';
import { useToast } from '../ui/Toasts.tsx';
import { EmptyState, Mark, PageHead } from './PageHead.tsx';
import { useText } from './text.tsx';
import styles from './proposals.module.css';
import type { Route } from './+types/ProposalsPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const wanted = query.get('status') ?? 'open';
  const status = proposalStatuses.find((known) => known === wanted);
  const cursor = query.get('after') ?? undefined;
  const outcome = await ops.listProposals({ ...(status === undefined ? {} : { status }), ...(cursor === undefined ? {} : { cursor }), limit: 50 });
  if (!outcome.ok) throw new Response(null, { status: 404 });
  const zone = timeZone;
  const when = (instant: string | undefined) => (instant === undefined ? null : { words: describeInstant(instant, now, zone, language), exact: exactTime(instant, zone, language) });
  return { status: status ?? 'all', next: outcome.value.next, items: outcome.value.items.map((item) => ({ ...item, created: when(item.createdAt), handled: when(item.handledAt) })) };
}

export async function action({ context, request }: Route.ActionArgs): Promise<{ ok: true; status: ProposalStatus | 'contact_erased'; id: string } | { ok: false; problem: Problem }> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  if (form.get('do') === 'erase-contact') {
    const erased = await ops.eraseProposalContact({ id: String(form.get('id')) });
    return erased.ok ? { ok: true, status: 'contact_erased', id: String(form.get('id')) } : { ok: false, problem: explain(erased.refusal) };
  }
  const status = proposalStatuses.find((known) => known === form.get('status')) ?? 'open';
  const id = String(form.get('id'));
  const note = String(form.get('note') ?? '').trim();
  const outcome = await ops.resolveProposal({ id, status, ...(note === '' ? {} : { note }) });
  return outcome.ok ? { ok: true, status, id } : { ok: false, problem: explain(outcome.refusal) };
}

/** What visitors say is missing or wrong, to be taken up or dismissed; both can be taken back. */
export default function ProposalsPage({ loaderData }: Route.ComponentProps) {
  const t = useText();
  const [, setQuery] = useSearchParams();
  const { items, status, next } = loaderData;
  const { Form, resolve, eraseContact, busy } = useResolution();
  return (
    <>
      <PageHead title={t('proposals')} hint={t('proposals_hint')}>
        <SegmentedControl
          aria-label={t('proposals_filter')}
          value={status}
          data={[...(['open', 'done', 'dismissed'] as const).map((value) => ({ value: value as string, label: t(`proposalStatus.${value}`) })), { value: 'all', label: t('proposals_all') }]}
          onChange={(value) => setQuery({ status: value })}
        />
      </PageHead>
      {items.length === 0 ? (
        <EmptyState title={t('proposals_empty')} hint={t('proposals_empty_hint')} />
      ) : (
        <ul className={styles.list}>
          {items.map((item) => (
            <li key={item.id} className={styles.item}>
              <div className={styles.head}>
                <Mark tone={item.kind === 'wrong' ? 'soon' : 'info'}>{t(`proposal.${item.kind}`)}</Mark>
                {item.status !== 'open' && <Mark tone={item.status === 'done' ? 'good' : 'plain'}>{t(`proposalStatus.${item.status}`)}</Mark>}
                <time dateTime={item.createdAt} title={item.created?.exact}>
                  {item.created?.words}
                </time>
              </div>
              <p className={styles.text}>{item.text}</p>
              <p className={styles.about}>{[item.page === undefined ? undefined : t('proposal_page', { page: item.page }), item.contact === undefined ? undefined : t('proposal_contact', { contact: item.contact })].filter((part) => part !== undefined).join(' · ')}</p>
              {item.contact !== undefined && (
                <details className={styles.about}>
                  <summary>{t('proposal_contact_erase')}</summary>
                  <p>{t('proposal_contact_erase_hint')}</p>
                  <Button size="xs" variant="default" disabled={busy} onClick={() => eraseContact(item.id)}>
                    {t('proposal_contact_erase_now')}
                  </Button>
                </details>
              )}
              {item.status === 'open' ? (
                <Form className={styles.resolve} method="post">
                  <input type="hidden" name="id" value={item.id} />
                  <Textarea name="note" aria-label={t('proposal_note')} placeholder={t('proposal_note')} autosize minRows={1} maxRows={6} maxLength={1000} className={styles.note ?? ''} />
                  <Button type="submit" name="status" value="done" size="xs" disabled={busy}>
                    {t('proposal_done')}
                  </Button>
                  <Button type="submit" name="status" value="dismissed" variant="default" size="xs" disabled={busy}>
                    {t('proposal_dismiss')}
                  </Button>
                </Form>
              ) : (
                <Handled item={item} at={item.handled?.words ?? ''} reopen={() => resolve(item.id, 'open')} />
              )}
            </li>
          ))}
        </ul>
      )}
      {next !== undefined && (
        <Button component={Link} variant="default" to={`?status=${status}&after=${next}`}>
          {t('older')}
        </Button>
      )}
    </>
  );
}

function Handled({ item, at, reopen }: { item: Pick<Proposal, 'note' | 'handledBy'>; at: string; reopen(): void }) {
  const t = useText();
  return (
    <div className={styles.handled}>
      <p>
        {t('proposal_handled', { name: item.handledBy ?? t('history_system'), at })}
        {item.note !== undefined && (
          <>
            <br />
            {item.note}
          </>
        )}
      </p>
      <Button variant="default" size="xs" onClick={reopen}>
        {t('proposal_reopen')}
      </Button>
    </div>
  );
}

const doneWords = { contact_erased: 'proposal_contact_erased', open: 'proposal_reopened', done: 'proposal_marked_done', dismissed: 'proposal_marked_dismissed' } as const;

/** Sends a decision and offers to take it back. */
function useResolution() {
  const t = useText();
  const toast = useToast();
  const { data, state, submit, Form } = useFetcher<typeof action>();
  const handled = useRef<typeof data>(undefined);
  const resolve = (id: string, status: ProposalStatus) => void submit({ id, status }, { method: 'post', action: '/console/proposals' });
  useEffect(() => {
    if (data === undefined || handled.current === data) return;
    handled.current = data;
    if (!data.ok) toast({ text: data.problem.title, tone: 'wrong' });
    else toast({ text: t(doneWords[data.status]), ...(data.status === 'open' || data.status === 'contact_erased' ? {} : { action: { label: t('undo'), run: () => void submit({ id: data.id, status: 'open' }, { method: 'post', action: '/console/proposals' }) } }) });
  }, [data, submit, t, toast]);
  const eraseContact = (id: string) => void submit({ id, do: 'erase-contact' }, { method: 'post', action: '/console/proposals' });
  return { Form, resolve, eraseContact, busy: state !== 'idle' };
}
