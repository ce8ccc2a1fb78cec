import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { PageHead } from '../PageHead.tsx';
import type { NoticesShared } from './page-data.ts';
import styles from './notices.module.css';
import { NoticesText, useNoticesText } from './text.ts';

type Hint = 'inbox_hint' | 'settings_hint' | 'duty_hint' | 'kinds_hint' | 'mail_hint';

/** The head of every page about notices, with the way to the others. */
export function NoticesFrame({ shared, hint, tools, children }: { shared: NoticesShared; hint: Hint; tools?: ReactNode; children: ReactNode }) {
  return (
    <NoticesText texts={shared.texts}>
      <Head hint={hint} tools={tools} />
      <Tabs manages={shared.manages} />
      {children}
    </NoticesText>
  );
}

function Head({ hint, tools }: { hint: Hint; tools: ReactNode }) {
  const t = useNoticesText();
  return (
    <PageHead title={t('title')} hint={t(hint)}>
      {tools}
    </PageHead>
  );
}

function Tabs({ manages }: { manages: boolean }) {
  const t = useNoticesText();
  const tabs = [
    ['/console/notices', 'tab_inbox', true],
    ['/console/notices/settings', 'tab_settings', true],
    ['/console/notices/duty', 'tab_duty', true],
    ['/console/notices/centre', 'tab_centre', manages],
    ['/console/notices/mail', 'tab_mail', manages],
  ] as const;
  return (
    <nav className={styles.tabs} aria-label={t('tabs')}>
      {tabs.filter(([, , shown]) => shown).map(([to, label]) => (
        <NavLink key={to} to={to} end prefetch="intent" className={styles.tab}>
          {t(label)}
        </NavLink>
      ))}
    </nav>
  );
}
