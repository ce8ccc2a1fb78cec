import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RejectReason } from '../../../../common/contract/moderation.ts';
import { inLanguage } from '../../../../common/contract/text.ts';
import { consoleQueueMessages } from '../../../../common/locales/console-queue/index.ts';
import { pageContext } from '../../../page-context.ts';
import { textOf } from '../../../people/text-of.ts';
import { refused } from '../../deeds.ts';
import { Mark } from '../../PageHead.tsx';
import { mayDo } from '../../people/may-do.ts';
import records from '../../records/records.module.css';
import { AdmissionFrame } from '../AdmissionFrame.tsx';
import { QueueText, useQueueDeeds, useQueueText, type QueueDeed } from '../queue/text.ts';
import type { Route } from './+types/ReasonsPage.ts';
import { fleetsFor } from './fleet-choices.ts';
import { ReasonDialog } from './ReasonDialog.tsx';

export { ConsoleError as ErrorBoundary } from '../../ConsoleError.tsx';
export { consoleMeta as meta } from '../../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const [list, fleets] = await Promise.all([page.ops.listRejectReasons({ archived: 'yes' }), fleetsFor(page, 'applications.decide')]);
  if (!list.ok) throw new Response(null, { status: 404 });
  const everywhere = mayDo(page.actor, 'applications.decide');
  return { texts: consoleQueueMessages[page.language], fleets, everywhere, items: list.value.items.map((item) => ({ ...item, shown: inLanguage(item.text, page.language), mayEdit: item.fleet === undefined ? everywhere : fleets.some(({ value }) => value === item.fleet) })) };
}
type Data = Awaited<ReturnType<typeof loader>>;

export async function action({ context, request }: Route.ActionArgs): Promise<QueueDeed> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const text = (name: string) => textOf(form, name).trim();
  const key = text('key');
  if (text('do') === 'archive') {
    const archived = await ops.archiveRejectReason({ key });
    return archived.ok ? { ok: true, done: 'done_reason_archived', undo: { do: 'restore', key } } : refused(explain, archived);
  }
  if (text('do') === 'restore') {
    const restored = await ops.restoreRejectReason({ key });
    return restored.ok ? { ok: true, done: 'done_reason_restored' } : refused(explain, restored);
  }
  const [chinese, english] = [text('chinese'), text('english')];
  const words = { ...(chinese === '' ? {} : { 'zh-CN': chinese }), ...(english === '' ? {} : { en: english }) };
  const saved = text('do') === 'create' ? await ops.createRejectReason({ key, text: words, ...(text('fleet') === '' ? {} : { fleet: text('fleet') }) }) : await ops.updateRejectReason({ key, text: words, revision: Number(text('revision')) });
  return saved.ok ? { ok: true, done: 'done_reason_saved' } : refused(explain, saved);
}

/** What moderators say when they reject, by a digit. */
export default function ReasonsPage({ loaderData }: Route.ComponentProps) {
  return <QueueText texts={loaderData.texts}><Reasons data={loaderData} /></QueueText>;
}

function Reasons({ data: { items, fleets, everywhere } }: { data: Data }) {
  const t = useQueueText();
  const { send } = useQueueDeeds();
  const [edited, setEdited] = useState<RejectReason | 'new'>();
  const used = items.filter(({ archived }) => !archived);
  const gone = items.filter(({ archived }) => archived);
  const where = (fleet: string | undefined) => (fleet === undefined ? t('reason_for_all') : (fleets.find(({ value }) => value === fleet)?.label ?? fleet));
  const line = (item: Data['items'][number], index: number) => (
    <li key={item.key} className={records.row}>
      <span className={records.kind}>{item.archived ? '' : index < 9 ? index + 1 : ''}</span>
      <span className={records.typed}>{item.shown}<small>{where(item.fleet)}</small></span>
      <span className={records.marks}>{item.builtIn && <Mark>{t('reason_built_in')}</Mark>}</span>
      {item.mayEdit && (
        <span className={records.buttons}>
          {!item.archived && <Button size="xs" variant="default" onClick={() => setEdited(item)}>{t('reason_edit')}</Button>}
          <Button size="xs" variant="default" onClick={() => send({ do: item.archived ? 'restore' : 'archive', key: item.key })}>{t(item.archived ? 'reason_restore' : 'reason_archive')}</Button>
        </span>
      )}
    </li>
  );
  return (
    <AdmissionFrame hint={t('reasons_hint')} tools={(everywhere || fleets.length > 0) && <Button onClick={() => setEdited('new')}>{t('reasons_new')}</Button>}>
      <ul className={records.list}>{used.map(line)}</ul>
      {gone.length > 0 && (
        <section className={records.section} aria-labelledby="archived">
          <div className={records.sectionHead}><h2 id="archived">{t('reasons_archived')}</h2></div>
          <ul className={records.list}>{gone.map(line)}</ul>
        </section>
      )}
      {edited !== undefined && <ReasonDialog reason={edited === 'new' ? undefined : edited} fleets={fleets} everywhere={everywhere} close={() => setEdited(undefined)} />}
    </AdmissionFrame>
  );
}
