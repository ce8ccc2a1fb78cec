import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import { keyLifetimeDays } from '../../../common/contract/programs.ts';
import type { Permission } from '../../../common/contract/rights.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useConfirmation } from '../confirmation.tsx';
import styles from '../programs/programs.module.css';
import { useProgramsText } from '../programs/text.ts';
import type { KeyAnswer } from './key-answer.ts';

const lifetimes = [1, 7, 30, keyLifetimeDays.usual, 180, keyLifetimeDays.longest];

/** Asks for a name, a lifetime and permissions; `made` gets the key. */
export function NewKeyDialog({ held, close, made }: { held: readonly Permission[]; close(): void; made(token: string): void }) {
  const t = useProgramsText();
  const fetcher = useFetcher<KeyAnswer>();
  const { Form, data: answer, state } = fetcher;
  const [once] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'));
  const handled = useRef<KeyAnswer>(undefined);
  useEffect(() => {
    if (answer === undefined || handled.current === answer) return;
    handled.current = answer;
    if (answer.ok && answer.did === 'created') made(answer.token);
  }, [answer, made]);
  const problem = answer?.ok === false ? answer.problem : undefined;
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field || path.startsWith(`${field}[`))?.message;
  useConfirmation(fetcher, problem);
  return (
    <Dialog title={t('keys_new')} wide closeLabel={t('close')} close={close}>
      {problem !== undefined && (
        <p role="alert" className={styles.bad}>
          {problem.title}
        </p>
      )}
      <Form method="post" className={styles.form}>
        <input type="hidden" name="once" value={once} />
        <TextInput name="name" label={t('key_name')} description={t('key_name_hint')} error={wrong('name')} required maxLength={60} data-autofocus />
        <NativeSelect name="days" label={t('key_days')} description={t('key_days_hint')} defaultValue={String(keyLifetimeDays.usual)} data={lifetimes.map((count) => ({ value: String(count), label: t('key_days_option', { count }) }))} />
        <fieldset className={styles.group}>
          <legend>{t('key_permissions')}</legend>
          <p>{t('key_permissions_hint')}</p>
          {wrong('permissions') !== undefined && <p className={styles.bad}>{wrong('permissions')}</p>}
          <div className={styles.choices}>
            {held.map((permission) => (
              <Checkbox key={permission} name="permissions" value={permission} label={t(`permission.${permission}`)} />
            ))}
          </div>
        </fieldset>
        <div className={styles.tools}>
          <Button type="submit" disabled={state !== 'idle'}>
            {t('key_create')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('key_cancel')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
