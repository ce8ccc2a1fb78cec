import { createContext, use, useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useFetcher } from 'react-router';
import { removedFleetMinutes } from '../../common/contract/moderation.ts';
import type { SectionName } from '../../common/contract/centre.ts';
import { useToast } from '../ui/Toasts.tsx';
import { sectionOfSlug, sectionPath } from './sections.ts';
import { useShortcut } from './shell/use-shortcut.ts';
import { useText } from './text.tsx';
import type { SectionResult } from './sections/section-actions.ts';

type Target = { section: SectionName; key: string; name: string };
type Deletion = { remove(target: Target): void; restore(target: Target): void; /** Where something is being deleted now, as `section/key`. */ pending: string | undefined };
const DeletionContext = createContext<Deletion | null>(null);

/** Deletes at once and offers to undo it, on whatever page one is by then: by the message's button, or Ctrl/⌘ Z. */
export function DeletionProvider({ children }: { children: ReactNode }) {
  const t = useText();
  const toast = useToast();
  const { data, formData, formAction, submit } = useFetcher<SectionResult>();
  const target = useRef<Target | null>(null);
  const undoable = useRef<Target | null>(null);
  const send = useCallback(
    (intent: 'delete' | 'restore', next: Target) => {
      target.current = next;
      void submit({ intent, key: next.key }, { method: 'post', action: sectionPath(next.section) });
    },
    [submit],
  );
  const restore = useCallback(
    (next: Target) => {
      undoable.current = null;
      send('restore', next);
    },
    [send],
  );
  const handled = useRef<SectionResult | undefined>(undefined);
  useEffect(() => {
    const done = target.current;
    if (data === undefined || done === null || handled.current === data) return;
    handled.current = data;
    if (!data.ok) toast({ text: data.problem.title, tone: 'wrong' });
    else if (data.done === 'deleted') {
      undoable.current = done;
      const waiting = data.waiting ?? 0;
      toast({ text: waiting === 0 ? t('list_deleted', { name: done.name }) : `${t('list_deleted', { name: done.name })} ${t('fleet_deleted_waiting', { count: waiting, minutes: removedFleetMinutes })}`, action: { label: t('undo'), run: () => restore(done) } });
    } else toast({ text: t('list_restored', { name: done.name }) });
  }, [data, restore, t, toast]);
  useShortcut('mod+z', () => {
    if (undoable.current !== null) restore(undoable.current);
  });
  const pending = formData?.get('intent') === 'delete' ? `${sectionOfSlug(formAction?.split('/')[2])}/${String(formData.get('key'))}` : undefined;
  const deletion = useMemo(() => ({ remove: (next: Target) => send('delete', next), restore, pending }), [send, restore, pending]);
  return <DeletionContext value={deletion}>{children}</DeletionContext>;
}

export function useDeletion(): Deletion {
  const deletion = use(DeletionContext);
  if (deletion === null) throw new Error('Deletion is provided by ConsoleLayout.');
  return deletion;
}
