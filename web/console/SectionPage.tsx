import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { describeInstant, describeStatus } from '../../common/i18n/times.ts';
import { pageContext } from '../page-context.ts';
import { hideWithout } from './hide-without.ts';
import { useDeletion } from './deletion.tsx';
import { EmptyState, PageHead, type Tone } from './PageHead.tsx';
import { operationsOfSection } from './section-operations.ts';
import { newEntryPath, sectionOfSlug } from './sections.ts';
import { changeSection } from './sections/section-actions.ts';
import { SectionList } from './sections/SectionList.tsx';
import { useShortcut } from './shell/use-shortcut.ts';
import { statusTone } from './status-tone.ts';
import { useText } from './text.tsx';
import { useEntryName } from './topic-names.tsx';
import listStyles from './sections/list.module.css';
import type { Route } from './+types/SectionPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  hideWithout('centre.edit', context.get(pageContext));
  const { ops, language, now, timeZone } = context.get(pageContext);
  const section = sectionOfSlug(params.section);
  if (section === undefined) throw new Response(null, { status: 404 });
  const operations = operationsOfSection(ops, section);
  const [present, deleted, settings] = await Promise.all([operations.list({}), operations.list({ deleted: 'true' }), ops.readCentreSettings({})]);
  const statuses: Record<string, { tone: Tone; text: string }> = {};
  if (section === 'channels') {
    const page = await ops.readSupportPage({ language });
    if (page.ok) for (const { key, status } of page.value.channels) statuses[key] = { tone: statusTone(status.state), text: describeStatus(status, page.value.advice.at, timeZone, language) };
  }
  return {
    section,
    items: present.ok ? present.value.items : [],
    deleted: (deleted.ok ? deleted.value.items : []).map((record) => ({ ...record, when: describeInstant(record.deletedAt ?? record.updatedAt, now, timeZone, language) })),
    languages: settings.ok ? settings.value.settings.languages : [language],
    statuses,
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  return changeSection({ context, request, params });
}

/** A section of the centre as a list. */
export default function SectionPage({ loaderData }: Route.ComponentProps) {
  const t = useText();
  const navigate = useNavigate();
  const { section, items, deleted, languages, statuses } = loaderData;
  const add = newEntryPath(section);
  useShortcut('n', () => void navigate(add));
  const addButton = (
    <Button component={Link} to={add} leftSection={<IconPlus size={16} aria-hidden />}>
      {t('add_one', { one: t(`one.${section}`) })}
    </Button>
  );
  return (
    <>
      <PageHead title={t(`section.${section}`)}>{items.length > 0 && addButton}</PageHead>
      {items.length === 0 ? <EmptyState title={t(`empty_${section}`)}>{addButton}</EmptyState> : <SectionList key={section} section={section} items={items} languages={languages} statuses={statuses} />}
      {deleted.length > 0 && <DeletedEntries section={section} deleted={deleted} />}
    </>
  );
}

function DeletedEntries({ section, deleted }: Pick<Route.ComponentProps['loaderData'], 'section' | 'deleted'>) {
  const t = useText();
  const nameOf = useEntryName();
  const { restore } = useDeletion();
  return (
    <details className={listStyles.deleted}>
      <summary>{t('list_deleted_title', { count: deleted.length })}</summary>
      <ul>
        {deleted.map(({ entry, when }) => {
          const name = nameOf(entry);
          return (
            <li key={entry.key}>
              <span>{name}</span>
              <span>{t('list_deleted_at', { at: when })}</span>
              <Button size="compact-sm" variant="default" aria-label={t('list_restore_one', { name })} onClick={() => restore({ section, key: entry.key, name })}>
                {t('list_restore')}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
