import { Button, NativeSelect } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { sectionNames, type SectionName } from '../../common/contract/centre.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { pageContext } from '../page-context.ts';
import { hideWithout } from './hide-without.ts';
import { nameOfEntry } from './entry-name.ts';
import { Difference } from './history/Difference.tsx';
import { changesBetween, type JsonObject } from './json.ts';
import { EmptyState, Mark, PageHead, type Tone } from './PageHead.tsx';
import { sectionList, sectionPath } from './sections.ts';
import { useLocale, useText, useWord } from './text.tsx';
import styles from './history/history.module.css';
import type { Route } from './+types/HistoryPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  hideWithout('audit.read', context.get(pageContext));
  const { ops, language, now, timeZone } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const given = (name: string) => query.get(name) ?? undefined;
  const section = [...sectionNames, 'settings' as const].find((known) => known === given('section'));
  const entry = given('entry');
  const cursor = given('after');
  const outcome = await ops.listAudit({ ...(section === undefined ? {} : { subjectKind: section }), ...(entry === undefined ? {} : { subjectKey: entry }), ...(cursor === undefined ? {} : { cursor }), limit: 30 });
  const zone = timeZone;
  return {
    section: section ?? '',
    entry,
    paged: cursor !== undefined,
    next: outcome.ok ? outcome.value.next : undefined,
    items: (outcome.ok ? outcome.value.items : []).map(({ id, at, actor, subject, before, after }) => ({
      id, subject, actor: { kind: actor.kind, name: actor.name, key: actor.key?.name }, at: describeInstant(at, now, zone, language), exact: exactTime(at, zone, language), before: before as JsonObject | null, after: after as JsonObject | null,
    })),
  };
}
type Item = Awaited<ReturnType<typeof loader>>['items'][number];

/** Who changed what and when, newest first. */
export default function HistoryPage({ loaderData }: Route.ComponentProps) {
  const t = useText();
  const [query, setQuery] = useSearchParams();
  const { items, section, entry, next, paged } = loaderData;
  const address = (changes: Record<string, string>) => `?${new URLSearchParams({ ...(section === '' ? {} : { section }), ...(entry === undefined ? {} : { entry }), ...changes })}`;
  return (
    <>
      <PageHead title={t('history')} hint={t('history_hint')}>
        <NativeSelect
          aria-label={t('history_section')}
          value={section}
          data={[{ value: '', label: t('history_everything') }, ...sectionList.map((name) => ({ value: name as string, label: t(`section.${name}`) })), { value: 'settings', label: t('section.settings') }]}
          onChange={(event) => setQuery(event.currentTarget.value === '' ? {} : { section: event.currentTarget.value })}
        />
      </PageHead>
      {entry !== undefined && (
        <p className={styles.filter}>
          <Mark tone="info">{t('history_only', { name: query.get('entry') ?? '' })}</Mark> <Link to="?">{t('history_clear')}</Link>
        </p>
      )}
      {items.length === 0 ? (
        <EmptyState title={t('history_empty')} hint={t('history_empty_hint')} />
      ) : (
        <ol className={styles.list}>
          {items.map((item) => (
            <HistoryLine key={item.id} item={item} />
          ))}
        </ol>
      )}
      <div className={styles.paging}>
        {paged && (
          <Button component={Link} variant="default" to={address({})}>
            {t('newest')}
          </Button>
        )}
        {next !== undefined && (
          <Button component={Link} variant="default" to={address({ after: next })}>
            {t('older')}
          </Button>
        )}
      </div>
    </>
  );
}

const deeds: Readonly<Record<'history_created' | 'history_changed' | 'history_deleted', Tone>> = { history_created: 'good', history_changed: 'info', history_deleted: 'bad' };

function HistoryLine({ item }: { item: Item }) {
  const t = useText();
  const word = useWord();
  const { language } = useLocale();
  const { before, after, subject } = item;
  const deed = before === null ? 'history_created' : after === null ? 'history_deleted' : 'history_changed';
  const changes = changesBetween(before ?? {}, after ?? {});
  const section = sectionList.find((name) => name === subject.kind);
  const name = nameOfEntry(after ?? before ?? {}, language) || (word(`subject.${subject.key}`) ?? subject.key);
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <Mark tone={deeds[deed]}>{t(deed)}</Mark>
        <p>
          <span>{word(`section.${subject.kind}`) ?? subject.kind}</span> <Subject section={section} subjectKey={subject.key} name={name} gone={after === null} />
        </p>
        <span>{item.actor.kind === 'system' ? t('history_system') : (item.actor.name ?? t(item.actor.kind === 'person' ? 'history_erased' : 'history_visitor'))}</span>
        {item.actor.key !== undefined && <span>{t('history_by_key', { key: item.actor.key })}</span>}
        <time title={item.exact}>{item.at}</time>
      </div>
      {changes.length > 0 && (
        <details>
          <summary>{t('history_show', { count: changes.length })}</summary>
          <Difference changes={changes} />
        </details>
      )}
    </li>
  );
}

function Subject({ section, subjectKey, name, gone }: { section: SectionName | undefined; subjectKey: string; name: string; gone: boolean }) {
  if (section === undefined || gone) return <strong>{name}</strong>;
  return <Link to={sectionPath(section, subjectKey)}>{name}</Link>;
}
