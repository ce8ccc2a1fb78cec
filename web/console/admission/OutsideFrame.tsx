import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { PageHead } from '../PageHead.tsx';
import styles from './admission.module.css';
import { useOutsideText } from './text.ts';

const pages = [['nav_uid', 'uid'], ['nav_outages', 'outages'], ['nav_forges', 'forges'], ['nav_raids', 'raids']] as const;

/** What the pages about whom admission asks outside share: their head, and the way from one to the next. */
export function OutsideFrame({ hint, manages, tools, children }: { hint: string; /** Who only decides applications sees only when many come at once. */ manages: boolean; tools?: ReactNode; children: ReactNode }) {
  const t = useOutsideText();
  return (
    <>
      <PageHead title={t('nav')} hint={hint}>{tools}</PageHead>
      {manages && (
        <nav aria-label={t('nav')}>
          <ul className={styles.nav}>
            {pages.map(([label, to]) => <li key={to}><NavLink to={`/console/admission/${to}`}>{t(label)}</NavLink></li>)}
          </ul>
        </nav>
      )}
      {children}
    </>
  );
}
