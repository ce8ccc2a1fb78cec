import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { Dialog } from '../../ui/Dialog.tsx';
import { useText } from '../text.tsx';
import styles from './form.module.css';

/** Asks before what was typed is lost: on the way to another page of the console, and by the browser's own question when it is left. */
export function LeaveGuard({ active }: { active(): boolean }) {
  const t = useText();
  const latest = useRef(active);
  useEffect(() => {
    latest.current = active;
  });
  const blocker = useBlocker(({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && latest.current());
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (latest.current()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  if (blocker.state !== 'blocked') return null;
  return (
    <Dialog title={t('leave_title')} closeLabel={t('close')} close={() => blocker.reset()}>
      <p>{t('leave_text')}</p>
      <div className={styles.noticeActions}>
        <Button data-autofocus onClick={() => blocker.reset()}>
          {t('leave_stay')}
        </Button>
        <Button variant="default" onClick={() => blocker.proceed()}>
          {t('leave_go')}
        </Button>
      </div>
    </Dialog>
  );
}
