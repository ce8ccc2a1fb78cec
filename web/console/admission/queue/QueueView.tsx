import { useState } from 'react';
import { useToast } from '../../../ui/Toasts.tsx';
import { EmptyState } from '../../PageHead.tsx';
import { AdmissionFrame } from '../AdmissionFrame.tsx';
import { Controls } from './Controls.tsx';
import { EvidencePane } from './EvidencePane.tsx';
import { FavourDialog } from './FavourDialog.tsx';
import { Filters } from './Filters.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { press, targets, toggled, type Wish } from './keys.ts';
import { QueueList } from './QueueList.tsx';
import type { QueueData } from './read-queue.ts';
import { RejectDialog } from './RejectDialog.tsx';
import { useQueueText } from './text.ts';
import { UndoBar } from './UndoBar.tsx';
import { useEvidence } from './use-evidence.ts';
import { useQueue } from './use-queue.ts';
import { useKeysOn, useQueueKeys } from './use-queue-keys.ts';
import styles from './queue.module.css';

/** List left, evidence right; on a phone one application at a time. */
export function QueueView({ data }: { data: QueueData }) {
  const t = useQueueText();
  const { shown, queue, setQueue, decide, undo, claim, undoable, forget, spoken } = useQueue(data);
  const toast = useToast();
  const [helping, setHelping] = useState(false);
  const [favoured, setFavoured] = useState<string>();
  const [keysOn, setKeysOn] = useKeysOn();
  const current = shown.find(({ id }) => id === queue.current);
  const { evidence, failed, again } = useEvidence(current);
  const decidable = data.state === 'in_review' || data.state === 'waitlisted' || data.state === 'awaiting_correction';
  const claimIt = (id: string) => claim(id, current?.id === id && current.claimed === data.me, again);

  const ways = evidence?.priorities ?? [];
  const favour = (id: string) => {
    if (ways.length > 0) setFavoured(id);
    else if (evidence !== undefined) toast({ text: t('favour_none') });
  };

  const wish = (asked: Wish) => {
    if (asked.kind === 'undo') undo();
    else if (asked.kind === 'help') setHelping(true);
    else if (asked.kind === 'claim') claimIt(asked.id);
    else if (asked.kind === 'favour') favour(asked.id);
    else if (asked.kind === 'approve') decide('approve', asked.ids);
    else {
      const reason = reasonsFor(data, asked.ids)[asked.reason ?? -1];
      if (reason !== undefined) decide('reject', asked.ids, { template: reason.key });
    }
  };
  const onKey = (key: string): boolean => {
    if (!decidable && 'aprxsc'.includes(key)) return false;
    const pressed = press(queue, key);
    if (pressed === undefined) return false;
    setQueue(pressed.queue);
    if (pressed.wish !== undefined) wish(pressed.wish);
    return true;
  };
  useQueueKeys(keysOn && !helping && favoured === undefined, onKey);

  const chosen = targets(queue);
  const at = shown.findIndex(({ id }) => id === queue.current);
  return (
    <AdmissionFrame>
      <Filters data={data} />
      <output className={styles.spoken}>{spoken}</output>
      {current === undefined ? (
        data.search === '' && data.fleet === undefined && data.state === 'in_review' && !data.overdue ? <EmptyState title={t('queue_empty')} hint={t('queue_empty_hint')} /> : <EmptyState title={t('queue_none')} hint={t('queue_none_hint')} />
      ) : (
        <div className={styles.panes}>
          <QueueList data={data} rows={shown} queue={queue} decidable={decidable} look={(id) => setQueue({ ...queue, current: id })} toggle={(id) => setQueue(toggled(queue, id))} all={() => onKey('s')} />
          <section className={styles.pane} aria-label={t('evidence')}>
            <Controls
              position={t('queue_position', { at: at + 1, count: shown.length })} chosen={queue.chosen.length} decidable={decidable} mine={current.claimed === data.me}
              approve={() => onKey('a')} reject={() => onKey('r')} next={() => onKey('n')} previous={() => onKey('k')} claim={() => claimIt(current.id)} help={() => setHelping(true)}
              {...(ways.length > 0 && queue.chosen.length === 0 ? { favour: () => favour(current.id) } : {})}
              {...(data.state === 'in_review' && queue.chosen.length === 0 ? { waitlist: () => decide('waitlist', [current.id]) } : {})}
            />
            <EvidencePane name={current.name} evidence={evidence} failed={failed} again={again} />
          </section>
        </div>
      )}
      <UndoBar undoable={undoable} undo={undo} forget={forget} />
      {queue.rejecting && (
        <RejectDialog
          key={chosen.join(' ')} name={current?.name ?? ''} count={chosen.length} reasons={reasonsFor(data, chosen)} keysOn={keysOn}
          close={() => setQueue({ ...queue, rejecting: false })} choose={(index) => onKey(String(index + 1))} reject={(said) => decide('reject', chosen, said)}
        />
      )}
      {favoured !== undefined && favoured === current?.id && (
        <FavourDialog
          name={current.name} ways={ways} keysOn={keysOn} close={() => setFavoured(undefined)}
          choose={(priority) => {
            setFavoured(undefined);
            decide('approve', [favoured], { priority });
          }}
        />
      )}
      {helping && <HelpDialog on={keysOn} setOn={setKeysOn} close={() => setHelping(false)} />}
    </AdmissionFrame>
  );
}

/** Reasons that can be given to all of these: those of the centre, and of their fleet when it is one. */
function reasonsFor({ reasons, lines }: QueueData, ids: readonly string[]): QueueData['reasons'] {
  const fleets = new Set(lines.flatMap(({ id, fleet }) => (ids.includes(id) ? [fleet] : [])));
  return reasons.filter(({ fleet }) => fleet === undefined || (fleets.size === 1 && fleets.has(fleet))).slice(0, 40);
}
