import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFetcher } from 'react-router';
import { forgeDefaults, forgeKinds, type Forge, type ForgeKind } from '../../../common/contract/forges.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Mark } from '../PageHead.tsx';
import styles from '../sign-in/sign-in.module.css';
import { useLocale } from '../text.tsx';
import { useOutsideDeeds, useOutsideText } from './text.ts';

const kindNames: Readonly<Record<ForgeKind, string>> = { github: 'GitHub', gitee: 'Gitee' };

/** Adds a forge or changes one; its secrets are only ever written. */
export function ForgeDialog({ forge, close }: { forge: Forge | undefined; close(): void }) {
  const t = useOutsideText();
  const { language } = useLocale();
  const { Form, busy, problem } = useOutsideDeeds({ done: close });
  const [kind, setKind] = useState<ForgeKind>(forge?.kind ?? 'github');
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message;
  const usual = forgeDefaults[kind];
  const place = (name: 'webUrl' | 'authorizeUrl' | 'tokenUrl' | 'apiUrl') => (forge === undefined || forge[name] === usual[name] ? '' : forge[name]);
  return (
    <Dialog title={forge === undefined ? t('forge_new_title') : t('forge_edit_title', { name: inLanguage(forge.name, language) })} wide closeLabel={t('close')} close={close}>
      {problem !== undefined && <p role="alert" className={styles.bad}>{problem.title}</p>}
      <Form method="post" action="/console/admission/forges" className={styles.form}>
        <input type="hidden" name="revision" value={forge?.revision ?? 0} />
        <div className={styles.pair}>
          <NativeSelect name="kind" label={t('forge_kind')} value={kind} error={wrong('kind')} onChange={({ currentTarget: { value } }) => setKind(value === 'gitee' ? 'gitee' : 'github')} data={forgeKinds.map((value) => ({ value, label: kindNames[value] }))} data-autofocus />
          {forge === undefined ? <TextInput key={kind} name="key" label={t('forge_key')} description={t('forge_key_hint')} defaultValue={kind} error={wrong('key')} required maxLength={48} /> : <input type="hidden" name="key" value={forge.key} />}
        </div>
        <TextInput key={`${kind}-name`} name="name" label={t('forge_name')} defaultValue={forge === undefined ? kindNames[kind] : inLanguage(forge.name, language)} error={wrong('name')} required maxLength={60} />
        <div className={styles.pair}>
          <TextInput name="clientId" label={t('forge_client_id')} defaultValue={forge?.clientId ?? ''} error={wrong('clientId')} required maxLength={200} autoComplete="off" />
          <TextInput name="clientSecret" type="password" label={t('forge_client_secret')} placeholder={forge === undefined ? undefined : t('forge_secret_keep')} error={wrong('clientSecret')} required={forge === undefined} maxLength={500} autoComplete="new-password" />
        </div>
        <TextInput name="apiToken" type="password" label={t('forge_api_token')} description={t('forge_api_token_hint')} placeholder={forge?.hasApiToken === true ? t('forge_secret_keep') : undefined} error={wrong('apiToken')} maxLength={500} autoComplete="new-password" />
        {forge?.hasApiToken === true && <Checkbox name="withoutApiToken" label={t('forge_without_token')} />}
        <details>
          <summary>{t('forge_places')}</summary>
          <div className={styles.form}>
            <p>{t('forge_places_hint')}</p>
            <TextInput name="webUrl" label={t('forge_web')} placeholder={usual.webUrl} defaultValue={place('webUrl')} error={wrong('webUrl')} maxLength={300} />
            <TextInput name="authorizeUrl" label={t('forge_authorize')} placeholder={usual.authorizeUrl} defaultValue={place('authorizeUrl')} error={wrong('authorizeUrl')} maxLength={300} />
            <TextInput name="tokenUrl" label={t('forge_token')} placeholder={usual.tokenUrl} defaultValue={place('tokenUrl')} error={wrong('tokenUrl')} maxLength={300} />
            <TextInput name="apiUrl" label={t('forge_api')} placeholder={usual.apiUrl} defaultValue={place('apiUrl')} error={wrong('apiUrl')} maxLength={300} />
          </div>
        </details>
        <Checkbox name="enabled" label={t('on')} defaultChecked={forge?.enabled ?? true} />
        <div className={styles.does}>
          <Button type="submit" disabled={busy}>{t('save')}</Button>
          <Button variant="default" onClick={close}>{t('cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

export type ForgeTried = { ok: true; tried: { works: boolean; reason: string; explanation: string } };

/** Reads a repository at a forge, and shows in words what came of it. */
export function TryForgeDialog({ forge, close }: { forge: Forge; close(): void }) {
  const t = useOutsideText();
  const { language } = useLocale();
  const { Form, data: answer, state } = useFetcher<ForgeTried | { ok: false; problem: Problem }>();
  return (
    <Dialog title={t('forge_try_title', { name: inLanguage(forge.name, language) })} closeLabel={t('close')} close={close}>
      <Form method="post" action="/console/admission/forges" className={styles.form}>
        <input type="hidden" name="do" value="try" />
        <input type="hidden" name="key" value={forge.key} />
        <TextInput name="repository" label={t('forge_try_repository')} description={t('forge_try_hint')} error={answer?.ok === false ? answer.problem.fields?.[0]?.message : undefined} required maxLength={201} data-autofocus />
        <div className={styles.does}>
          <Button type="submit" disabled={state !== 'idle'}>{t('try')}</Button>
          <Button variant="default" onClick={close}>{t('close')}</Button>
        </div>
      </Form>
      <output>{answer?.ok === true && <Mark tone={answer.tried.works ? 'good' : 'bad'}>{answer.tried.explanation}</Mark>}</output>
    </Dialog>
  );
}
