import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { IconBell, IconDeviceDesktop, IconLanguage, IconLogout, IconMoon, IconShieldCog, IconSun } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { Link, useLocation, useRouteLoaderData } from 'react-router';
import { useLocale, useText } from '../text.tsx';
import type { loader } from '../ConsoleRoot.tsx';
import type { ShellData } from './shell-data.ts';
import styles from './shell.module.css';

const nextScheme = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const schemeIcons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;

/** Who is signed in, with the ways to their account and what are their choices: colours, language, leaving. */
export function Account({ shell }: { shell: ShellData }) {
  const t = useText();
  const { language } = useLocale();
  const { pathname, search } = useLocation();
  const person = useRouteLoaderData<typeof loader>('console/ConsoleRoot')?.person ?? '';
  const other = language === 'en' ? 'zh-CN' : 'en';
  const address = new URLSearchParams(search);
  address.set('lang', other);
  return (
    <div className={styles.account}>
      <a className={styles.person} href="/account" title={t('signed_in_as', { name: person })} aria-label={t('signed_in_as', { name: person })}>
        {person}
      </a>
      <ActionIcon component="a" href="/account/security" variant="subtle" color="gray" className={styles.tool} aria-label={t('my_security')} title={t('my_security')}>
        <IconShieldCog size={17} aria-hidden />
      </ActionIcon>
      {shell.permissions.includes('notices.own') && (
        <ActionIcon component={Link} to="/console/notices" variant="subtle" color="gray" className={`${styles.tool} ${styles.bell}`} aria-label={`${t('notices')}${shell.unreadNotices > 0 ? ` ${shell.unreadNotices}${t('count_open')}` : ''}`} title={t('notices')}>
          <IconBell size={17} aria-hidden />
          {shell.unreadNotices > 0 && <span className={styles.count}>{shell.unreadNotices > 99 ? '99+' : shell.unreadNotices}</span>}
        </ActionIcon>
      )}
      <ColourSwitch />
      <ActionIcon component="a" href={`${pathname}?${address}`} hrefLang={other} variant="subtle" color="gray" className={styles.tool} aria-label={t('switch_language')} title={t('switch_language')}>
        <IconLanguage size={17} aria-hidden />
      </ActionIcon>
      <form method="post" action="/sign-out">
        <ActionIcon type="submit" variant="subtle" color="gray" className={styles.tool} aria-label={t('sign_out')} title={t('sign_out')}>
          <IconLogout size={17} aria-hidden />
        </ActionIcon>
      </form>
    </div>
  );
}

const never = () => () => undefined;

/** System, light, dark. What was chosen is known in the browser only, so the server draws the first of the three. */
function ColourSwitch() {
  const t = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const known = useSyncExternalStore(never, () => true, () => false);
  const shown = known ? colorScheme : 'auto';
  const Icon = schemeIcons[shown];
  const label = t('colours', { scheme: t(`scheme_${shown}`) });
  return (
    <ActionIcon variant="subtle" color="gray" className={styles.tool} aria-label={label} title={label} onClick={() => setColorScheme(nextScheme[shown])}>
      <Icon size={17} aria-hidden />
    </ActionIcon>
  );
}
