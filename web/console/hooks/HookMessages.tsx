import { Button, SegmentedControl } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { hookOutcomes, type HookMessage } from '../../../common/contract/hooks.ts';
import { Mark } from '../PageHead.tsx';
import styles from '../programs/programs.module.css';
import { useProgramsText } from '../programs/text.ts';

/** Messages with their times in words. */
export type ShownMessages = {
  items: readonly (HookMessage & { words: string; exact: string })[];
  outcome: 'all' | (typeof hookOutcomes)[number];
  next: string | undefined;
  paged: boolean;
};

/** What came, and what was refused and why, latest first. */
export function HookMessages({ shown: { items, outcome, next, paged } }: { shown: ShownMessages }) {
  const t = useProgramsText();
  const [, setQuery] = useSearchParams();
  const kept = outcome === 'all' ? '' : `outcome=${outcome}`;
  return (
    <section>
      <header className={styles.section}>
        <h2>{t('hook_messages')}</h2>
        <p>{t('hook_messages_hint')}</p>
      </header>
      <div className={styles.filters}>
        <SegmentedControl aria-label={t('hook_messages_filter')} value={outcome} data={[{ value: 'all', label: t('hook_messages_all') }, ...hookOutcomes.map((value) => ({ value: value as string, label: t(`hook_outcome.${value}`) }))]} onChange={(value) => setQuery(value === 'all' ? {} : { outcome: value })} />
      </div>
      {items.length === 0 ? (
        <p>{outcome === 'all' && !paged ? t('hook_messages_empty') : t('hook_messages_none')}</p>
      ) : (
        <ul className={styles.list}>
          {items.map((message) => (
            <Message key={`${message.at} ${message.messageId ?? message.why}`} message={message} />
          ))}
        </ul>
      )}
      <div className={styles.tools}>
        {paged && <Button component={Link} variant="default" preventScrollReset to={`?${kept}`}>{t('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" preventScrollReset to={`?${new URLSearchParams({ ...(outcome === 'all' ? {} : { outcome }), after: next })}`}>{t('older')}</Button>}
      </div>
    </section>
  );
}

function Message({ message: { outcome, type, messageId, why, count, at, words, exact } }: { message: ShownMessages['items'][number] }) {
  const t = useProgramsText();
  return (
    <li>
      <div className={styles.main}>
        <p className={styles.name}>
          {outcome === 'taken' ? type === undefined ? <span>{t('hook_untold')}</span> : <code>{type}</code> : <span>{why === undefined ? '' : t(`hook_why.${why}`)}</span>}
          <Mark tone={outcome === 'taken' ? 'good' : 'bad'}>{t(`hook_outcome.${outcome}`)}</Mark>
        </p>
        <p className={styles.facts}>
          <time dateTime={at} title={exact}>{words}</time>
          {count > 1 && <span>{t('hook_times', { count })}</span>}
          {messageId !== undefined && <span>{messageId}</span>}
        </p>
      </div>
    </li>
  );
}
