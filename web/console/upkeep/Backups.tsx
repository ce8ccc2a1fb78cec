import { Button, Progress } from '@mantine/core';
import type { BackupView, UpkeepView } from '../../../common/contract/upkeep.ts';
import { EmptyState, Mark, type Tone } from '../PageHead.tsx';
import { useLocale } from '../text.tsx';
import type { Listed, Timed } from './listed.ts';
import { Paging } from './Paging.tsx';
import { describeSize } from './sizes.ts';
import { useUpkeepText } from './text.ts';
import { useUpkeepAction } from './use-upkeep-action.ts';
import styles from './upkeep.module.css';

type Backup = Timed<BackupView>;
const tones: Record<Backup['state'], Tone> = { waiting: 'info', running: 'info', done: 'good', failed: 'bad', interrupted: 'bad' };

/** Backups with how they went; one can be begun, and is watched while it is written. */
export function Backups({ backups, facts, asleep }: { backups: Listed<BackupView>; facts: UpkeepView['backups']; asleep: boolean }) {
  const t = useUpkeepText();
  const { run, pending } = useUpkeepAction();
  const isUnderWay = backups.items.some(({ state }) => state === 'running' || state === 'waiting');
  const { folder, keep, hour, daily, withKey, fingerprint } = facts;
  const start = (
    <Button onClick={() => run({ intent: 'backup' })} loading={pending === 'backup'} disabled={isUnderWay || asleep}>
      {t('backup_start')}
    </Button>
  );
  return (
    <section className={styles.card} aria-labelledby="upkeep-backups">
      <div className={styles.head}>
        <h2 id="upkeep-backups">{t('backups')}</h2>
        {backups.items.length > 0 && start}
      </div>
      <p className={styles.quiet}>{daily ? t('backups_daily', { hour: String(hour), folder, keep }) : t('backups_not_daily', { folder, keep })}</p>
      <p className={styles.quiet}>{withKey ? t('backups_secret') : t('backups_secret_without_key', { fingerprint })}</p>
      {backups.items.length === 0 ? (
        <EmptyState title={t('backups_none')} hint={t(withKey ? 'backups_none_hint' : 'backups_none_hint_without_key')}>
          {start}
        </EmptyState>
      ) : (
        <ul className={styles.rows}>
          {backups.items.map((backup) => (
            <BackupLine key={backup.id} backup={backup} />
          ))}
        </ul>
      )}
      <Paging name="backups" next={backups.next} paged={backups.paged} />
    </section>
  );
}

function BackupLine({ backup: { state, origin, startedBy, file, bytes, problem, missingFiles, progress, at, exact } }: { backup: Backup }) {
  const t = useUpkeepText();
  const { language } = useLocale();
  const percent = progress === undefined || progress.total === 0 ? undefined : Math.floor((progress.done / progress.total) * 100);
  return (
    <li>
      <div>
        <p>
          {missingFiles === undefined ? <Mark tone={tones[state]}>{t(`backup_state.${state}`)}</Mark> : <Mark tone="soon">{t('backup_state.lacking', { count: missingFiles })}</Mark>} <time title={exact}>{at}</time> · {origin === 'asked' ? t('backup_origin.asked', { name: startedBy ?? t('somebody') }) : t(`backup_origin.${origin}`)}
          {bytes !== undefined && ` · ${describeSize(bytes, language)}`}
        </p>
        {file !== undefined && (
          <p className={styles.quiet}>
            <code>{file}</code>
          </p>
        )}
        {problem !== undefined && <p className={styles.reason}>{problem}</p>}
        {state === 'running' && (
          <div className={styles.progress}>
            <Progress value={percent ?? 100} animated={percent === undefined} aria-label={t('backup_state.running')} />
            <output className={styles.quiet}>{progress?.stage === 'files' ? t('backup_progress_files', { count: progress.done }) : t('backup_progress_tables', { percent: percent ?? 0 })}</output>
          </div>
        )}
      </div>
    </li>
  );
}
