import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Queue } from './keys.ts';
import type { QueueData, QueueRow } from './read-queue.ts';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

type Props = { data: QueueData; rows: readonly QueueRow[]; queue: Queue; decidable: boolean; look(id: string): void; toggle(id: string): void; all(): void };

/** Who waits, a line each, so that thirty are seen at once. */
export function QueueList({ data, rows, queue, decidable, look, toggle, all }: Props) {
  const t = useQueueText();
  const [query] = useSearchParams();
  const chosen = new Set(queue.chosen);
  const several = new Set(data.waiting.map(({ fleet }) => fleet)).size > 1;
  const address = (after?: string) => `?${new URLSearchParams([...[...query].filter(([name]) => name !== 'after' && name !== 'id'), ...(after === undefined ? [] : [['after', after] as [string, string]])])}`;
  return (
    <div className={styles.list}>
      {decidable && (
        <div className={styles.listHead}>
          <button type="button" className={styles.all} onClick={all}>{t(chosen.size === rows.length ? 'queue_select_none' : 'queue_select_all')}</button>
          {chosen.size > 0 && <span>{t('queue_chosen', { count: chosen.size })}</span>}
        </div>
      )}
      <ul aria-label={t('queue_list')}>
        {rows.map((row) => (
          <Row key={row.id} row={row} current={row.id === queue.current} chosen={chosen.has(row.id)} decidable={decidable} several={several} look={look} toggle={toggle} claimedByOther={row.claimed !== undefined && row.claimed !== data.me} />
        ))}
      </ul>
      <div className={styles.paging}>
        {data.cursor !== undefined && <Button component={Link} size="xs" variant="default" to={address()}>{t('queue_first_page')}</Button>}
        {data.next !== undefined && <Button component={Link} size="xs" variant="default" to={address(data.next)}>{t('queue_next_page')}</Button>}
      </div>
    </div>
  );
}

type RowProps = { row: QueueRow; current: boolean; chosen: boolean; decidable: boolean; several: boolean; claimedByOther: boolean } & Pick<Props, 'look' | 'toggle'>;

function Row({ row: { id, name, fleetName, since, worst, priority, position, ended }, current, chosen, decidable, several, claimedByOther, look, toggle }: RowProps) {
  const t = useQueueText();
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <li ref={line} className={styles.row} data-current={current} data-chosen={chosen}>
      {decidable && <input type="checkbox" checked={chosen} aria-label={t('queue_select', { name })} onChange={() => toggle(id)} />}
      <button type="button" aria-current={current ? 'true' : undefined} onClick={() => look(id)}>
        <span className={styles.mark} data-verdict={worst?.verdict ?? 'ok'} aria-hidden="true">{marks[worst?.verdict ?? 'ok']}</span>
        <span className={styles.name}>{name}</span>
        {priority !== undefined && <span className={styles.tag}>{t(`priority.${priority}`)}</span>}
        {position !== undefined && <span className={styles.tag}>{t('queue_place', { at: position })}</span>}
        {ended !== undefined && <span className={styles.tag}>{t(`out.${ended}`)}</span>}
        {several && <span className={styles.fleet}>{fleetName}</span>}
        {claimedByOther && <span className={styles.tag} data-tone="soon">…</span>}
        <time className={styles.since} dateTime={since.exact} title={since.exact}>{since.words}</time>
      </button>
    </li>
  );
}

/** A shape for each verdict: colour alone says nothing. */
export const marks = { ok: '✓', wrong: '✗', unclear: '?', not_now: '…' } as const;
