import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { PageHead } from '../PageHead.tsx';
import styles from './admission.module.css';
import { useQueueText } from './queue/text.ts';

const pages = [['nav_queue', '/console/applications'], ['nav_invitations', '/console/applications/invitations'], ['nav_strikes', '/console/applications/strikes'], ['nav_reasons', '/console/applications/reasons']] as const;

/** What the moderators' pages share: their head, and the way from one to the next. */
export function AdmissionFrame({ hint, tools, children }: { hint?: string; tools?: ReactNode; children: ReactNode }) {
  const t = useQueueText();
  return (
    <>
      <PageHead title={t('nav')} {...(hint === undefined ? {} : { hint })}>{tools}</PageHead>
      <nav aria-label={t('nav')}>
        <ul className={styles.nav}>
          {pages.map(([label, to]) => <li key={to}><NavLink to={to} end>{t(label)}</NavLink></li>)}
        </ul>
      </nav>
      {children}
    </>
  );
}
