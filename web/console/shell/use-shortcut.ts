import { useEffect, useRef } from 'react';

/** Runs `act` for a key pressed anywhere: `mod+k` with Ctrl or ⌘. Single letters, and Ctrl/⌘ Z, belong to the text while one is typing. */
export function useShortcut(shortcut: string, act: (event: KeyboardEvent) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const withModifier = shortcut.startsWith('mod+');
    const key = withModifier ? shortcut.slice(4) : shortcut;
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.altKey || event.isComposing || event.defaultPrevented) return;
      if (withModifier !== (event.ctrlKey || event.metaKey)) return;
      if ((!withModifier || key === 'z') && isTyping(event.target)) return;
      event.preventDefault();
      latest.current(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [shortcut]);
}

/** True where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, dialog, [role="dialog"]') !== null);
}
