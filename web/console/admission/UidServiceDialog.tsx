import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { UidService } from '../../../common/contract/uid-service.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from '../sign-in/sign-in.module.css';
import { pairsText } from './fields.ts';
import own from './outside.module.css';
import { useOutsideDeeds, useOutsideText } from './text.ts';
import { secretRows } from './uid-form.ts';

/** Sets up how a product is asked; its secrets are only ever written. */
export function UidServiceDialog({ product, service, close }: { product: { key: string; name: string }; service: UidService | undefined; close(): void }) {
  const t = useOutsideText();
  const { Form, busy, problem } = useOutsideDeeds({ done: close });
  const [mode, setMode] = useState<string>(service?.mode ?? 'match');
  const [method, setMethod] = useState<string>(service?.method ?? 'GET');
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message;
  return (
    <Dialog title={t('uid_title', { name: product.name })} wide closeLabel={t('close')} close={close}>
      {problem !== undefined && <p role="alert" className={styles.bad}>{problem.title}</p>}
      <Form method="post" action="/console/admission/uid" className={styles.form}>
        <input type="hidden" name="product" value={product.key} />
        <input type="hidden" name="called" value={product.name} />
        <input type="hidden" name="revision" value={service?.revision ?? 0} />
        <NativeSelect name="mode" label={t('uid_mode')} description={t('uid_mode_hint')} value={mode} onChange={({ currentTarget: { value } }) => setMode(value)} data={[{ value: 'match', label: t('uid_match') }, { value: 'look_up', label: t('uid_look_up') }]} data-autofocus />
        <TextInput name="url" label={t('uid_url')} description={t('uid_url_hint', { uid: '{uid}', email: '{email}' })} defaultValue={service?.url ?? ''} error={wrong('url')} required maxLength={1000} />
        <div className={styles.pair}>
          <NativeSelect name="method" label={t('uid_method')} value={method} onChange={({ currentTarget: { value } }) => setMethod(value)} data={['GET', 'POST']} />
          <TextInput name="timeoutSeconds" type="number" min={1} max={10} label={t('uid_timeout')} defaultValue={service?.timeoutSeconds ?? 5} error={wrong('timeoutSeconds')} required />
        </div>
        {method === 'POST' && <Textarea name="body" label={t('uid_body')} description={t('uid_body_hint', { uid: '{uid}' })} defaultValue={pairsText(service?.body ?? [], '=')} error={wrong('body')} autosize minRows={2} />}
        <Textarea name="headers" label={t('uid_headers')} description={t('uid_headers_hint')} defaultValue={pairsText(service?.headers ?? [], ': ')} error={wrong('headers')} autosize minRows={1} />
        <fieldset className={styles.form}>
          <legend>{t('uid_secret')}</legend>
          <p className={own.hint}>{t('uid_secret_hint')}</p>
          {Array.from({ length: secretRows }, (_row, index) => {
            const kept = service?.secretHeaders[index];
            return (
              <div key={index} className={styles.pair}>
                <TextInput name={`secretName${index}`} label={t('uid_secret_name')} defaultValue={kept?.name ?? ''} error={wrong(`secretHeaders.${index}.name`)} maxLength={60} autoComplete="off" />
                <TextInput name={`secretValue${index}`} type="password" label={t('uid_secret_value')} placeholder={kept === undefined ? undefined : t('uid_secret_keep')} error={wrong(`secretHeaders.${index}.value`)} maxLength={500} autoComplete="new-password" />
              </div>
            );
          })}
        </fieldset>
        {mode === 'match' ? (
          <div className={styles.pair}>
            <TextInput name="matchPath" label={t('uid_match_path')} description={t('uid_path_hint')} defaultValue={service?.matchPath ?? ''} error={wrong('matchPath')} required maxLength={200} />
            <TextInput name="matchValues" label={t('uid_match_values')} defaultValue={service?.matchValues.join(', ') ?? 'true'} error={wrong('matchValues')} maxLength={400} />
          </div>
        ) : (
          <TextInput name="emailPath" label={t('uid_email_path')} description={t('uid_path_hint')} defaultValue={service?.emailPath ?? ''} error={wrong('emailPath')} required maxLength={200} />
        )}
        <fieldset className={styles.form}>
          <legend>{t('uid_absent')}</legend>
          <TextInput name="absentStatuses" label={t('uid_absent_statuses')} description={t('list_hint')} defaultValue={(service?.absentStatuses ?? [404]).join(', ')} error={wrong('absentStatuses')} maxLength={100} />
          <div className={styles.pair}>
            <TextInput name="absentPath" label={t('uid_absent_path')} description={t('uid_path_hint')} defaultValue={service?.absentPath ?? ''} error={wrong('absentPath')} maxLength={200} />
            <TextInput name="absentValues" label={t('uid_absent_values')} description={t('uid_absent_values_hint')} defaultValue={service?.absentValues.join(', ') ?? ''} error={wrong('absentValues')} maxLength={400} />
          </div>
        </fieldset>
        <Checkbox name="enabled" label={t('on')} defaultChecked={service?.enabled ?? true} />
        <div className={styles.does}>
          <Button type="submit" disabled={busy}>{t('save')}</Button>
          <Button variant="default" onClick={close}>{t('cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
