import { Button } from '@mantine/core';
import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { FetcherWithComponents } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useText } from './text.tsx';
import styles from './page.module.css';

type Ask = (goOn: () => void) => void;
const ConfirmationContext = createContext<Ask | null>(null);

/** Where one shows anew who one is, in a tab of its own, and is told there to come back. */
const confirmAddress = `/account/confirm?to=${encodeURIComponent('/account/confirmed')}`;

/**
 * Asks whoever is refused until they show anew who they are. The page stays as it is beneath, so that nothing that was typed is lost, and goes
 * on from there.
 */
export function ConfirmationProvider({ children }: { children: ReactNode }) {
  const t = useText();
  const [waiting, setWaiting] = useState<{ goOn(): void }>();
  const ask = useCallback<Ask>((goOn) => setWaiting({ goOn }), []);
  const close = () => setWaiting(undefined);
  return (
    <ConfirmationContext value={ask}>
      {children}
      {waiting !== undefined && (
        <Dialog title={t('confirm_yourself')} closeLabel={t('close')} close={close}>
          <p>{t('confirm_yourself_hint')}</p>
          <div className={styles.confirm}>
            <Button component="a" href={confirmAddress} target="_blank" rel="noopener" data-autofocus>{t('confirm_yourself_open')}</Button>
            <Button
              variant="default"
              onClick={() => {
                close();
                waiting.goOn();
              }}
            >
              {t('confirm_yourself_done')}
            </Button>
          </div>
        </Dialog>
      )}
    </ConfirmationContext>
  );
}

/** True for a refusal that is answered by showing anew who one is. */
export function isForConfirmation(problem: Pick<Problem, 'code'> | undefined): boolean {
  return problem?.code === 'recent_sign_in_required';
}

type Sent = Pick<FetcherWithComponents<unknown>, 'formData' | 'formAction' | 'formEncType'>;

/** Has a fetcher send again what it sent last, once whoever was refused has shown who they are. */
export function useConfirmation({ formData, formAction, formEncType, submit }: Pick<FetcherWithComponents<unknown>, 'submit'> & Sent, problem: Problem | undefined): void {
  const ask = use(ConfirmationContext);
  if (ask === null) throw new Error('Confirmations are provided by ConfirmationProvider.');
  const sent = useRef<Sent>(undefined);
  useEffect(() => {
    if (formData !== undefined) sent.current = { formData, formAction, formEncType };
  }, [formData, formAction, formEncType]);
  useEffect(() => {
    if (!isForConfirmation(problem)) return;
    ask(() => {
      const { current: last } = sent;
      if (last?.formData === undefined) return;
      void submit(last.formData, { method: 'post', ...(last.formAction === undefined ? {} : { action: last.formAction }), ...(last.formEncType === undefined ? {} : { encType: last.formEncType }) });
    });
  }, [ask, problem, submit]);
}
