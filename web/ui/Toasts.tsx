import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './Toasts.module.css';

export type Toast = { text: string; tone?: 'done' | 'wrong'; action?: { label: string; run(): void } };
type ShownToast = Toast & { id: number };

const ToastContext = createContext<((toast: Toast) => void) | null>(null);
const secondsShown = { plain: 6, withAction: 12 };
const mostAtOnce = 3;

/** Short messages at the foot of the page; one with an action stays longer, and none goes while it is pointed at or focused. */
export function ToastProvider({ label, closeLabel, children }: { label: string; closeLabel: string; children: ReactNode }) {
  const [toasts, setToasts] = useState<ShownToast[]>([]);
  const counter = useRef(0);
  const show = useCallback((toast: Toast) => {
    counter.current += 1;
    const { current: id } = counter;
    setToasts((shown) => [...shown, { ...toast, id }].slice(-mostAtOnce));
  }, []);
  const close = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <section className={styles.region} aria-label={label}>
        <output className={styles.list}>
          {toasts.map((toast) => (
            <ToastLine key={toast.id} toast={toast} close={close} closeLabel={closeLabel} />
          ))}
        </output>
      </section>
    </ToastContext>
  );
}

function ToastLine({ toast, close, closeLabel }: { toast: ShownToast; close(id: number): void; closeLabel: string }) {
  const line = useRef<HTMLSpanElement>(null);
  const { id, action } = toast;
  const seconds = action === undefined ? secondsShown.plain : secondsShown.withAction;
  useEffect(() => {
    const timer = setInterval(() => {
      if (line.current?.matches(':hover, :focus-within') !== true) close(id);
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [close, id, seconds]);
  return (
    <span ref={line} className={styles.toast} data-tone={toast.tone ?? 'done'}>
      <span>{toast.text}</span>
      {action !== undefined && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            close(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className={styles.close} aria-label={closeLabel} onClick={() => close(id)}>
        ×
      </button>
    </span>
  );
}

/** Shows a toast. */
export function useToast(): (toast: Toast) => void {
  const show = use(ToastContext);
  if (show === null) throw new Error('Toasts are provided by ToastProvider.');
  return show;
}
