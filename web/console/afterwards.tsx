import { createContext, use, useCallback, useEffect, useRef, type ReactNode } from 'react';
import { useFetcher } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import { useConfirmation } from './confirmation.tsx';

type Answer = { ok: true } | { ok: false; problem: Problem };
/** A form that is sent from a message: where it goes, and what tells of its outcome. */
type Afterwards<Told extends Answer> = { action: string; fields: Record<string, string>; told(answer: Told): void };
type Send = <Told extends Answer>(form: Afterwards<Told>) => void;
const AfterwardsContext = createContext<Send | null>(null);

/**
 * Sends what a message offers to do, such as to undo what it tells of. The message outlives the form, the row and the page where something was
 * done; sent from there, it would go to whatever page is open by then, and nobody would hear of its outcome.
 */
export function AfterwardsProvider({ children }: { children: ReactNode }) {
  const fetcher = useFetcher<Answer>();
  const { data, submit } = fetcher;
  const told = useRef<(answer: Answer) => void>(undefined);
  const handled = useRef<Answer>(undefined);
  useConfirmation(fetcher, data?.ok === false ? data.problem : undefined);
  const send = useCallback<Send>(
    (form) => {
      told.current = (answer) => form.told(answer as Parameters<typeof form.told>[0]);
      void submit(form.fields, { method: 'post', action: form.action });
    },
    [submit],
  );
  useEffect(() => {
    if (data === undefined || handled.current === data) return;
    handled.current = data;
    told.current?.(data);
  }, [data]);
  return <AfterwardsContext value={send}>{children}</AfterwardsContext>;
}

/** Sends a form from a message, whatever page is open by then. */
export function useAfterwards(): Send {
  const send = use(AfterwardsContext);
  if (send === null) throw new Error('What is sent afterwards is provided by AfterwardsProvider.');
  return send;
}
