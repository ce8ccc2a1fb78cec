import { useCallback, useEffect, useRef } from 'react';
import { useFetcher } from 'react-router';
import { useToast } from '../../ui/Toasts.tsx';
import { useAfterwards } from '../afterwards.tsx';
import { useUpkeepText } from './text.ts';
import type { UpkeepDone } from './upkeep-actions.ts';

const address = '/console/upkeep';

/** Does what a button says and tells how it went; what was dropped can be brought back from the message. */
export function useUpkeepAction(): { run(fields: Record<string, string>): void; pending: string | undefined } {
  const t = useUpkeepText();
  const toast = useToast();
  const { data, formData, submit } = useFetcher<UpkeepDone>();
  const afterwards = useAfterwards();
  const handled = useRef<UpkeepDone | undefined>(undefined);
  const run = useCallback((fields: Record<string, string>) => void submit(fields, { method: 'post', action: address }), [submit]);
  const tell = useCallback(
    function tell(told: UpkeepDone) {
      if (!told.ok) return toast({ text: told.problem.title, tone: 'wrong' });
      if (told.done !== 'dropped') return toast({ text: told.done === 'brought_back' ? t('brought_back', { name: told.name }) : t(told.done) });
      const { event, subscriber, name } = told;
      return toast({ text: t('dropped', { name }), action: { label: t('undo'), run: () => afterwards({ action: address, fields: { intent: 'bring_back', event, subscriber, name }, told: tell }) } });
    },
    [afterwards, t, toast],
  );
  useEffect(() => {
    if (data === undefined || handled.current === data) return;
    handled.current = data;
    tell(data);
  }, [data, tell]);
  const pending = formData === undefined ? undefined : [formData.get('intent'), formData.get('id') ?? formData.get('event') ?? '', formData.get('subscriber') ?? ''].join(' ').trim();
  return { run, pending };
}
