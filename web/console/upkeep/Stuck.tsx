import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DroppedDeliveryView, FailedJobView, ParkedDeliveryView } from '../../../common/contract/upkeep.ts';
import type { Listed, Timed } from './listed.ts';
import { Paging } from './Paging.tsx';
import { useUpkeepText } from './text.ts';
import { useUpkeepAction } from './use-upkeep-action.ts';
import styles from './upkeep.module.css';

/** Deliveries that were given up or dropped and jobs that failed, each with its reason and what can be done. */
export function Stuck({ jobs, parked, dropped }: { jobs: Listed<FailedJobView>; parked: Listed<ParkedDeliveryView>; dropped: Listed<DroppedDeliveryView> }) {
  const t = useUpkeepText();
  const { run, pending } = useUpkeepAction();
  return (
    <section className={styles.card} aria-labelledby="upkeep-stuck">
      <h2 id="upkeep-stuck">{t('stuck')}</h2>
      <h3>{t('parked')}</h3>
      <p className={styles.quiet}>{parked.items.length === 0 ? t('parked_none') : t('parked_hint')}</p>
      <ul className={styles.rows}>
        {parked.items.map((delivery) => (
          <DeliveryLine key={`${delivery.event} ${delivery.subscriber}`} delivery={delivery}>
            <Button size="xs" variant="default" loading={pending === `retry ${delivery.event} ${delivery.subscriber}`} onClick={() => run({ intent: 'retry', ...namesOf(delivery) })}>
              {t('retry')}
            </Button>
            <Button size="xs" variant="subtle" color="gray" loading={pending === `drop ${delivery.event} ${delivery.subscriber}`} onClick={() => run({ intent: 'drop', ...namesOf(delivery) })}>
              {t('drop')}
            </Button>
          </DeliveryLine>
        ))}
      </ul>
      <Paging name="parked" next={parked.next} paged={parked.paged} />
      {(dropped.items.length > 0 || dropped.paged) && (
        <>
          <h3>{t('dropped_list')}</h3>
          <p className={styles.quiet}>{t('dropped_hint')}</p>
          <ul className={styles.rows}>
            {dropped.items.map((delivery) => (
              <DeliveryLine key={`${delivery.event} ${delivery.subscriber}`} delivery={delivery}>
                <Button size="xs" variant="default" loading={pending === `bring_back ${delivery.event} ${delivery.subscriber}`} onClick={() => run({ intent: 'bring_back', ...namesOf(delivery) })}>
                  {t('bring_back')}
                </Button>
              </DeliveryLine>
            ))}
          </ul>
          <Paging name="dropped" next={dropped.next} paged={dropped.paged} />
        </>
      )}
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

const namesOf = ({ event, subscriber, name }: ParkedDeliveryView) => ({ event, subscriber, name });

/** One delivery with its reason, and what can be done about it. */
function DeliveryLine({ delivery: { name, subject, subscriber, attempts, lastError, at, exact }, children }: { delivery: Timed<ParkedDeliveryView>; children: ReactNode }) {
  const t = useUpkeepText();
  return (
    <li>
      <div>
        <p>
          <strong>{name}</strong> <code>{subject}</code> {t('to_subscriber', { subscriber })}
        </p>
        <p className={styles.reason}>{lastError ?? t('no_reason')}</p>
        <p className={styles.quiet}>
          {t('attempts', { count: attempts })} · <time title={exact}>{at}</time>
        </p>
      </div>
      <div className={styles.tools}>{children}</div>
    </li>
  );
}
