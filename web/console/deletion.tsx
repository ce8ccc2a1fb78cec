import { Button } from '@mantine/core';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useFetcher } from 'react-router';
import { removedFleetMinutes } from '../../common/contract/moderation.ts';
import type { SectionName } from '../../common/contract/centre.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useToast } from '../ui/Toasts.tsx';
import pageStyles from './page.module.css';
import { sectionOfSlug, sectionPath } from './sections.ts';
import { useShortcut } from './shell/use-shortcut.ts';
import { useText } from './text.tsx';
import type { SectionResult } from './sections/section-actions.ts';

type Target = { section: SectionName; key: string; name: string };
/** A fleet with people, about to be deleted. */
type Question = { target: Target; waiting: number; seats: number };
type Deletion = { /** `begun`: it is being deleted, without a question or after it. */ remove(target: Target, begun?: () => void): void; restore(target: Target): void; /** Where something is being deleted now, as `section/key`. */ pending: string | undefined };
const DeletionContext = createContext<Deletion | null>(null);

/** Deletes at once, after telling whom it concerns where a fleet has people, and offers to undo it, on whatever page one is by then: by the message's button, or Ctrl/⌘ Z. */
export function DeletionProvider({ children }: { children: ReactNode }) {
  const t = useText();
  const toast = useToast();
  const { data, formData, formAction, submit } = useFetcher<SectionResult>();
  const target = useRef<Target | null>(null);
  const undoable = useRef<Target | null>(null);
  const send = useCallback(
    (intent: 'look' | 'delete' | 'restore', next: Target) => {
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
  const [question, setQuestion] = useState<Question>();
  const begun = useRef<(() => void) | undefined>(undefined);
  const begin = useCallback(
    (next: Target) => {
      setQuestion(undefined);
      send('delete', next);
      begun.current?.();
    },
    [send],
  );
  const remove = useCallback(
    (next: Target, onBegun?: () => void) => {
      begun.current = onBegun;
      if (next.section === 'fleets') send('look', next);
      else begin(next);
    },
    [begin, send],
  );
  const handled = useRef<SectionResult | undefined>(undefined);
  useEffect(() => {
    const done = target.current;
    if (data === undefined || done === null || handled.current === data) return;
    handled.current = data;
    if (!data.ok) toast({ text: data.problem.title, tone: 'wrong' });
    else if (data.done === 'looked') {
      const { waiting = 0, seats = 0 } = data;
      if (waiting + seats === 0) begin(done);
      else setQuestion({ target: done, waiting, seats });
    } else if (data.done === 'deleted') {
      undoable.current = done;
      const waiting = data.waiting ?? 0;
      toast({ text: waiting === 0 ? t('list_deleted', { name: done.name }) : `${t('list_deleted', { name: done.name })} ${t('fleet_deleted_waiting', { count: waiting, minutes: removedFleetMinutes })}`, action: { label: t('undo'), run: () => restore(done) } });
    } else toast({ text: t('list_restored', { name: done.name }) });
  }, [begin, data, restore, t, toast]);
  useShortcut('mod+z', () => {
    if (undoable.current !== null) restore(undoable.current);
  });
  const pending = formData?.get('intent') === 'delete' ? `${sectionOfSlug(formAction?.split('/')[2])}/${String(formData.get('key'))}` : undefined;
  const deletion = useMemo(() => ({ remove, restore, pending }), [remove, restore, pending]);
  return (
    <DeletionContext value={deletion}>
      {children}
      {question !== undefined && <SureOfFleet {...question} sure={() => begin(question.target)} close={() => setQuestion(undefined)} />}
    </DeletionContext>
  );
}

/** Whom the deletion of a fleet concerns, said before it is done. */
function SureOfFleet({ target: { name }, waiting, seats, sure, close }: Question & { sure(): void; close(): void }) {
  const t = useText();
  return (
    <Dialog title={t('fleet_delete_title', { name })} closeLabel={t('close')} close={close}>
      {waiting > 0 && <p>{t('fleet_deleted_waiting', { count: waiting, minutes: removedFleetMinutes })}</p>}
      {seats > 0 && <p>{t('fleet_delete_seats', { count: seats })}</p>}
      <div className={pageStyles.confirm}>
        <Button variant="default" data-autofocus onClick={close}>{t('cancel')}</Button>
        <Button color="red" onClick={sure}>{t('entry_delete')}</Button>
      </div>
    </Dialog>
  );
}

export function useDeletion(): Deletion {
  const deletion = use(DeletionContext);
  if (deletion === null) throw new Error('Deletion is provided by ConsoleLayout.');
  return deletion;
}
