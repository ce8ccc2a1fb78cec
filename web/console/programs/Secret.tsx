import { Copyable as CopyableText } from '../../ui/Copyable.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './programs.module.css';
import { useProgramsText } from './text.ts';

/** A text to copy, in the words of these pages. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const t = useProgramsText();
  return <CopyableText text={text} label={label} words={{ copy: t('copy'), copied: t('copied') }} />;
}

/** Shows a secret this once. */
export function SecretDialog({ title, hint, secret, children, close }: { title: string; hint: string; secret: string; children?: React.ReactNode; close(): void }) {
  const t = useProgramsText();
  return (
    <Dialog title={title} closeLabel={t('close')} close={close}>
      <p className={styles.warn}>{hint}</p>
      <Copyable text={secret} label={title} />
      {children}
    </Dialog>
  );
}
