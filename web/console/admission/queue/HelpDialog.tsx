import { Switch } from '@mantine/core';
import { Dialog } from '../../../ui/Dialog.tsx';
import { keyNames, keyOf } from './keys.ts';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

/** Every key, and the switch for those who press them by mistake. */
export function HelpDialog({ on, setOn, close }: { on: boolean; setOn(on: boolean): void; close(): void }) {
  const t = useQueueText();
  return (
    <Dialog title={t('help_title')} closeLabel={t('close')} close={close}>
      <dl className={styles.keys}>
        {keyNames.map((name) => (
          <div key={name}>
            <dt><kbd className={styles.key}>{keyOf[name]}</kbd></dt>
            <dd>{t(`key_${name}`)}</dd>
          </div>
        ))}
      </dl>
      <Switch label={t('help_on')} description={t('help_on_hint')} checked={on} onChange={(event) => setOn(event.currentTarget.checked)} data-autofocus />
    </Dialog>
  );
}
