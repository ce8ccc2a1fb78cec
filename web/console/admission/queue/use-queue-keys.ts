import { useEffect, useRef, useState } from 'react';
import { isTyping } from '../../shell/use-shortcut.ts';

const place = 'lichun.queue.keys';

/** Whether single letters act; remembered by this browser. WCAG 2.1.4 asks that they can be switched off. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(true);
  useEffect(() => setOn(localStorage.getItem(place) !== 'off'), []);
  return [on, (next) => {
    localStorage.setItem(place, next ? 'on' : 'off');
    setOn(next);
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
      if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.defaultPrevented || event.repeat || isTyping(event.target)) return;
      // Enter, Space and the arrows belong to a button, a menu or the page that has the focus.
      if (latest.current(event.key.toLowerCase())) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [on]);
}
