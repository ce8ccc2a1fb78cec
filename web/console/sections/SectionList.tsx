import { ActionIcon, TextInput } from '@mantine/core';
import { IconGripVertical, IconSearch, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link, useFetcher } from 'react-router';
import type { SectionName } from '../../../common/contract/centre.ts';
import type { Language } from '../../../common/contract/text.ts';
import { toldApart } from '../../../common/told-apart.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { useDeletion } from '../deletion.tsx';
import { Mark, type Tone } from '../PageHead.tsx';
import type { EntryRecord } from '../section-operations.ts';
import { sectionPath } from '../sections.ts';
import { useLocale, useText, useWord } from '../text.tsx';
import { useEntryName } from '../topic-names.tsx';
import { rowFacts } from './row-facts.ts';
import type { SectionResult } from './section-actions.ts';
import { useReorder } from './use-reorder.ts';
import styles from './list.module.css';

const rowsWithoutFilter = 10;

type Props = { section: SectionName; items: readonly EntryRecord[]; languages: readonly Language[]; statuses: Readonly<Record<string, { tone: Tone; text: string }>> };

/** The entries of a section in their order: opened by their name, moved by their handle, deleted with an undo. */
export function SectionList({ section, items, languages, statuses }: Props) {
  const t = useText();
  const word = useWord();
  const { language } = useLocale();
  const entryName = useEntryName();
  const names = new Map(toldApart(items.map(({ entry }) => ({ key: entry.key, name: entryName(entry) }))).map(({ key, name }) => [key, name]));
  const nameOf = (entry: EntryRecord['entry']) => names.get(entry.key) ?? entryName(entry);
  const { remove, pending } = useDeletion();
  const [filter, setFilter] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const { order, move, announcement } = useOrder(section, items, (record) => nameOf(record.entry));
  const { drag, handle } = useReorder(list, order.length, move);
  const wanted = filter.trim().toLowerCase();
  const shown = order.filter(({ entry }) => pending !== `${section}/${entry.key}` && (wanted === '' || `${nameOf(entry)} ${entry.key} ${JSON.stringify(entry)}`.toLowerCase().includes(wanted)));

  const removeRow = (record: EntryRecord, index: number) => {
    remove({ section, key: record.entry.key, name: nameOf(record.entry) }, () => {
      // The row goes away with its button; the next one takes the focus.
      const next = shown[index + 1] ?? shown[index - 1];
      if (next !== undefined) document.getElementById(`row-${next.entry.key}`)?.focus();
    });
  };
  return (
    <>
      {items.length > rowsWithoutFilter && (
        <div className={styles.filter}>
          <TextInput
            size="sm"
            type="search"
            aria-label={t('list_filter', { section: t(`section.${section}`) })}
            placeholder={t('list_filter_placeholder')}
            leftSection={<IconSearch size={15} aria-hidden />}
            value={filter}
            maxLength={80}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <output>{t('list_count', { count: shown.length })}</output>
        </div>
      )}
      <ol ref={list} className={styles.list} data-dragging={drag !== null}>
        {shown.map((record, index) => {
          const { entry } = record;
          const name = nameOf(entry);
          const { detail, marks } = rowFacts(section, entry, { t, word, language, languages });
          const status = statuses[entry.key];
          const isTarget = drag !== null && drag.to === index && drag.to !== drag.from && drag.to !== drag.from + 1;
          return (
            <li key={entry.key} className={styles.row} data-lifted={drag?.from === index} data-target={isTarget ? 'before' : drag?.to === shown.length && index === shown.length - 1 && drag.from !== index ? 'after' : undefined}>
              {wanted === '' && (
                <button type="button" className={styles.handle} aria-label={t('list_reorder', { name, position: index + 1, count: shown.length })} {...handle(index)}>
                  <IconGripVertical size={15} aria-hidden />
                </button>
              )}
              <div className={styles.text}>
                <Link id={`row-${entry.key}`} data-row to={sectionPath(section, entry.key)} className={styles.name} prefetch="intent" onKeyDown={stepThroughRows}>
                  {name}
                </Link>
                {detail !== '' && <span className={styles.detail}>{detail}</span>}
              </div>
              <div className={styles.marks}>
                {marks.map((mark) => (
                  <Mark key={mark.text} tone={mark.tone}>
                    {mark.text}
                  </Mark>
                ))}
                {status !== undefined && (
                  <span className={styles.status} data-tone={status.tone}>
                    {status.text}
                  </span>
                )}
              </div>
              <ActionIcon variant="subtle" color="gray" className={styles.delete} aria-label={t('list_delete', { name })} title={t('list_delete', { name })} onClick={() => removeRow(record, index)}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ol>
      {shown.length === 0 && wanted !== '' && <p className={styles.none}>{t('list_filter_none', { text: filter.trim() })}</p>}
      {items.length > 1 && <p className={styles.hint}>{t('list_hint_reorder')}</p>}
      <p className={styles.announcement} aria-live="polite">
        {announcement}
      </p>
    </>
  );
}

/** ↑ and ↓ go from name to name. */
function stepThroughRows(event: KeyboardEvent<HTMLAnchorElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...(event.currentTarget.closest('ol')?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])];
  const next = links[links.indexOf(event.currentTarget) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** The order as it will be: shown at once, corrected by what the server has afterwards. */
function useOrder(section: SectionName, items: readonly EntryRecord[], nameOf: (record: EntryRecord) => string) {
  const t = useText();
  const toast = useToast();
  const [order, setOrder] = useState(items);
  const [announcement, setAnnouncement] = useState('');
  const { data, state, submit } = useFetcher<SectionResult>();
  const [seen, setSeen] = useState(items);
  if (state === 'idle' && items !== seen) {
    setSeen(items);
    setOrder(items);
  }
  useEffect(() => {
    if (data?.ok === false) toast({ text: data.problem.title, tone: 'wrong' });
  }, [data, toast]);
  const move = (from: number, to: number) => {
    const moved = order[from];
    if (moved === undefined) return;
    const next = order.toSpliced(from, 1).toSpliced(to, 0, moved);
    setOrder(next);
    setAnnouncement(t('list_moved', { name: nameOf(moved), position: to + 1 }));
    void submit({ intent: 'move', key: moved.entry.key, before: next[to + 1]?.entry.key ?? '' }, { method: 'post', action: sectionPath(section) });
  };
  return { order, move, announcement };
}
