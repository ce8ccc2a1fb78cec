import { IconArrowRight } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Link, useFetcher, useNavigate } from 'react-router';
import type { Permission } from '../../../common/contract/rights.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { newEntryPath, sectionList, sectionPath, sections } from '../sections.ts';
import { useText, type ConsoleText } from '../text.tsx';
import type { loader } from '../find.ts';
import { bestMatches, type Destination } from './match.ts';
import { placesFor } from './places.ts';
import styles from './Palette.module.css';

const mostShown = 12;

/** Where one can go without anything having been read from the server. */
function fixedDestinations(t: ConsoleText, permissions: readonly Permission[]): Destination[] {
  const others = [
    ...placesFor(permissions).map(({ to, label, also }) => ({ to, name: t(label), group: t('pages'), also })),
    { to: '/account', name: t('my_account'), group: t('pages'), also: 'account profile', outside: true },
    { to: '/account/security', name: t('my_security'), group: t('pages'), also: 'security password passkey totp', outside: true },
  ];
  if (!permissions.includes('centre.edit')) return others;
  return [
    { to: '/console', name: t('today'), group: t('pages') },
    ...sectionList.map((section) => ({ to: sectionPath(section), name: t(`section.${section}`), group: t('pages'), also: sections[section].slug })),
    ...others,
    ...sectionList.map((section) => ({ to: newEntryPath(section), name: t('add_one', { one: t(`one.${section}`) }), group: t('actions'), also: `new ${sections[section].slug}` })),
  ];
}

/** Goes to any page or entry by a few letters of its name: Enter takes the first, ↓ and ↑ walk through the links. */
export function Palette({ permissions, close }: { permissions: readonly Permission[]; close(): void }) {
  const t = useText();
  const navigate = useNavigate();
  const { data, load } = useFetcher<typeof loader>();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState('');
  useEffect(() => void load('/console/find'), [load]);
  const destinations = useMemo(() => {
    const entries = (data?.entries ?? []).map(({ section, key, name }) => ({ to: sectionPath(section, key), name, group: t(`section.${section}`), also: key }));
    return [...fixedDestinations(t, permissions), ...entries];
  }, [data, t, permissions]);
  const found = useMemo(() => bestMatches(destinations, typed, mostShown), [destinations, typed]);

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const stops: HTMLElement[] = [...(input.current === null ? [] : [input.current]), ...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const step = event.key === 'ArrowDown' ? 1 : -1;
    stops[(stops.indexOf(event.currentTarget) + step + stops.length) % stops.length]?.focus();
  };
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    walk(event);
    const first = found[0];
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || first === undefined) return;
    event.preventDefault();
    close();
    if (first.outside === true) window.location.assign(first.to);
    else void navigate(first.to);
  };
  return (
    <Dialog bare wide title={t('search_or_go')} closeLabel={t('close')} close={close}>
      <div className={styles.palette}>
        <input
          ref={input}
          className={styles.input}
          type="search"
          aria-label={t('search_or_go')}
          placeholder={t('search_or_go')}
          autoComplete="off"
          data-autofocus
          maxLength={80}
          value={typed}
          onKeyDown={enter}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ul ref={list} className={styles.list}>
          {found.map((destination) => (
            <li key={`${destination.group} ${destination.to}`}>
              <Link to={destination.to} reloadDocument={destination.outside === true} className={styles.option} onClick={close} onKeyDown={walk}>
                <span className={styles.name}>{destination.name}</span>
                <span className={styles.group}>{destination.group}</span>
                <IconArrowRight size={15} aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
        <output className={styles.none}>{found.length === 0 ? t('nothing_found') : ''}</output>
      </div>
    </Dialog>
  );
}
