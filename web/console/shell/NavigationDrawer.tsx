import { ActionIcon } from '@mantine/core';
import { IconBell, IconMenu2, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useText } from '../text.tsx';
import { Logo } from '../../ui/Logo.tsx';
import { Navigation } from './Navigation.tsx';
import type { ShellData } from './shell-data.ts';
import styles from './shell.module.css';

type Props = { shell: ShellData; opened: boolean; open(): void; close(): void; search(): void };

/** On a phone the navigation comes in from the side; the dialog element keeps focus inside and closes on Escape. */
export function NavigationDrawer({ shell, opened, open, close, search }: Props) {
  const t = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (opened) dialog.current?.showModal();
    else dialog.current?.close();
  }, [opened]);
  return (
    <header className={styles.bar}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('open_navigation')} aria-expanded={opened} onClick={open}>
        <IconMenu2 size={20} aria-hidden />
      </ActionIcon>
      <Logo size={20} />
      <span className={styles.centreName}>{shell.name ?? t('product_name')}</span>
      {shell.permissions.includes('notices.own') && (
        <ActionIcon component={Link} to="/console/notices" variant="subtle" color="gray" size="lg" className={styles.bell} aria-label={`${t('notices')} ${shell.unreadNotices > 0 ? `${shell.unreadNotices}${t('count_open')}` : ''}`}>
          <IconBell size={20} aria-hidden />
          {shell.unreadNotices > 0 && <span className={styles.count}>{shell.unreadNotices > 99 ? '99+' : shell.unreadNotices}</span>}
        </ActionIcon>
      )}
      <dialog ref={dialog} className={styles.drawer} aria-label={t('navigation')} onClose={close}>
        {opened && (
          <>
            <ActionIcon variant="subtle" color="gray" size="lg" className={styles.drawerClose} aria-label={t('close')} onClick={close}>
              <IconX size={20} aria-hidden />
            </ActionIcon>
            <Navigation
              shell={shell}
              followed={close}
              search={() => {
                close();
                search();
              }}
            />
          </>
        )}
      </dialog>
    </header>
  );
}
