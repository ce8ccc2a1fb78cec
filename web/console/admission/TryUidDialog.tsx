import { Button, TextInput } from '@mantine/core';
import { useFetcher } from 'react-router';
import type { z } from 'zod';
import type { Problem } from '../../../common/contract/problem.ts';
import type { uidTriedSchema } from '../../../common/contract/uid-service.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Mark } from '../PageHead.tsx';
import styles from '../sign-in/sign-in.module.css';
import own from './outside.module.css';
import { useOutsideText } from './text.ts';

export type UidTried = { ok: true; tried: z.output<typeof uidTriedSchema> };

/** Asks a product about one account, and shows in words what came of it. */
export function TryUidDialog({ product, close }: { product: { key: string; name: string }; close(): void }) {
  const t = useOutsideText();
  const { Form, data: answer, state } = useFetcher<UidTried | { ok: false; problem: Problem }>();
  const wrong = (field: string) => (answer?.ok === false ? answer.problem.fields?.find(({ path }) => path === field)?.message : undefined);
  return (
    <Dialog title={t('uid_try_title', { name: product.name })} closeLabel={t('close')} close={close}>
      <p>{t('uid_try_hint')}</p>
      <Form method="post" action="/console/admission/uid" className={styles.form}>
        <input type="hidden" name="do" value="try" />
        <input type="hidden" name="product" value={product.key} />
        <div className={styles.pair}>
          <TextInput name="uid" label={t('uid_try_uid')} inputMode="numeric" error={wrong('uid')} required maxLength={64} data-autofocus />
          <TextInput name="email" type="email" label={t('uid_try_email')} error={wrong('email')} required maxLength={254} />
        </div>
        <div className={styles.does}>
          <Button type="submit" disabled={state !== 'idle'}>{t('try')}</Button>
          <Button variant="default" onClick={close}>{t('close')}</Button>
        </div>
      </Form>
      <div aria-live="polite">
        {answer?.ok === false && <p className={own.bad}>{answer.problem.title}</p>}
        {answer?.ok === true && (
          <>
            <p><Mark tone={answer.tried.answer === 'could_not_ask' ? 'bad' : 'good'}>{t('uid_try_time', { milliseconds: answer.tried.milliseconds })}</Mark></p>
            <p>{answer.tried.explanation}</p>
            {answer.tried.fields.length > 0 && <><p>{t('uid_try_fields')}</p><ul className={own.fields}>{answer.tried.fields.map((field) => <li key={field}><code>{field}</code></li>)}</ul></>}
          </>
        )}
      </div>
    </Dialog>
  );
}
