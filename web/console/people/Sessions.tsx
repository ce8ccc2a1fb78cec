import { Button } from '@mantine/core';
import { Mark } from '../PageHead.tsx';
import type { PersonData } from './person-data.ts';
import { useDeeds } from './use-deeds.ts';
import { usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';

/** Where a person is signed in; who may not edit people only sees how often. */
export function Sessions({ count, sessions }: { count: number; sessions: PersonData['sessions'] }) {
  const words = usePeopleText();
  const { send, busy } = useDeeds();
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{words('sessions')}</h2>
        {sessions !== undefined && sessions.length > 1 && <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'end-sessions' })}>{words('session_end_all')}</Button>}
      </div>
      <ul className={styles.list}>
        {(sessions === undefined || sessions.length === 0) && <li className={styles.none}>{count === 0 ? words('sessions_none') : words('sessions_count', { count })}</li>}
        {sessions?.map((session) => (
          <li key={session.id} className={styles.row}>
            <span className={styles.typed}>
              {session.device ?? words('session_unknown_device')}
              <small>{[words(`method.${session.method}`), session.network].filter((part) => part !== '').join(' · ')}</small>
            </span>
            {session.secondFactor && <Mark tone="good">{words('session_second_factor')}</Mark>}
            <time className={styles.detail} title={session.seen.exact}>{words('session_used', { when: session.seen.words })}</time>
            <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'end-session', session: session.id })}>{words('session_end')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
