import { useEffect, useRef } from 'react';
import type { Priority } from '../../../../common/contract/fleet.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import type { ShownEvidence } from './evidence-data.ts';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

type Props = { name: string; ways: ShownEvidence['priorities']; keysOn: boolean; close(): void; choose(priority: Priority): void };

/** Asks by which priority somebody is let in: where each leads, and how much of its share is left. A digit is enough. [000] */
export function FavourDialog({ name, ways, keysOn, close, choose }: Props) {
  const t = useQueueText();
  const latest = useRef({ ways, choose });
  useEffect(() => {
    latest.current = { ways, choose };
  });
  useEffect(() => {
    if (!keysOn) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || !/^[1-9]$/.test(event.key)) return;
      const way = latest.current.ways[Number(event.key) - 1];
      if (way === undefined) return;
      event.preventDefault();
      latest.current.choose(way.kind);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [keysOn]);
  return (
    <Dialog title={t('favour_title', { name })} closeLabel={t('close')} close={close}>
      <p className={styles.hint}>{t('favour_hint')}</p>
      <ol className={styles.reasons}>
        {ways.map(({ kind, group, fromReserve, left }, index) => (
          <li key={kind}>
            <button type="button" {...(index === 0 ? { 'data-autofocus': true } : {})} onClick={() => choose(kind)}>
              <kbd className={styles.key}>{index + 1}</kbd>
              <span>
                {t(`priority.${kind}`)}
                <small className={styles.way}>{fromReserve ? t('favour_reserve', { group, left }) : t('favour_past', { group })}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
