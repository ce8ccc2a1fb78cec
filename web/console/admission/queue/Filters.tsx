import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { shownStates } from './shown-states.ts';
import type { QueueData } from './read-queue.ts';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

/** Milliseconds after the last key before it is searched. */
const pause = 200;

/** Beside the states: members who have not given in time the UID that they owe. */
const uidOverdue = 'uid_overdue';

/** Which applications: of which fleet, in which state, of whom. What is chosen stands in the address. */
export function Filters({ data: { waiting, fleet, state, overdue, search } }: { data: QueueData }) {
  const t = useQueueText();
  const [, setQuery] = useSearchParams();
  const [typed, setTyped] = useState(search);
  const change = (changes: Record<string, string>) => setQuery((before) => {
    const next = new URLSearchParams([...before].filter(([name]) => name !== 'after' && name !== 'id' && !(name in changes)));
    for (const [name, value] of Object.entries(changes)) if (value !== '') next.set(name, value);
    return next;
  }, { replace: true, preventScrollReset: true });
  const latest = useRef(change);
  const looked = useRef(search);
  useEffect(() => {
    latest.current = change;
  });
  useEffect(() => {
    if (typed === looked.current) return undefined;
    const timer = setTimeout(() => {
      looked.current = typed;
      latest.current({ q: typed });
    }, pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const choose = (value: string) => change(value === uidOverdue ? { state: '', uid: 'overdue' } : { state: value === 'in_review' ? '' : value, uid: '' });
  const all = waiting.reduce((sum, one) => sum + one.inReview, 0);
  return (
    <search className={styles.filters}>
      <NativeSelect aria-label={t('queue_fleet')} value={fleet ?? ''} data={[{ value: '', label: t('queue_all_fleets', { count: all }) }, ...waiting.map((one) => ({ value: one.fleet, label: t('queue_fleet_count', { name: one.fleetName, count: one.inReview }) }))]} onChange={(event) => change({ fleet: event.currentTarget.value })} />
      <NativeSelect aria-label={t('queue_state')} value={overdue ? uidOverdue : state} data={[...shownStates.map((value) => ({ value: value as string, label: t(`state.${value}`) })), { value: uidOverdue, label: t('queue_uid_overdue') }]} onChange={(event) => choose(event.currentTarget.value)} />
      <TextInput type="search" aria-label={t('queue_search')} placeholder={t('queue_search')} value={typed} maxLength={100} onChange={(event) => setTyped(event.currentTarget.value)} />
    </search>
  );
}
