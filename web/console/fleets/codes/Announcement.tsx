import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Mark } from '../../PageHead.tsx';
import records from '../../records/records.module.css';
import { useAbout } from '../../text.tsx';
import styles from './codes.module.css';
import type { ShownAnnouncement } from './shown.ts';
import { useCodeDeeds, useCodesText } from './use-text.ts';

/** One announcement, how many have confirmed it, and what can be done with it. */
export function Announcement({ item, mayRun }: { item: ShownAnnouncement; mayRun: boolean }) {
  const about = useAbout();
  const words = useCodesText();
  const { send, busy } = useCodeDeeds();
  const isWithdrawn = item.withdrawnAt !== undefined;
  return (
    <article className={styles.announcement} data-withdrawn={isWithdrawn}>
      <h2>{item.title}</h2>
      <p className={styles.small} title={item.posted.exact}>
        {item.group?.name ?? words('to_fleet')} · {item.postedBy === undefined ? words('announced_at', { at: item.posted.words }) : words('announced', { name: item.postedBy, at: item.posted.words })}
      </p>
      <p className={styles.body}>{item.body}</p>
      <div className={styles.foot}>
        {isWithdrawn && <Mark>{words('withdrawn')}</Mark>}
        {item.confirm ? (
          <>
            <progress className={styles.progress} value={item.read} max={Math.max(1, item.audience)} aria-hidden="true" />
            <span className={styles.small}>{words('read_count', { read: item.read, audience: item.audience })}</span>
          </>
        ) : <span className={styles.small}>{words('read_none')}</span>}
        <span className={records.buttons}>
          {mayRun && item.confirm && <Button component={Link} size="xs" variant="default" to={`?read=${item.id}`} aria-label={about(words('readers'), item.title)}>{words('readers')}</Button>}
          {mayRun && <Button size="xs" variant="default" disabled={busy} aria-label={about(words(isWithdrawn ? 'restore' : 'withdraw'), item.title)} onClick={() => send({ intent: isWithdrawn ? 'restore' : 'withdraw', announcement: item.id })}>{words(isWithdrawn ? 'restore' : 'withdraw')}</Button>}
        </span>
      </div>
    </article>
  );
}
