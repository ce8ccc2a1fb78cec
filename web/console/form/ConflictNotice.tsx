import { Button } from '@mantine/core';
import { changesBetween, type JsonObject } from '../json.ts';
import { useText } from '../text.tsx';
import { Difference } from '../history/Difference.tsx';
import { mergeVersions } from './merge.ts';
import styles from './form.module.css';

type Props = { base: JsonObject; theirs: JsonObject; mine: JsonObject; changedBy?: string | undefined; proceed(value: JsonObject): void };

/** Two people changed the same entry: shows what the other one changed and lets the reader choose, so that nobody's work is lost unseen. */
export function ConflictNotice({ base, theirs, mine, changedBy, proceed }: Props) {
  const t = useText();
  return (
    <section className={styles.notice} role="alert">
      <p>
        <strong>{changedBy === undefined ? t('conflict_title_unknown') : t('conflict_title', { name: changedBy })}</strong>
      </p>
      <p>{t('conflict_text')}</p>
      <Difference changes={changesBetween(base, theirs)} />
      <div className={styles.noticeActions}>
        <Button size="xs" onClick={() => proceed(mergeVersions(base, theirs, mine))}>
          {t('conflict_merge')}
        </Button>
        <Button size="xs" variant="default" onClick={() => proceed(mine)}>
          {t('conflict_mine')}
        </Button>
        <Button size="xs" variant="default" onClick={() => proceed(theirs)}>
          {t('conflict_theirs')}
        </Button>
      </div>
    </section>
  );
}
