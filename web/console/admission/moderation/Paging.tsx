import { Button } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import records from '../../records/records.module.css';
import { useQueueText } from '../queue/text.ts';
import { changed } from './address.ts';

/** The way through a list that is read page by page; `name`: of its place in the address. */
export function Paging({ name, next }: { name: string; next: string | undefined }) {
  const t = useQueueText();
  const [query] = useSearchParams();
  const paged = query.has(name);
  if (next === undefined && !paged) return null;
  return (
    <div className={records.paging}>
      {paged && <Button component={Link} variant="default" preventScrollReset to={changed(query, { [name]: undefined })}>{t('queue_first_page')}</Button>}
      {next !== undefined && <Button component={Link} variant="default" preventScrollReset to={changed(query, { [name]: next })}>{t('queue_next_page')}</Button>}
    </div>
  );
}
