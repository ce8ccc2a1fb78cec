import { useEffect, useId, useRef, type ReactNode } from 'react';
import styles from './Dialog.module.css';

type Props = { title: string; /** The title is for screen readers only. */ bare?: boolean; wide?: boolean; closeLabel: string; close(): void; children: ReactNode };

/**
 * Something above the page: shown while it is rendered. The dialog element keeps the focus inside, closes on Escape and gives the focus back;
 * the element with `data-autofocus` gets it first. A click beside it closes it too.
 */
export function Dialog({ title, bare = false, wide = false, closeLabel, close, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const before = document.activeElement;
    const onCancel = (event: Event) => {
      event.preventDefault();
      latest.current();
    };
    const onClick = (event: Event) => {
      if (event.target === element) latest.current();
    };
    element.addEventListener('cancel', onCancel);
    element.addEventListener('click', onClick);
    element.showModal();
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      element.removeEventListener('cancel', onCancel);
      element.removeEventListener('click', onClick);
      element.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className={styles.dialog} data-wide={wide} aria-labelledby={bare ? undefined : id} aria-label={bare ? title : undefined}>
      {bare ? (
        children
      ) : (
        <div className={styles.body}>
          <header className={styles.head}>
            <h2 id={id}>{title}</h2>
            <button type="button" className={styles.close} aria-label={closeLabel} onClick={close}>
              ×
            </button>
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}
