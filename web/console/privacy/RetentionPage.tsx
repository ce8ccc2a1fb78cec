import { Button, TextInput } from '@mantine/core';
import { formatMessage, type Dictionary } from '../../../common/i18n/messages.ts';
import { describeInstant } from '../../../common/i18n/times.ts';
import { consolePrivacyMessages } from '../../../common/locales/console-privacy/index.ts';
import { retentionMessages } from '../../../common/locales/retention/index.ts';
import { pageContext } from '../../page-context.ts';
import { useDeeds, type Deed } from './deeds.ts';
import { PrivacyHead } from './PrivacyHead.tsx';
import styles from './privacy.module.css';
import { PrivacyText, usePrivacyText } from './text.ts';
import type { Route } from './+types/RetentionPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const outcome = await ops.listRetention({});
  if (!outcome.ok) throw new Response(null, { status: 404 });
  const zone = timeZone;
  const words = retentionMessages[language] as Dictionary;
  const word = (key: string) => formatMessage(words[key] ?? key, language);
  return {
    texts: consolePrivacyMessages[language],
    items: outcome.value.items.map((item) => ({ ...item, name: word(item.kind), what: word(`${item.kind}.what`), ran: item.lastRun === undefined ? undefined : { at: describeInstant(item.lastRun.at, now, zone, language), count: item.lastRun.deleted } })),
  };
}
type Item = Awaited<ReturnType<typeof loader>>['items'][number];

export async function action({ context, request }: Route.ActionArgs): Promise<Deed> {
  const { ops, explain, language } = context.get(pageContext);
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  const before = await ops.listRetention({});
  const outcome = await ops.setRetention({ kind: text('kind'), days: text('days').trim() === '' ? null : Number(text('days')), revision: Number(text('revision')) });
  if (!outcome.ok) return { ok: false, problem: explain(outcome.refusal) };
  const { kind, days, revision } = outcome.value;
  const was = before.ok ? before.value.items.find((item) => item.kind === kind) : undefined;
  const words = retentionMessages[language] as Dictionary;
  const named = formatMessage(words[kind] ?? kind, language);
  const undo = was === undefined ? {} : { undo: { kind, days: String(was.days ?? ''), revision: String(revision) } };
  return days === null ? { ok: true, done: 'retention_endless', words: { kind: named }, ...undo } : { ok: true, done: 'retention_saved', words: { kind: named, days }, ...undo };
}

/** How long each kind of data stays. */
export default function RetentionPage({ loaderData }: Route.ComponentProps) {
  return (
    <PrivacyText texts={loaderData.texts}>
      <PrivacyHead hint="hint_retention" />
      <ul className={styles.list}>
        {loaderData.items.map((item) => (
          <KindRow key={`${item.kind} ${item.revision}`} item={item} />
        ))}
      </ul>
    </PrivacyText>
  );
}

function KindRow({ item }: { item: Item }) {
  const t = usePrivacyText();
  const { Form, busy, problem } = useDeeds();
  const fixed = item.minimumDays === item.maximumDays;
  return (
    <li>
      <div className={styles.main}>
        <p className={styles.name}>{item.name}</p>
        <p className={styles.facts}>{item.what}</p>
        <p className={styles.facts}>
          <span>{fixed ? t('days_fixed') : item.defaultDays === null ? t('days_endless', { minimum: item.minimumDays, maximum: item.maximumDays }) : t('days_bounds', { minimum: item.minimumDays, maximum: item.maximumDays, usual: item.defaultDays })}</span>
          <span>{item.ran === undefined ? t('never_run') : t('last_run', item.ran)}</span>
        </p>
      </div>
      {!fixed && (
        <Form method="post" className={styles.days ?? ''}>
          <input type="hidden" name="kind" value={item.kind} />
          <input type="hidden" name="revision" value={item.revision} />
          <TextInput name="days" aria-label={t('days_of', { kind: item.name })} defaultValue={String(item.days ?? '')} inputMode="numeric" maxLength={5} required={item.defaultDays !== null} error={problem?.fields?.[0]?.message} />
          <Button type="submit" variant="default" disabled={busy}>{t('save')}</Button>
        </Form>
      )}
    </li>
  );
}
