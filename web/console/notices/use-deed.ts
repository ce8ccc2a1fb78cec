import { useCallback, useEffect, useRef } from 'react';
import { useFetcher, useLocation } from 'react-router';
import type { Problem } from '../../../common/contract/problem.ts';
import type { Tried } from '../../../common/contract/notices.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { useAfterwards } from '../afterwards.tsx';

/** What an action of these pages answers. */
export type DeedAnswer = { ok: true; did: string; tried?: Tried; ids?: string[]; id?: string } | { ok: false; problem: Problem };

/** Sends a deed to the page's action, shows a refusal, and calls `done` once for each answer, with what was sent and how to send more from a message, whatever page is open by then. */
export function useDeed(done: (answer: Extract<DeedAnswer, { ok: true }>, sent: Deed, send: (deed: Deed) => void) => void) {
  const toast = useToast();
  const { data, state, submit } = useFetcher<DeedAnswer>();
  const handled = useRef<DeedAnswer | undefined>(undefined);
  const sent = useRef<Deed>({ do: '' });
  const latest = useRef(done);
  useEffect(() => {
    latest.current = done;
  });
  const afterwards = useAfterwards();
  const { pathname: action } = useLocation();
  const send = useCallback((deed: Deed) => {
    sent.current = deed;
    void submit(formOf(deed), { method: 'post', action });
  }, [action, submit]);
  const tell = useCallback(
    function tell(answer: DeedAnswer, deed: Deed) {
      if (!answer.ok) toast({ text: [answer.problem.title, ...(answer.problem.fields ?? []).map((field) => field.message)].join(' '), tone: 'wrong' });
      else latest.current(answer, deed, (more) => afterwards({ action, fields: formOf(more), told: (said: DeedAnswer) => tell(said, more) }));
    },
    [action, afterwards, toast],
  );
  useEffect(() => {
    if (data === undefined || handled.current === data) return;
    handled.current = data;
    tell(data, sent.current);
  }, [data, tell]);
  return { send, busy: state !== 'idle', problem: data !== undefined && !data.ok ? data.problem : undefined };
}

const formOf = (deed: Deed) => ({ deed: JSON.stringify(deed) });

/** A deed by its name, with what the operation takes. */
export type Deed = { do: string; input?: object; name?: string };

/** Reads a deed that a form sent; anything else is none. */
export async function readDeed(request: Request): Promise<Deed> {
  const text = (await request.formData()).get('deed');
  try {
    const value: unknown = JSON.parse(typeof text === 'string' ? text : '');
    if (value === null || typeof value !== 'object' || !('do' in value) || typeof value.do !== 'string') return { do: '' };
    const input = 'input' in value && typeof value.input === 'object' && value.input !== null ? value.input : {};
    return { do: value.do, input };
  } catch (error) {
    if (error instanceof SyntaxError) return { do: '' };
    throw error;
  }
}
