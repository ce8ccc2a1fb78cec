import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { data } from 'react-router';
import { inLanguage } from '../../../common/contract/text.ts';
import type { UidService } from '../../../common/contract/uid-service.ts';
import { consoleOutsideMessages } from '../../../common/locales/console-outside/index.ts';
import { pageContext } from '../../page-context.ts';
import { refused } from '../deeds.ts';
import { EmptyState, Mark } from '../PageHead.tsx';
import styles from '../sign-in/sign-in.module.css';
import type { Route } from './+types/UidServicesPage.ts';
import { typed } from './fields.ts';
import { OutsideFrame } from './OutsideFrame.tsx';
import { OutsideText, useOutsideDeeds, useOutsideText, type OutsideDeed } from './text.ts';
import { TryUidDialog, type UidTried } from './TryUidDialog.tsx';
import { readUidForm } from './uid-form.ts';
import { UidServiceDialog } from './UidServiceDialog.tsx';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language } = context.get(pageContext);
  const [services, products] = await Promise.all([ops.listUidServices({}), ops.listProducts({})]);
  if (!services.ok) throw data(null, { status: 404 });
  const known = products.ok ? products.value.items.map(({ entry }) => ({ key: entry.key, name: inLanguage(entry.name, language) })) : [];
  return { texts: consoleOutsideMessages[language], products: known.map((product) => ({ ...product, service: services.value.items.find((one) => one.product === product.key) })) };
}

export async function action({ context, request }: Route.ActionArgs): Promise<OutsideDeed | UidTried> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const [what, product, name] = [typed(form, 'do'), typed(form, 'product'), typed(form, 'called')];
  if (what === 'try') {
    const tried = await ops.tryUidService({ product, uid: typed(form, 'uid'), email: typed(form, 'email') });
    return tried.ok ? { ok: true, tried: tried.value } : refused(explain, tried);
  }
  const outcome = what === 'remove' ? await ops.deleteUidService({ product }) : what === 'restore' ? await ops.restoreUidService({ product }) : await ops.putUidService(readUidForm(form));
  if (!outcome.ok) return refused(explain, outcome);
  return { ok: true, done: what === 'remove' ? 'removed' : what === 'restore' ? 'restored' : 'saved', words: { name }, ...(what === 'remove' ? { undo: { do: 'restore', product, called: name } } : {}) };
}

type Product = { key: string; name: string; service: UidService | undefined };

/** How each product is asked about UIDs. */
export default function UidServicesPage({ loaderData }: Route.ComponentProps) {
  return <OutsideText texts={loaderData.texts}><UidServices products={loaderData.products} /></OutsideText>;
}

function UidServices({ products }: { products: readonly Product[] }) {
  const t = useOutsideText();
  const { send } = useOutsideDeeds();
  const [open, setOpen] = useState<{ product: Product; what: 'edit' | 'try' }>();
  const close = useCallback(() => setOpen(undefined), []);
  return (
    <OutsideFrame hint={t('uid_hint')} manages>
      {products.length === 0 ? (
        <EmptyState title={t('uid_empty')} hint={t('uid_empty_hint')} />
      ) : (
        <ul className={styles.list}>
          {products.map((product) => (
            <li key={product.key}>
              <div className={styles.main}>
                <p className={styles.name}><span>{product.name}</span>{product.service !== undefined && <Mark tone={product.service.enabled ? 'good' : 'plain'}>{product.service.enabled ? t('on') : t('off')}</Mark>}</p>
                <p className={styles.facts}>
                  <span>{product.service === undefined ? t('uid_none') : t(`uid_${product.service.mode}`)}</span>
                  {product.service !== undefined && <span>{product.service.url}</span>}
                </p>
              </div>
              <div className={styles.does}>
                <Button size="xs" variant="default" onClick={() => setOpen({ product, what: 'edit' })}>{product.service === undefined ? t('set_up') : t('edit')}</Button>
                {product.service !== undefined && <Button size="xs" variant="default" onClick={() => setOpen({ product, what: 'try' })}>{t('try')}</Button>}
                {product.service !== undefined && <Button size="xs" variant="default" onClick={() => send({ do: 'remove', product: product.key, called: product.name })}>{t('remove')}</Button>}
              </div>
            </li>
          ))}
        </ul>
      )}
      {open?.what === 'edit' && <UidServiceDialog product={open.product} service={open.product.service} close={close} />}
      {open?.what === 'try' && <TryUidDialog product={open.product} close={close} />}
    </OutsideFrame>
  );
}
