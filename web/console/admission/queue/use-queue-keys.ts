import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isTyping } from '../../shell/use-shortcut.ts';

const place = 'lichun.queue.keys';
const hearers = new Set<() => void>();
const subscribe = (hear: () => void) => {
  hearers.add(hear);
  return () => void hearers.delete(hear);
};

/** Whether single letters act; remembered by this browser. WCAG 2.1.4 asks that they can be switched off. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, () => localStorage.getItem(place) !== 'off', () => true);
  return [on, (next) => {
    localStorage.setItem(place, next ? 'on' : 'off');
    for (const hear of hearers) hear();
  }];
}

/** Hears keys anywhere on the page, but not while somebody types, chooses in a dialog, or holds a modifier. `act` says whether the key meant something. */
export function useQueueKeys(on: boolean, act: (key: string) => boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!on) return undefined;
    const listen = (event: KeyboardEvent) => {
      // A key that is held down decides once.
      if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.defaultPrevented || event.repeat || isTyping(event.target)) return;
      if (latest.current(event.key.toLowerCase())) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [on]);
}
