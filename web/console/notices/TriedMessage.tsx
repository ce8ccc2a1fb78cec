import type { Tried } from '../../../common/contract/notices.ts';
import { useNoticesText } from './text.ts';
import styles from './notices.module.css';

/** What came of a try: the sentence, and when it failed the cure and the other side's own words. */
export function TriedMessage({ tried }: { tried: Tried }) {
  const t = useNoticesText();
  return (
    <div className={styles.tried} data-ok={tried.ok} aria-live="polite">
      <p>
        <strong>{t(tried.ok ? 'tried_ok' : 'tried_failed')}</strong> {tried.sentence}
      </p>
      {tried.cure !== undefined && (
        <p>
          <strong>{t('tried_cure')}</strong> {tried.cure}
        </p>
      )}
      {tried.detail !== undefined && <p className={styles.detail}>{t('mail_detail', { detail: tried.detail })}</p>}
    </div>
  );
}
