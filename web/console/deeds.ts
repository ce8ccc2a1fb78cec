import { useCallback, useEffect, useRef, useState } from 'react';
import { useFetcher, useLocation } from 'react-router';
import type { Dictionary, Translate } from '../../common/i18n/messages.ts';
import type { Problem } from '../../common/contract/problem.ts';
import type { PageContext } from '../page-context.ts';
import { useToast } from '../ui/Toasts.tsx';
import { useAfterwards } from './afterwards.tsx';
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
 * asked to, and what they sent is sent again. `done` runs once it was, with what undoes it; what undoes it is sent afterwards, since the form may be gone by then, or by `undoBy`, where the page has more to do with it. A secret stays until it is forgotten.
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
    const afterwards = useAfterwards();
    const tell = useCallback(
      function tell(deed: DeedOf<Sentence<Texts>>) {
        if (!deed.ok) {
          const { title, fields = [] } = deed.problem;
          if (!isForConfirmation(deed.problem)) toast({ text: fields[0]?.message ?? title, tone: 'wrong' });
          return;
        }
        const { undo } = deed;
        const say = words as (key: string, parameters?: Record<string, string | number>) => string;
        const run = (fields: Record<string, string>) => (undoBy === undefined ? afterwards({ action: pathname, fields, told: tell }) : undoBy(fields));
        toast({ text: say(deed.done, deed.words), ...(undo === undefined ? {} : { action: { label: t('undo'), run: () => run(undo) } }) });
      },
      [afterwards, pathname, undoBy, t, toast, words],
    );
    useEffect(() => {
      if (data === undefined || handled.current === data) return;
      handled.current = data;
      tell(data);
      if (data.ok) latest.current?.(data.undo);
    }, [data, tell]);
    const secret = data?.ok === true && data !== forgotten ? data.secret : undefined;
    return { Form, send, busy: state !== 'idle', problem, secret, forget: () => setForgotten(data) };
  };
}
