import { Button } from '@mantine/core';
import type { FailedJobView, ParkedDeliveryView } from '../../../common/contract/upkeep.ts';
import type { Listed } from './listed.ts';
import { Paging } from './Paging.tsx';
import { useUpkeepText } from './text.ts';
import { useUpkeepAction } from './use-upkeep-action.ts';
import styles from './upkeep.module.css';

/** Deliveries that were given up and jobs that failed, each with its reason and what can be done. */
export function Stuck({ jobs, parked }: { jobs: Listed<FailedJobView>; parked: Listed<ParkedDeliveryView> }) {
  const t = useUpkeepText();
  const { run, pending } = useUpkeepAction();
  return (
    <section className={styles.card} aria-labelledby="upkeep-stuck">
      <h2 id="upkeep-stuck">{t('stuck')}</h2>
      <h3>{t('parked')}</h3>
      <p className={styles.quiet}>{parked.items.length === 0 ? t('parked_none') : t('parked_hint')}</p>
      <ul className={styles.rows}>
        {parked.items.map(({ event, subscriber, name, subject, attempts, lastError, at, exact }) => (
          <li key={`${event} ${subscriber}`}>
            <div>
              <p>
                <strong>{name}</strong> <code>{subject}</code> {t('to_subscriber', { subscriber })}
              </p>
              <p className={styles.reason}>{lastError ?? t('no_reason')}</p>
              <p className={styles.quiet}>
                {t('attempts', { count: attempts })} · <time title={exact}>{at}</time>
              </p>
            </div>
            <div className={styles.tools}>
              <Button size="xs" variant="default" loading={pending === `retry ${event} ${subscriber}`} onClick={() => run({ intent: 'retry', event, subscriber, name })}>
                {t('retry')}
              </Button>
              <Button size="xs" variant="subtle" color="gray" loading={pending === `drop ${event} ${subscriber}`} onClick={() => run({ intent: 'drop', event, subscriber, name })}>
                {t('drop')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Paging name="parked" next={parked.next} paged={parked.paged} />
      <h3>{t('failed_jobs')}</h3>
      <p className={styles.quiet}>{jobs.items.length === 0 ? t('failed_jobs_none') : t('failed_jobs_hint')}</p>
      <ul className={styles.rows}>
        {jobs.items.map(({ id, name, attempts, lastError, at, exact }) => (
          <li key={id}>
            <div>
              <p>
                <strong>{name}</strong>
              </p>
              <p className={styles.reason}>{lastError ?? t('no_reason')}</p>
              <p className={styles.quiet}>
                {t('attempts', { count: attempts })} · <time title={exact}>{at}</time>
              </p>
            </div>
            <div className={styles.tools}>
              <Button size="xs" variant="default" loading={pending === `retry_job ${id}`} onClick={() => run({ intent: 'retry_job', id, name })}>
                {t('retry')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Paging name="jobs" next={jobs.next} paged={jobs.paged} />
    </section>
  );
}
