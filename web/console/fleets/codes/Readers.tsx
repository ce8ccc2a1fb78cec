import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { closeUp } from '../../../../common/i18n/words.ts';
import { Mark, PageHead } from '../../PageHead.tsx';
import records from '../../records/records.module.css';
import styles from './codes.module.css';
import type { ShownReaders } from './shown.ts';
import { useCodesText } from './use-text.ts';

type Shown = ShownReaders & { fleet: { key: string; name: string } };

/** Who of the members has confirmed an announcement, and who has not. [002] */
export function Readers({ fleet, announcement, title, show, items, next }: Shown) {
  const words = useCodesText();
  const to = (wanted: 'confirmed' | 'missing' | null, after?: string) => `?read=${announcement}${wanted === null ? '' : `&show=${wanted}`}${after === undefined ? '' : `&after=${after}`}`;
  return (
    <>
      <PageHead above={<Link to={`/console/groups/${fleet.key}/announcements`}>{words('readers_back')}</Link>} title={words('readers')} hint={title === '' ? undefined : title} />
      <nav className={styles.tabs} aria-label={words('readers')}>
        {([null, 'missing', 'confirmed'] as const).map((one) => <Link key={one ?? 'all'} className={records.count} aria-current={show === one ? 'true' : undefined} to={to(one)}>{words(`readers_${one ?? 'all'}`)}</Link>)}
      </nav>
      <ul className={records.list}>
        {items.length === 0 && <li className={records.none}>{words('readers_none')}</li>}
        {items.map(({ person, name, group, read }) => (
          <li key={person} className={records.row}>
            <span className={records.name}>{name}</span>
            <span className={records.detail}>{group}</span>
            {read === null ? <Mark tone="soon">{words('read_not')}</Mark> : <span title={read.exact}><Mark tone="good">{closeUp(words('read_at', { at: read.words }), [read.words])}</Mark></span>}
          </li>
        ))}
      </ul>
      {next !== null && <div className={records.paging}><Button component={Link} variant="default" to={to(show, next)}>{words('more')}</Button></div>}
    </>
  );
}
