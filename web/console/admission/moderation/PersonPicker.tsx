import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFetcher } from 'react-router';
import records from '../../records/records.module.css';
import { useQueueText } from '../queue/text.ts';
import type { FoundPerson, loader } from './people.ts';

/** Milliseconds after the last key before it is searched. */
const pause = 180;

/** Who is meant: looked up while one types, or known already; sent as `person`. */
export function PersonPicker({ start, error }: { start: FoundPerson | undefined; error: string | undefined }) {
  const t = useQueueText();
  const [person, setPerson] = useState(start);
  if (person === undefined) return <Find error={error} choose={setPerson} />;
  return (
    <div>
      <input type="hidden" name="person" value={person.id} />
      <p><strong>{person.name === '' ? t('someone') : person.name}</strong> <span className={records.hint}>{person.accounts.join(' · ')}</span></p>
      {error !== undefined && <p className={records.wrong} role="alert">{error}</p>}
      <Button size="compact-xs" variant="default" onClick={() => setPerson(undefined)}>{t('person_other')}</Button>
    </div>
  );
}

function Find({ error, choose }: { error: string | undefined; choose(person: FoundPerson): void }) {
  const t = useQueueText();
  const { data, load } = useFetcher<typeof loader>();
  const [typed, setTyped] = useState('');
  const search = typed.trim();
  useEffect(() => {
    if (search === '') return undefined;
    const timer = setTimeout(() => void load(`/console/applications/people?${new URLSearchParams({ q: search })}`), pause);
    return () => clearTimeout(timer);
  }, [load, search]);
  const found = search !== '' && data?.search === search ? data.found : undefined;
  return (
    <div>
      <TextInput type="search" label={t('ban_person')} description={t('ban_person_hint')} error={error} value={typed} maxLength={100} autoComplete="off" data-autofocus onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Whoever is being looked for is not there yet: nothing is sent.
          if (event.key === 'Enter') event.preventDefault();
        }} />
      {found !== undefined && (
        <ul className={`${records.list} ${records.gap}`} aria-label={t('person_found')}>
          {found.length === 0 && <li className={records.none}>{t('person_nobody')}</li>}
          {found.map((one) => (
            <li key={one.id} className={records.row}>
              <span className={records.name}>{one.name}</span>
              <span className={records.detail}>{one.accounts.join(' · ')}</span>
              <Button size="xs" variant="default" aria-label={`${t('person_pick')} ${one.name}`} onClick={() => choose(one)}>{t('person_pick')}</Button>
            </li>
          ))}
          {data?.more === true && <li className={records.none}>{t('person_more')}</li>}
        </ul>
      )}
    </div>
  );
}
