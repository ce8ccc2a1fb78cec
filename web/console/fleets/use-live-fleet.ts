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

const pause = 1000;

function useLive(topic: string): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = watch(topic, () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        void revalidate();
      }, pause);
    });
    return () => {
      clearTimeout(waiting);
      stop();
    };
  }, [topic, revalidate]);
}
