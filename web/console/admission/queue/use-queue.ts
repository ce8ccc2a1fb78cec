import { useCallback, useEffect, useRef, useState } from 'react';
import { useRevalidator } from 'react-router';
import type { Priority } from '../../../../common/contract/fleet.ts';
import { undoSeconds } from '../../../../common/contract/moderation.ts';
import { watch } from '../../../realtime.ts';
import { useToast } from '../../../ui/Toasts.tsx';
import { decided, emptyQueue, withLines, type Queue } from './keys.ts';
import type { QueueOutcome, QueueWish } from './decide.ts';
import type { QueueData } from './read-queue.ts';
import { useQueueText } from './text.ts';
import { useSending } from './use-sending.ts';

/** What can be taken back, until then (milliseconds of the page's clock). */
export type Undoable = { ids: readonly string[]; text: string; until: number };

type Said = { template?: string | undefined; reason?: string | undefined; counts?: boolean | undefined; priority?: Priority | undefined };

/** A decision shows at once; it is sent in order, and what could not be done comes back into the list with its reason. */
export function useQueue({ lines, topics, named }: Pick<QueueData, 'lines' | 'topics' | 'named'>) {
  const t = useQueueText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const [stored, setQueue] = useState<Queue>(() => ({ ...withLines(emptyQueue, lines.map(({ id }) => id)), ...(named === undefined ? {} : { current: named }) }));
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [undoable, setUndoable] = useState<readonly Undoable[]>([]);
  const [spoken, setSpoken] = useState('');
  const shown = lines.filter(({ id }) => !gone.has(id));
  const queue = withLines(stored, shown.map(({ id }) => id));
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);

  const refresh = useCallback(() => {
    clearTimeout(later.current);
    later.current = setTimeout(() => void revalidate(), 300);
  }, [revalidate]);
  useEffect(() => () => clearTimeout(later.current), []);
  const watched = topics.join(' ');
  useEffect(() => {
    const stops = watched.split(' ').filter((topic) => topic !== '').map((topic) => watch(topic, refresh));
    return () => {
      for (const stop of stops) stop();
    };
  }, [watched, refresh]);

  const back = (ids: readonly string[]) => setGone((before) => new Set([...before].filter((id) => !ids.includes(id))));

  const sending = useSending({ done: refresh, offline: () => toast({ text: t('offline'), tone: 'wrong' }) });
  const send = (wish: QueueWish, heard: (items: QueueOutcome[]) => void, failed: () => void) => sending({ wish, heard, failed });

  const decide = (what: 'approve' | 'reject' | 'waitlist', ids: readonly string[], said: Said = {}) => {
    const items = ids.flatMap((id) => lines.filter((one) => one.id === id).map(({ revision }) => ({ id, revision })));
    if (items.length === 0) return;
    const nameOf = (id: string) => lines.find((one) => one.id === id)?.name ?? '';
    setGone((before) => new Set([...before, ...ids]));
    setQueue(decided(queue, ids).queue);
    send({ do: what, items, ...said }, (outcomes) => {
      const failures = outcomes.filter(({ problem }) => problem !== undefined);
      const done = outcomes.filter(({ problem, repeated }) => problem === undefined && repeated !== true);
      back(failures.map(({ id }) => id));
      for (const { id } of outcomes.filter(({ repeated }) => repeated === true)) toast({ text: t('repeated', { name: nameOf(id) }), tone: 'wrong' });
      if (failures.length > 0) toast({ text: t('failed_some', { count: failures.length, reason: failures[0]?.problem ?? '' }), tone: 'wrong' });
      const [only] = done;
      if (only === undefined) return;
      const one = what === 'reject' ? 'done_reject_one' : what === 'waitlist' ? 'done_waitlist_chosen' : only.state === 'waitlisted' ? 'done_waitlist_one' : 'done_approve_one';
      const waiting = done.filter(({ state }) => state === 'waitlisted').length;
      const many = what === 'reject' ? t('done_reject', { count: done.length }) : waiting === 0 ? t('done_approve', { count: done.length }) : t('done_approve_some', { approved: done.length - waiting, waiting });
      const text = done.length === 1 ? t(one, { name: nameOf(only.id) }) : many;
      setSpoken(`${text} ${t('left', { count: Math.max(0, shown.length - ids.length) })}`);
      setUndoable((before) => [...before.slice(-20), { ids: done.map(({ id }) => id), text, until: Date.now() + (undoSeconds - 0.5) * 1000 }]);
    }, () => back(ids));
  };

  /** Takes back what was decided last and can still be. */
  const undo = () => {
    const last = undoable.findLast(({ until }) => until > Date.now());
    if (last === undefined) return;
    setUndoable((before) => before.filter((one) => one !== last));
    send({ do: 'undo', ids: [...last.ids] }, (outcomes) => {
      const failures = outcomes.filter(({ problem }) => problem !== undefined);
      back(outcomes.flatMap(({ id, problem }) => (problem === undefined ? [id] : [])));
      if (failures.length > 0) toast({ text: t('failed_some', { count: failures.length, reason: failures[0]?.problem ?? '' }), tone: 'wrong' });
      else {
        setSpoken(t('done_undo'));
        toast({ text: t('done_undo') });
      }
    }, () => undefined);
  };

  const claim = (id: string, release: boolean, then: () => void) => send({ do: release ? 'release' : 'claim', id }, ([outcome]) => {
    if (outcome?.problem !== undefined) toast({ text: outcome.problem, tone: 'wrong' });
    then();
  }, () => undefined);

  return { shown, queue, setQueue, decide, undo, claim, undoable, forget: (one: Undoable) => setUndoable((before) => before.filter((other) => other !== one)), spoken };
}
