import { useCallback, useEffect, useRef } from 'react';
import { useFetcher } from 'react-router';
import { useToast } from '../../ui/Toasts.tsx';
import { useUpkeepText } from './text.ts';
import type { UpkeepDone } from './upkeep-actions.ts';

/** Does what a button says and tells how it went; what was dropped can be brought back from the message. */
export function useUpkeepAction(): { run(fields: Record<string, string>): void; pending: string | undefined } {
  const t = useUpkeepText();
  const toast = useToast();
  const { data, formData, submit } = useFetcher<UpkeepDone>();
  const handled = useRef<UpkeepDone | undefined>(undefined);
  const run = useCallback((fields: Record<string, string>) => void submit(fields, { method: 'post' }), [submit]);
  useEffect(() => {
    if (data === undefined || handled.current === data) return;
    handled.current = data;
    if (!data.ok) toast({ text: data.problem.title, tone: 'wrong' });
    else if (data.done === 'dropped') {
      const { event, subscriber, name } = data;
      toast({ text: t('dropped', { name }), action: { label: t('undo'), run: () => run({ intent: 'bring_back', event, subscriber, name }) } });
    } else toast({ text: data.done === 'brought_back' ? t('brought_back', { name: data.name }) : t(data.done) });
  }, [data, run, t, toast]);
  const pending = formData === undefined ? undefined : [formData.get('intent'), formData.get('id') ?? formData.get('event') ?? '', formData.get('subscriber') ?? ''].join(' ').trim();
  return { run, pending };
}
