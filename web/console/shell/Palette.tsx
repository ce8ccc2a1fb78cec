import { Modal } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { useFetcher, useNavigate } from 'react-router';
import { newEntryPath, sectionList, sectionPath, sections } from '../sections.ts';
import { useText, type ConsoleText } from '../text.tsx';
import type { loader } from '../find.ts';
import { bestMatches, type Destination } from './match.ts';
import styles from './Palette.module.css';

const mostShown = 12;

/** Where one can go without anything having been read from the server. */
function fixedDestinations(t: ConsoleText): Destination[] {
  return [
    { to: '/console', name: t('today'), group: t('pages') },
    ...sectionList.map((section) => ({ to: sectionPath(section), name: t(`section.${section}`), group: t('pages'), also: sections[section].slug })),
    { to: '/console/settings', name: t('section.settings'), group: t('pages'), also: 'settings' },
    { to: '/console/proposals', name: t('proposals'), group: t('pages'), also: 'proposals' },
    { to: '/console/adviser', name: t('try_adviser'), group: t('pages'), also: 'adviser' },
    { to: '/console/history', name: t('history'), group: t('pages'), also: 'history' },
    { to: '/console/file', name: t('file'), group: t('pages'), also: 'import export yaml' },
    ...sectionList.map((section) => ({ to: newEntryPath(section), name: t('add_one', { one: t(`one.${section}`) }), group: t('actions'), also: `new ${sections[section].slug}` })),
  ];
}

/** Goes to any page or entry by a few letters of its name. */
export function Palette({ close }: { close(): void }) {
  const t = useText();
  const navigate = useNavigate();
  const listId = useId();
  const { data, load } = useFetcher<typeof loader>();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  useEffect(() => void load('/console/find'), [load]);
  const destinations = useMemo(() => {
    const entries = (data?.entries ?? []).map(({ section, key, name }) => ({ to: sectionPath(section, key), name, group: t(`section.${section}`), also: key }));
    return [...fixedDestinations(t), ...entries];
  }, [data, t]);
  const found = useMemo(() => bestMatches(destinations, typed, mostShown), [destinations, typed]);
  const go = (destination: Destination | undefined) => {
    if (destination === undefined) return;
    close();
    void navigate(destination.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((index) => (found.length === 0 ? 0 : (index + step + found.length) % found.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      go(found[chosen]);
    }
  };
  return (
    <Modal opened onClose={close} withCloseButton={false} padding={0} size={560} aria-label={t('search_or_go')} yOffset="12vh">
      <div className={styles.palette}>
        <input
          className={styles.input}
          role="combobox"
          aria-label={t('search_or_go')}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={found[chosen] === undefined ? undefined : `${listId}-${chosen}`}
          placeholder={t('search_or_go')}
          autoComplete="off"
          data-autofocus
          maxLength={80}
          value={typed}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(0);
          }}
        />
        <div id={listId} role="listbox" aria-label={t('search_or_go')} className={styles.list}>
          {found.map((destination, index) => (
            <div
              key={destination.to}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={styles.option}
              onMouseMove={() => setChosen(index)}
              onClick={() => go(destination)}
              onKeyDown={onKeyDown}
            >
              <span className={styles.name}>{destination.name}</span>
              <span className={styles.group}>{destination.group}</span>
              <IconArrowRight size={15} aria-hidden />
            </div>
          ))}
        </div>
        {found.length === 0 && <p className={styles.none}>{t('nothing_found')}</p>}
      </div>
    </Modal>
  );
}
