import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { shownStates } from './shown-states.ts';
import type { QueueData } from './read-queue.ts';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

/** Milliseconds after the last key before it is searched. */
const pause = 200;

/** Which applications: of which fleet, in which state, of whom. What is chosen stands in the address. */
export function Filters({ data: { waiting, fleet, state, search } }: { data: QueueData }) {
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
  const all = waiting.reduce((sum, one) => sum + one.inReview, 0);
  return (
    <search className={styles.filters}>
      <NativeSelect aria-label={t('queue_fleet')} value={fleet ?? ''} data={[{ value: '', label: t('queue_all_fleets', { count: all }) }, ...waiting.map((one) => ({ value: one.fleet, label: t('queue_fleet_count', { name: one.fleetName, count: one.inReview }) }))]} onChange={(event) => change({ fleet: event.currentTarget.value })} />
      <NativeSelect aria-label={t('queue_state')} value={state} data={shownStates.map((value) => ({ value, label: t(`state.${value}`) }))} onChange={(event) => change({ state: event.currentTarget.value === 'in_review' ? '' : event.currentTarget.value })} />
      <TextInput type="search" aria-label={t('queue_search')} placeholder={t('queue_search')} value={typed} maxLength={100} onChange={(event) => setTyped(event.currentTarget.value)} />
    </search>
  );
}
