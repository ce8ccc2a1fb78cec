import { NavLink } from 'react-router';
import { PageHead } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import styles from './privacy.module.css';
import { usePrivacyText } from './text.ts';

const tabs = [['/console/privacy', 'tab_requests'], ['/console/privacy/texts', 'tab_texts'], ['/console/privacy/retention', 'tab_retention']] as const;

/** The top of each page of privacy, with the way to the others. */
export function PrivacyHead({ hint, children }: { hint: 'hint_requests' | 'hint_texts' | 'hint_retention'; children?: React.ReactNode }) {
  const t = usePrivacyText();
  return (
    <>
      <PageHead title={useText()('privacy')} hint={t(hint)}>{children}</PageHead>
      <nav className={styles.tabs} aria-label={t('tabs')}>
        {tabs.map(([to, label]) => (
          <NavLink key={to} to={to} end={to === '/console/privacy'}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
    </>
  );
}
