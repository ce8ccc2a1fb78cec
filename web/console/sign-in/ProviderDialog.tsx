import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import type { ListedProvider } from '../../../common/contract/sign-in.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { Copyable } from '../../ui/Copyable.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useConfirmation } from '../confirmation.tsx';
import { useLocale } from '../text.tsx';
import type { ProviderAnswer } from './answer.ts';
import styles from './sign-in.module.css';
import { useSignInText } from './text.ts';

type Props = { provider: ListedProvider | undefined; products: readonly { key: string; name: string }[]; callback: string; close(): void };

/** Adds a sign-in service, or changes one; the secret is only ever written. */
export function ProviderDialog({ provider, products, callback, close }: Props) {
  const t = useSignInText();
  const { language } = useLocale();
  const toast = useToast();
  const fetcher = useFetcher<ProviderAnswer>();
  const { Form, data: answer, state } = fetcher;
  const handled = useRef<ProviderAnswer>(undefined);
  useEffect(() => {
    if (answer === undefined || handled.current === answer) return;
    handled.current = answer;
    if (!answer.ok || answer.did !== 'saved') return;
    toast({ text: t('saved', { name: answer.name }) });
    close();
  }, [answer, close, toast, t]);
  const problem = answer?.ok === false ? answer.problem : undefined;
  useConfirmation(fetcher, problem);
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message;
  const name = provider === undefined ? { zh: '', en: '' } : typeof provider.name === 'string' ? { zh: provider.name, en: provider.name } : { zh: provider.name['zh-CN'] ?? '', en: provider.name.en ?? '' };
  const [called, setCalled] = useState(provider === undefined ? '' : inLanguage(provider.name, language));
  return (
    <Dialog title={provider === undefined ? t('new_title') : t('edit_title', { name: inLanguage(provider.name, language) })} wide closeLabel={t('close')} close={close}>
      {problem !== undefined && (
        <p role="alert" className={styles.bad}>
          {problem.title}
        </p>
      )}
      <Form method="post" action="/console/sign-in" className={styles.form}>
        <input type="hidden" name="do" value={provider === undefined ? 'create' : 'update'} />
        <input type="hidden" name="called" value={called} />
        {provider === undefined ? <TextInput name="key" label={t('key')} description={t('key_hint')} error={wrong('key')} required maxLength={48} data-autofocus /> : <input type="hidden" name="key" value={provider.key} />}
        {provider !== undefined && <input type="hidden" name="revision" value={provider.revision} />}
        <div className={styles.pair}>
          <TextInput name="nameZh" label={t('name_zh')} description={t('name_hint')} defaultValue={name.zh} error={wrong('name')} maxLength={60} onChange={({ currentTarget: { value } }) => setCalled(value)} />
          <TextInput name="nameEn" label={t('name_en')} description={t('name_hint')} defaultValue={name.en} maxLength={60} />
        </div>
        <TextInput name="issuer" label={t('issuer')} description={t('issuer_hint')} defaultValue={provider?.issuer ?? ''} error={wrong('issuer')} required maxLength={300} />
        <div className={styles.pair}>
          <TextInput name="clientId" label={t('client_id')} defaultValue={provider?.clientId ?? ''} error={wrong('clientId')} required maxLength={200} autoComplete="off" />
          <TextInput name="clientSecret" type="password" label={t('client_secret')} description={provider === undefined ? t('client_secret_hint') : t('client_secret_keep')} error={wrong('clientSecret')} required={provider === undefined} maxLength={500} autoComplete="new-password" />
        </div>
        <Callback address={callback} />
        <TextInput name="scopes" label={t('scopes')} defaultValue={provider?.scopes ?? 'openid profile email'} error={wrong('scopes')} maxLength={200} />
        <div className={styles.pair}>
          <TextInput name="productClaim" label={t('product_claim')} description={t('product_claim_hint')} defaultValue={provider?.productClaim ?? ''} error={wrong('productClaim')} maxLength={100} />
          <NativeSelect name="productKey" label={t('product')} defaultValue={provider?.productKey ?? ''} error={wrong('productKey')} data={[{ value: '', label: t('product_none') }, ...products.map(({ key, name: label }) => ({ value: key, label }))]} />
        </div>
        <Checkbox name="trustsEmail" label={t('trust')} description={t('trust_hint')} defaultChecked={provider?.trustsEmail ?? false} />
        <Checkbox name="enabled" label={t('in_use')} {...(provider === undefined || provider.persons === 0 ? {} : { description: t('off_hint', { count: provider.persons }) })} defaultChecked={provider?.enabled ?? true} />
        <div className={styles.does}>
          <Button type="submit" disabled={state !== 'idle'}>
            {t('save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function Callback({ address }: { address: string }) {
  const t = useSignInText();
  return (
    <div className={styles.callback}>
      <p>{t('callback')}</p>
      <Copyable text={address} label={t('callback')} words={{ copy: t('copy'), copied: t('copied') }} />
    </div>
  );
}
