import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from '../programs/programs.module.css';
import { useProgramsText } from '../programs/text.ts';
import { localTime } from '../when.ts';

/** Says what a new secret means before it is made. */
export function RotateDialog({ close, rotate }: { close(): void; rotate(): void }) {
  const t = useProgramsText();
  return (
    <Dialog title={t('webhook_rotate_title')} closeLabel={t('close')} close={close}>
      <p>{t('webhook_rotate_hint')}</p>
      <div className={styles.tools}>
        <Button data-autofocus onClick={rotate}>{t('webhook_rotate_now')}</Button>
        <Button variant="default" onClick={close}>{t('key_cancel')}</Button>
      </div>
    </Dialog>
  );
}

/** Asks what becomes of the messages that waited while it was off, before it is switched on. */
export function TurnOnDialog({ waiting, close, turnOn }: { waiting: number; close(): void; turnOn(waiting: 'send' | 'drop'): void }) {
  const t = useProgramsText();
  return (
    <Dialog title={t('webhook_turn_on_title')} closeLabel={t('close')} close={close}>
      <p>{t('webhook_turn_on_hint', { count: waiting })}</p>
      <div className={styles.tools}>
        <Button data-autofocus onClick={() => turnOn('send')}>{t('webhook_turn_on_send')}</Button>
        <Button variant="default" onClick={() => turnOn('drop')}>{t('webhook_turn_on_drop')}</Button>
        <Button variant="default" onClick={close}>{t('key_cancel')}</Button>
      </div>
    </Dialog>
  );
}

/** Asks from when on everything is sent again; yesterday when nothing is said. */
export function ReplayDialog({ zone, close, replay }: { zone: string; close(): void; replay(since: string): void }) {
  const t = useProgramsText();
  const [since, setSince] = useState(() => localTime(Date.now() - 24 * 3600_000, zone));
  return (
    <Dialog title={t('webhook_replay_title')} closeLabel={t('close')} close={close}>
      <p>{t('webhook_replay_hint')}</p>
      <div className={styles.form}>
        <TextInput type="datetime-local" label={t('webhook_replay_since')} value={since} onChange={(event) => setSince(event.currentTarget.value)} required data-autofocus />
        <div className={styles.tools}>
          <Button disabled={since === ''} onClick={() => replay(since)}>{t('webhook_replay_now')}</Button>
          <Button variant="default" onClick={close}>{t('key_cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
