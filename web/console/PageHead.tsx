import type { ReactNode } from 'react';
import styles from './page.module.css';

/** The top of a page: where one is, its name, what can be done. */
export function PageHead({ title, hint, above, children }: { title: string; hint?: string | undefined; above?: ReactNode; children?: ReactNode }) {
  return (
    <header className={styles.head}>
      <div>
        {above !== undefined && <p className={styles.above}>{above}</p>}
        <h1>{title}</h1>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
      {children !== undefined && <div className={styles.tools}>{children}</div>}
    </header>
  );
}

/** Teaches what a place is for, with the one thing to do. */
export function EmptyState({ title, hint, children }: { title: string; hint?: string | undefined; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {hint !== undefined && <p>{hint}</p>}
      {children}
    </div>
  );
}

export type Tone = 'good' | 'soon' | 'bad' | 'plain' | 'info';

/** A word about an entry; the tone only underlines what the word says. */
export function Mark({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={styles.mark} data-tone={tone}>
      {children}
    </span>
  );
}
