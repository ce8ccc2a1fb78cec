import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { undoSeconds } from '../../../../common/contract/moderation.ts';
import type { Undoable } from './use-queue.ts';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

/** What was decided last and can be taken back, with the seconds that are left for it. */
export function UndoBar({ undoable, undo, forget }: { undoable: readonly Undoable[]; undo(): void; forget(one: Undoable): void }) {
  const t = useQueueText();
  const last = undoable.at(-1);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (last === undefined) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (last.until <= Date.now()) forget(last);
    }, 250);
    return () => clearInterval(timer);
  }, [last, forget]);
  if (last === undefined || last.until <= now) return null;
  // Until the first tick after a decision, nothing of its time has gone.
  const seconds = Math.min(undoSeconds, Math.max(1, Math.ceil((last.until - now) / 1000)));
  return (
    <div className={styles.undo}>
      <span>{last.text}</span>
      <span className={styles.countdown} aria-hidden="true">{t('undo_left', { seconds })}</span>
      <Button size="compact-sm" variant="default" onClick={undo} aria-keyshortcuts="z">{t('undo')}</Button>
    </div>
  );
}
