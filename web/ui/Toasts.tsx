import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import styles from './Toasts.module.css';

export type Toast = { text: string; tone?: 'done' | 'wrong'; action?: { label: string; run(): void } };
type ShownToast = Toast & { id: number };

const ToastContext = createContext<((toast: Toast) => void) | null>(null);
const secondsShown = { plain: 6, withAction: 12 };
const mostAtOnce = 3;

/** Short messages at the foot of the page; one with an action stays longer, and all wait while one is pointed at or focused. */
export function ToastProvider({ label, closeLabel, children }: { label: string; closeLabel: string; children: ReactNode }) {
  const [toasts, setToasts] = useState<ShownToast[]>([]);
  const [held, setHeld] = useState(false);
  const counter = useRef(0);
  const show = useCallback((toast: Toast) => {
    counter.current += 1;
    setToasts((shown) => [...shown, { ...toast, id: counter.current }].slice(-mostAtOnce));
  }, []);
  const close = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <section
        className={styles.region}
        aria-label={label}
        onMouseEnter={() => setHeld(true)}
        onMouseLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        <div role="status">
          {toasts.map((toast) => (
            <ToastLine key={toast.id} toast={toast} held={held} close={close} closeLabel={closeLabel} />
          ))}
        </div>
      </section>
    </ToastContext>
  );
}

function ToastLine({ toast, held, close, closeLabel }: { toast: ShownToast; held: boolean; close(id: number): void; closeLabel: string }) {
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => close(toast.id), (toast.action ? secondsShown.withAction : secondsShown.plain) * 1000);
    return () => clearTimeout(timer);
  }, [held, toast, close]);
  const act = useMemo(() => toast.action, [toast]);
  return (
    <p className={styles.toast} data-tone={toast.tone ?? 'done'}>
      <span>{toast.text}</span>
      {act && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            close(toast.id);
            act.run();
          }}
        >
          {act.label}
        </button>
      )}
      <button type="button" className={styles.close} aria-label={closeLabel} onClick={() => close(toast.id)}>
        ×
      </button>
    </p>
  );
}

/** Shows a toast. */
export function useToast(): (toast: Toast) => void {
  const show = use(ToastContext);
  if (show === null) throw new Error('Toasts are provided by ToastProvider.');
  return show;
}
