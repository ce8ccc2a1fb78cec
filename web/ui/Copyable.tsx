import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import styles from './Copyable.module.css';

type Props = { text: string; /** What the text is. */ label: string; words: { copy: string; copied: string } };

/** A text to copy, with the button that does it; without a clipboard it is selected. */
export function Copyable({ text, label, words }: Props) {
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
        <span aria-live="polite">{copied ? words.copied : words.copy}</span>
      </Button>
    </div>
  );
}
