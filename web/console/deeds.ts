import { useCallback, useEffect, useRef, useState } from 'react';
import { useFetcher, useLocation } from 'react-router';
import type { Dictionary, Translate } from '../../common/i18n/messages.ts';
import type { Problem } from '../../common/contract/problem.ts';
import type { PageContext } from '../page-context.ts';
import { useToast } from '../ui/Toasts.tsx';
import { isForConfirmation, useConfirmation } from './confirmation.tsx';
import { useText } from './text.tsx';

/** The sentences of an area that stand as they are, or with words put in; none of them counts. */
export type Sentence<Texts extends Dictionary> = { [Key in keyof Texts & string]: Texts[Key] extends string ? Key : never }[keyof Texts & string];

/** What an action answers: the sentence about what was done, and the form that undoes it. */
export type DeedOf<Done extends string> = { ok: true; done: Done; words?: Record<string, string | number>; undo?: Record<string, string>; /** Shown this once. */ secret?: string } | { ok: false; problem: Problem };

/** A refusal as an action answers it. */
export function refused(explain: PageContext['explain'], outcome: { refusal: Parameters<PageContext['explain']>[0] }): { ok: false; problem: Problem } {
  return { ok: false, problem: explain(outcome.refusal) };
}

/**
 * The hook of an area’s pages that sends their forms, says what was done, and offers to undo it; who has to confirm that it is them is
 * asked to, and what they sent is sent again. `done` runs once it was, with what undoes it; `undoBy` sends what undoes it where the form is gone by then, as in a dialog that closes. A secret stays until it is forgotten.
 */
export function createUseDeeds<Texts extends Dictionary>(useAreaText: () => Translate<Texts>) {
  return function useDeeds({ done, undoBy }: { done?: (undo: Record<string, string> | undefined) => void; undoBy?: ((fields: Record<string, string>) => void) | undefined } = {}) {
    const t = useText();
    const words = useAreaText();
    const toast = useToast();
    const { pathname } = useLocation();
    const fetcher = useFetcher<DeedOf<Sentence<Texts>>>();
    const { data, state, submit, Form } = fetcher;
    const problem = data?.ok === false ? data.problem : undefined;
    useConfirmation(fetcher, problem);
    const handled = useRef<typeof data>(undefined);
    const latest = useRef(done);
    const [forgotten, setForgotten] = useState<typeof data>();
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
        toast({ text: say(data.done, data.words), ...(undo === undefined ? {} : { action: { label: t('undo'), run: () => (undoBy ?? send)(undo) } }) });
        latest.current?.(undo);
        return;
      }
      const { title, fields = [] } = data.problem;
      if (!isForConfirmation(data.problem)) toast({ text: fields[0]?.message ?? title, tone: 'wrong' });
    }, [data, send, undoBy, t, toast, words]);
    const secret = data?.ok === true && data !== forgotten ? data.secret : undefined;
    return { Form, send, busy: state !== 'idle', problem, secret, forget: () => setForgotten(data) };
  };
}
