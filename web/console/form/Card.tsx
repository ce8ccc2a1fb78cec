import { useId, type ReactNode } from 'react';
import styles from './form.module.css';

/** A part of a form or page under a heading of its own. */
export function Card({ title, hint, tools, children }: { title: string; hint?: string | undefined; tools?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.cardHead}>
        <h2 id={id}>{title}</h2>
        {tools}
      </header>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <div className={styles.fields}>{children}</div>
    </section>
  );
}

/** Fields beside each other where there is room. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
