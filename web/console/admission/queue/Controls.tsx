import { Button } from '@mantine/core';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

type Props = { position: string; chosen: number; decidable: boolean; mine: boolean; approve(): void; favour?(): void; reject(): void; waitlist?(): void; next(): void; previous(): void; claim(): void; help(): void };

/** Everything that the keys do, as buttons; on a phone they stand at the foot, big enough for a thumb. */
export function Controls({ position, chosen, decidable, mine, approve, favour, reject, waitlist, next, previous, claim, help }: Props) {
  const t = useQueueText();
  return (
    <div className={styles.controls}>
      <div className={styles.does}>
        {decidable && (
          <>
            <Button onClick={approve} aria-keyshortcuts="a">{t('approve')}<kbd className={styles.key}>A</kbd></Button>
            <Button variant="default" onClick={reject} aria-keyshortcuts="r">{t('reject')}<kbd className={styles.key}>R</kbd></Button>
            {favour !== undefined && <Button variant="default" className={styles.favour ?? ''} onClick={favour} aria-keyshortcuts="p">{t('favour')}<kbd className={styles.key}>P</kbd></Button>}
            {waitlist !== undefined && <Button variant="default" className={styles.wide ?? ''} onClick={waitlist}>{t('to_waitlist')}</Button>}
            <Button variant="default" className={styles.wide ?? ''} onClick={claim} aria-keyshortcuts="c">{t(mine ? 'release' : 'claim')}<kbd className={styles.key}>C</kbd></Button>
          </>
        )}
      </div>
      <div className={styles.moves}>
        {chosen > 0 && <strong>{t('queue_chosen', { count: chosen })}</strong>}
        <span className={styles.position}>{position}</span>
        <Button size="compact-sm" variant="default" onClick={previous} aria-keyshortcuts="k">{t('previous')}</Button>
        <Button size="compact-sm" variant="default" onClick={next} aria-keyshortcuts="n">{t('next')}</Button>
        <Button size="compact-sm" variant="subtle" className={styles.wide ?? ''} onClick={help} aria-keyshortcuts="?">{t('help')}</Button>
      </div>
    </div>
  );
}
