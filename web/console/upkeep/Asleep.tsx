import { Button } from '@mantine/core';
import { useState } from 'react';
import type { UpkeepView } from '../../../common/contract/upkeep.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Mark } from '../PageHead.tsx';
import { useUpkeepText } from './text.ts';
import { useUpkeepAction } from './use-upkeep-action.ts';
import styles from './upkeep.module.css';

/** A restored centre that sends nothing: since when, what waits in it, and how to wake it. */
export function Asleep({ since, backup, upkeep: { mails, webhooks, jobs } }: { since: string; backup: string; upkeep: Pick<UpkeepView, 'mails' | 'webhooks' | 'jobs'> }) {
  const t = useUpkeepText();
  const { run, pending } = useUpkeepAction();
  const [asks, setAsks] = useState(false);
  return (
    <section className={styles.card} aria-labelledby="upkeep-asleep">
      <div className={styles.head}>
        <h2 id="upkeep-asleep">
          <Mark tone="soon">{t('asleep')}</Mark>
        </h2>
        <Button onClick={() => setAsks(true)} loading={pending === 'wake'}>
          {t('wake')}
        </Button>
      </div>
      <p>{t('asleep_facts', { backup, since })}</p>
      <p className={styles.quiet}>{t('asleep_hint')}</p>
      {asks && (
        <Dialog title={t('wake_title')} closeLabel={t('close')} close={() => setAsks(false)}>
          <p>{t('wake_effect', { mails: mails.waiting, webhooks: webhooks.waiting, jobs: jobs.waiting })}</p>
          <div className={styles.tools}>
            <Button
              data-autofocus
              onClick={() => {
                setAsks(false);
                run({ intent: 'wake' });
              }}
            >
              {t('wake_now')}
            </Button>
            <Button variant="default" onClick={() => setAsks(false)}>
              {t('cancel')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
