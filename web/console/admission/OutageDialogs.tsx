import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { OutageProbe } from '../../../common/contract/outages.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from '../sign-in/sign-in.module.css';
import { useOutsideDeeds, useOutsideText } from './text.ts';

type Product = { key: string; name: string };

/** Sets up how a product is looked at. */
export function ProbeDialog({ product, probe, close }: { product: Product; probe: OutageProbe | undefined; close(): void }) {
  const t = useOutsideText();
  const { Form, busy, problem } = useOutsideDeeds({ done: close });
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message;
  return (
    <Dialog title={t('probe_title', { name: product.name })} closeLabel={t('close')} close={close}>
      <Form method="post" action="/console/admission/outages" className={styles.form}>
        <input type="hidden" name="product" value={product.key} />
        <input type="hidden" name="called" value={product.name} />
        <input type="hidden" name="revision" value={probe?.revision ?? 0} />
        <TextInput name="url" label={t('probe_url')} description={t('probe_url_hint')} defaultValue={probe?.url ?? ''} error={wrong('url')} required maxLength={2000} data-autofocus />
        <div className={styles.pair}>
          <TextInput name="statuses" label={t('probe_statuses')} description={t('probe_statuses_hint')} defaultValue={probe?.statuses.join(', ') ?? ''} error={wrong('statuses')} maxLength={100} />
          <TextInput name="timeoutSeconds" type="number" min={1} max={10} label={t('probe_timeout')} defaultValue={probe?.timeoutSeconds ?? 5} error={wrong('timeoutSeconds')} required />
        </div>
        <Checkbox name="enabled" label={t('on')} defaultChecked={probe?.enabled ?? true} />
        <div className={styles.does}>
          <Button type="submit" disabled={busy}>{t('save')}</Button>
          <Button variant="default" onClick={close}>{t('cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Declares that a product could not be reached, also afterwards. */
export function DeclareDialog({ products, zone, local, close }: { products: readonly Product[]; zone: string; local: { now: string; later: string }; close(): void }) {
  const t = useOutsideText();
  const id = useId();
  const [once] = useState(() => crypto.randomUUID());
  const { Form, busy, problem } = useOutsideDeeds({ done: close });
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field)?.message;
  return (
    <Dialog title={t('window_declare_title')} closeLabel={t('close')} close={close}>
      <Form method="post" action="/console/admission/outages" className={styles.form} aria-describedby={id}>
        <input type="hidden" name="do" value="declare" />
        <input type="hidden" name="zone" value={zone} />
        <input type="hidden" name="once" value={once} />
        <NativeSelect name="product" label={t('window_product')} error={wrong('product')} data={products.map(({ key, name }) => ({ value: key, label: name }))} data-autofocus />
        <div className={styles.pair}>
          <TextInput name="from" type="datetime-local" label={t('window_from')} description={t('window_from_hint')} defaultValue={local.now} error={wrong('from')} required />
          <TextInput name="until" type="datetime-local" label={t('window_until')} description={t('window_until_hint')} defaultValue={local.later} error={wrong('until')} required />
        </div>
        <TextInput name="note" label={t('window_note')} error={wrong('note')} required maxLength={300} />
        <div className={styles.does}>
          <Button type="submit" disabled={busy}>{t('window_declare')}</Button>
          <Button variant="default" onClick={close}>{t('cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
