import { IconExternalLink, IconSearch, IconSunHigh } from '@tabler/icons-react';
import { NavLink } from 'react-router';
import { Logo } from '../../ui/Logo.tsx';
import { sectionList, sectionPath, sections, type IconComponent } from '../sections.ts';
import { useText } from '../text.tsx';
import { Account } from './Account.tsx';
import { placeGroups, placesFor } from './places.ts';
import type { ShellData } from './shell-data.ts';
import styles from './shell.module.css';

type Props = { shell: ShellData; search(): void; followed?: () => void };

/** Every page of the console, and who is using it. */
export function Navigation({ shell, search, followed }: Props) {
  const t = useText();
  const editor = shell.permissions.includes('centre.edit');
  return (
    <div className={styles.navigation}>
      <a className={styles.centre} href="/" title={t('open_support_page')}>
        <Logo size={22} />
        <span className={styles.centreName}>{shell.name ?? t('product_name')}</span>
        <IconExternalLink size={15} aria-hidden />
        <span className={styles.hidden}>{t('open_support_page')}</span>
      </a>
      <button type="button" className={styles.search} onClick={search}>
        <IconSearch size={15} aria-hidden />
        <span>{t('search_or_go')}</span>
        <kbd>{t('search_key')}</kbd>
      </button>
      <nav aria-label={t('navigation')} className={styles.links}>
        {editor && (
          <ul>
            <Item to="/console" end icon={IconSunHigh} label={t('today')} followed={followed} />
          </ul>
        )}
        {editor && (
          <>
            <Group label={t('group_page')}>
              {sectionList.filter((section) => sections[section].main).map((section) => (
                <Item key={section} to={sectionPath(section)} icon={sections[section].icon} label={t(`section.${section}`)} followed={followed} />
              ))}
            </Group>
            <Group label={t('group_more')}>
              {sectionList.filter((section) => !sections[section].main).map((section) => (
                <Item key={section} to={sectionPath(section)} icon={sections[section].icon} label={t(`section.${section}`)} followed={followed} />
              ))}
            </Group>
          </>
        )}
        {placeGroups.map((group) => {
          const listed = placesFor(shell.permissions).filter((place) => place.group === group);
          return listed.length === 0 ? null : (
            <Group key={group} label={t(group)}>
              {listed.map(({ to, icon, label }) => (
                <Item key={to} to={to} icon={icon} label={t(label)} count={label === 'proposals' ? shell.openProposals : label === 'notices' ? shell.unreadNotices : 0} followed={followed} />
              ))}
            </Group>
          );
        })}
      </nav>
      <Account shell={shell} />
    </div>
  );
}

function Group({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={styles.group}>
      <p>{label}</p>
      <ul>{children}</ul>
    </div>
  );
}

function Item({ to, end = false, icon: Icon, label, count = 0, followed }: { to: string; end?: boolean; icon: IconComponent; label: string; count?: number; followed?: (() => void) | undefined }) {
  const t = useText();
  return (
    <li>
      <NavLink to={to} end={end} prefetch="intent" className={styles.link} onClick={followed}>
        <Icon size={17} stroke={1.7} aria-hidden />
        <span>{label}</span>
        {count > 0 && (
          <span className={styles.count}>
            {count}
            <span className={styles.hidden}>{t('count_open')}</span>
          </span>
        )}
      </NavLink>
    </li>
  );
}
