import { useCallback, useEffect, useRef } from 'react';
import { useFetcher, useLocation } from 'react-router';
import { useToast } from '../../ui/Toasts.tsx';
import { useText } from '../text.tsx';
import type { Deed } from './deeds.ts';
import { useOrganisationsText } from './use-text.ts';

/** Sends forms of a page, says what was done, and offers to undo it. `done` runs once it was. */
export function useDeeds({ done }: { done?: () => void } = {}) {
  const t = useText();
  const words = useOrganisationsText();
  const toast = useToast();
  const { pathname } = useLocation();
  const { data, state, submit, Form } = useFetcher<Deed>();
  const handled = useRef<Deed | undefined>(undefined);
  const latest = useRef(done);
  useEffect(() => {
    latest.current = done;
  });
  const send = useCallback((fields: Record<string, string>) => void submit(fields, { method: 'post', action: pathname }), [pathname, submit]);
  useEffect(() => {
    if (data === undefined || handled.current === data) return;
    handled.current = data;
    if (!data.ok) {
      toast({ text: data.problem.fields?.[0]?.message ?? data.problem.title, tone: 'wrong' });
      return;
    }
    const { undo } = data;
    const say = words as (key: string, parameters?: Record<string, string>) => string;
    toast({ text: say(data.done, { name: data.name ?? '' }), ...(undo === undefined ? {} : { action: { label: t('undo'), run: () => send(undo) } }) });
    latest.current?.();
  }, [data, send, t, toast, words]);
  return { Form, send, busy: state !== 'idle', problem: data?.ok === false ? data.problem : undefined };
}

/** What is wrong with one field of a form. */
export function fieldProblem(problem: { fields?: { path: string; message: string }[] | undefined } | undefined, ...paths: string[]): string | undefined {
  return problem?.fields?.find(({ path }) => paths.includes(path))?.message;
}
