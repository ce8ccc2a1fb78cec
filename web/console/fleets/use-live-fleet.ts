import { useEffect } from 'react';
import { useRevalidator } from 'react-router';
import { watch } from '../../realtime.ts';

/** Reads the page again when something happens in the fleet, at most once a second: two hundred joins a minute are one picture. */
export function useLiveFleet(key: string): void {
  useLive(`fleet:${key}`);
}

/** The same for any fleet. */
export function useLiveFleets(): void {
  useLive('fleets');
}

function useLive(topic: string): void {
  const { revalidate } = useRevalidator();
  useEffect(() => watchSlowly(topic, () => void revalidate()), [topic, revalidate]);
}

const pause = 1000;

/** Watches a topic, and calls back once for whatever came within a pause. Answers how to stop. */
function watchSlowly(topic: string, onChange: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const stop = watch(topic, () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      onChange();
    }, pause);
  });
  return () => {
    clearTimeout(waiting);
    stop();
  };
}
