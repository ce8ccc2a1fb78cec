import { Link } from 'react-router';
import { useUpkeepText } from './text.ts';

/** Links of a list that has more than is shown. */
export function Paging({ name, next, paged }: { name: string; next: string | undefined; paged: boolean }) {
  const t = useUpkeepText();
  if (next === undefined && !paged) return null;
  return (
    <p>
      {paged && <Link to="?" preventScrollReset>{t('newest')}</Link>} {next !== undefined && <Link to={`?${name}=${next}`} preventScrollReset>{t('older')}</Link>}
    </p>
  );
}
