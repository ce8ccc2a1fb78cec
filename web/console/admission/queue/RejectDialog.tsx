import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../../../ui/Dialog.tsx';
import type { QueueData } from './read-queue.ts';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

type Said = { template?: string; reason?: string; counts?: boolean };
type Props = { name: string; count: number; reasons: QueueData['reasons']; keysOn: boolean; close(): void; /** The reason at this place, as its digit would. */ choose(index: number): void; reject(said: Said): void };

/** Asks why. A digit is enough; words of one's own and whether it counts are there for who wants them. */
export function RejectDialog({ name, count, reasons, keysOn, close, choose, reject }: Props) {
  const t = useQueueText();
  const [own, setOwn] = useState('');
  const [counts, setCounts] = useState<'usual' | 'yes' | 'no'>('usual');
  const list = useRef<HTMLOListElement>(null);
  const said = (): Said => ({ ...(own.trim() === '' ? {} : { reason: own.trim() }), ...(counts === 'usual' || count > 1 ? {} : { counts: counts === 'yes' }) });
  const give = (index: number) => {
    const reason = reasons[index];
    if (reason === undefined) return;
    const extra = said();
    if (extra.reason === undefined && extra.counts === undefined) choose(index);
    else reject({ template: reason.key, ...extra });
  };
  const latest = useRef(give);
  useEffect(() => {
    latest.current = give;
  });
  useEffect(() => {
    if (!keysOn) return undefined;
    const listen = (event: KeyboardEvent) => {
      const isText = event.target instanceof HTMLElement && event.target.closest('textarea') !== null;
      if (isText || event.altKey || event.ctrlKey || event.metaKey || event.repeat || !/^[1-9]$/.test(event.key)) return;
      event.preventDefault();
      latest.current(Number(event.key) - 1);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [keysOn]);
  return (
    <Dialog title={count > 1 ? t('reject_title_many', { count }) : t('reject_title', { name })} closeLabel={t('close')} close={close}>
      <p className={styles.hint}>{t('reject_hint')}</p>
      <ol className={styles.reasons} ref={list}>
        {reasons.map(({ key, text }, index) => (
          <li key={key}>
            <button type="button" {...(index === 0 ? { 'data-autofocus': true } : {})} onClick={() => give(index)}>
              {index < 9 && <kbd className={styles.key}>{index + 1}</kbd>}
              <span>{text}</span>
            </button>
          </li>
        ))}
      </ol>
      <form
        className={styles.own}
        onSubmit={(event) => {
          event.preventDefault();
          reject(said());
        }}
      >
        <Textarea label={t('reject_own')} value={own} onChange={(event) => setOwn(event.currentTarget.value)} maxLength={600} autosize minRows={2} />
        {count === 1 && <p className={styles.hint}>{t('reject_counts')}</p>}
        {count === 1 && (
          <SegmentedControl aria-label={t('reject_counts')} value={counts} onChange={(value) => setCounts(value as typeof counts)} data={[{ value: 'usual', label: t('counts_usual') }, { value: 'yes', label: t('counts_yes') }, { value: 'no', label: t('counts_no') }]} />
        )}
        <div className={styles.does}>
          <Button type="submit" color="red" disabled={own.trim() === ''}>{t('reject_send')}</Button>
          <Button variant="default" onClick={close}>{t('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
