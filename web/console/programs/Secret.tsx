import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './programs.module.css';
import { useProgramsText } from './text.ts';

/** A text to copy, with the button that does it; without a clipboard it is selected. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const t = useProgramsText();
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Over plain http there is no clipboard: the reader copies what is selected.
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current);
    }
  };
  return (
    <div className={styles.copyable}>
      <code ref={shown} aria-label={label}>
        {text}
      </code>
      <Button size="xs" variant="default" data-autofocus leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
      </Button>
    </div>
  );
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
