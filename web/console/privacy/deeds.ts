import { useCallback, useEffect, useRef } from 'react';
import { useFetcher, useLocation } from 'react-router';
import type { Problem } from '../../../common/contract/problem.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { useText } from '../text.tsx';
import { usePrivacyText, type PrivacyTexts } from './text.ts';

type Plain = { [Key in keyof PrivacyTexts]: PrivacyTexts[Key] extends string ? Key : never }[keyof PrivacyTexts];

/** What an action of these pages answers: the sentence about what was done, and the form that undoes it. */
export type Deed = { ok: true; done: Plain; words?: Record<string, string | number>; undo?: Record<string, string> } | { ok: false; problem: Problem };

/** Sends forms of a page, says what was done, and offers to undo it. Who has to confirm that it is them is led there. */
export function useDeeds({ done }: { done?: () => void } = {}) {
  const t = useText();
  const words = usePrivacyText();
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
    if (data.ok) {
      const { undo } = data;
      const say = words as (key: string, parameters?: Record<string, string | number>) => string;
      toast({ text: say(data.done, data.words), ...(undo === undefined ? {} : { action: { label: t('undo'), run: () => send(undo) } }) });
      latest.current?.();
      return;
    }
    const { code, title, fields = [] } = data.problem;
    const confirm = { label: words('confirm_yourself'), run: () => window.location.assign(`/account/confirm?to=${encodeURIComponent(pathname)}`) };
    toast({ text: fields[0]?.message ?? title, tone: 'wrong', ...(code === 'recent_sign_in_required' ? { action: confirm } : {}) });
  }, [data, pathname, send, t, toast, words]);
  return { Form, send, busy: state !== 'idle', problem: data?.ok === false ? data.problem : undefined };
}
