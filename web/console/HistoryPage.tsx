import { Button, NativeSelect } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { sectionNames } from '../../common/contract/centre.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { pageContext } from '../page-context.ts';
import { hideWithout } from './hide-without.ts';
import { Difference } from './history/Difference.tsx';
import { kindGroups, knownKind, pageOfSubject } from './history/kinds.ts';
import { changesBetween, type JsonObject } from './json.ts';
import { EmptyState, Mark, PageHead, type Tone } from './PageHead.tsx';
import { sectionList, sectionPath } from './sections.ts';
import { useText, useWord } from './text.tsx';
import { useEntryName } from './topic-names.tsx';
import styles from './history/history.module.css';
import type { Route } from './+types/HistoryPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  hideWithout('audit.read', context.get(pageContext));
  const { ops, language, now, timeZone } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const given = (name: string) => query.get(name) ?? undefined;
  const section = [...sectionNames, 'settings' as const].find((known) => known === given('section')) ?? knownKind(given('section'));
  const entry = given('entry');
  const cursor = given('after');
  const outcome = await ops.listAudit({ ...(section === undefined ? {} : { subjectKind: section }), ...(entry === undefined ? {} : { subjectKey: entry }), ...(cursor === undefined ? {} : { cursor }), limit: 30 });
  const zone = timeZone;
  return {
    kinds: kindGroups(language),
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
  const nameOf = useItemName();
  const [, setQuery] = useSearchParams();
  const { items, kinds, section, entry, next, paged } = loaderData;
  const names = new Map(kinds.flatMap((group) => group.kinds).map(({ value, label }) => [value, label]));
  const address = (changes: Record<string, string>) => `?${new URLSearchParams({ ...(section === '' ? {} : { section }), ...(entry === undefined ? {} : { entry }), ...changes })}`;
  return (
    <>
      <PageHead title={t('history')} hint={t('history_hint')}>
        <NativeSelect
          aria-label={t('history_section')}
          value={section}
          data={[
            { value: '', label: t('history_everything') },
            { group: t('group_centre'), items: [...sectionList.map((name) => ({ value: name as string, label: t(`section.${name}`) })), { value: 'settings', label: t('section.settings') }] },
            ...kinds.map((group) => ({ group: group.name, items: group.kinds })),
          ]}
          onChange={(event) => setQuery(event.currentTarget.value === '' ? {} : { section: event.currentTarget.value })}
        />
      </PageHead>
      {entry !== undefined && (
        <p className={styles.filter}>
          <Mark tone="info">{t('history_only', { name: nameOf(items[0]) ?? entry })}</Mark> <Link to="?">{t('history_clear')}</Link>
        </p>
      )}
      {items.length === 0 ? (
        <EmptyState title={t('history_empty')} hint={t('history_empty_hint')} />
      ) : (
        <ol className={styles.list}>
          {items.map((item) => (
            <HistoryLine key={item.id} item={item} kind={names.get(item.subject.kind)} />
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

/** What the thing that changed is called now; else its name, as far as the change tells it. */
function useItemName(): (item: Item | undefined) => string | undefined {
  const nameOf = useEntryName();
  return (item) => item?.subject.name ?? (nameOf(item?.after ?? item?.before ?? {}) || undefined);
}

function HistoryLine({ item, kind }: { item: Item; kind: string | undefined }) {
  const t = useText();
  const word = useWord();
  const nameOf = useItemName();
  const { before, after, subject } = item;
  const deed = before === null ? 'history_created' : after === null ? 'history_deleted' : 'history_changed';
  const changes = changesBetween(before ?? {}, after ?? {});
  const section = sectionList.find((name) => name === subject.kind);
  const name = nameOf(item) ?? word(`subject.${subject.key}`) ?? subject.key;
  const page = section === undefined ? pageOfSubject(subject) : sectionPath(section, subject.key);
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <Mark tone={deeds[deed]}>{t(deed)}</Mark>
        <p>
          <span>{kind ?? word(`section.${subject.kind}`) ?? subject.kind}</span> {page === undefined || after === null ? <strong>{name}</strong> : <Link to={page}>{name}</Link>}
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
