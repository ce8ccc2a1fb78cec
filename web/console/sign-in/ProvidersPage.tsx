import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { data, useFetcher } from 'react-router';
import type { ListedProvider } from '../../../common/contract/sign-in.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import { consoleSignInMessages } from '../../../common/locales/console-sign-in/index.ts';
import { pageContext } from '../../page-context.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { HistoryLink } from '../HistoryLink.tsx';
import { EmptyState, Mark, PageHead } from '../PageHead.tsx';
import { useAfterwards } from '../afterwards.tsx';
import { isForConfirmation, useConfirmation } from '../confirmation.tsx';
import { useLocale, useText } from '../text.tsx';
import type { Route } from './+types/ProvidersPage.ts';
import { reasons, type ProviderAnswer } from './answer.ts';
import { ProviderDialog } from './ProviderDialog.tsx';
import { readProviderForm } from './provider-form.ts';
import styles from './sign-in.module.css';
import { SignInText, useSignInText } from './text.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, explain, language, origin } = context.get(pageContext);
  const [outcome, products] = await Promise.all([ops.listSignInProviders({}), ops.listProducts({})]);
  if (!outcome.ok) {
    const problem = explain(outcome.refusal);
    throw data(null, { status: problem.status });
  }
  const known = products.ok ? products.value.items.map(({ entry }) => ({ key: entry.key, name: inLanguage(entry.name, language) })) : [];
  return { texts: consoleSignInMessages[language], language, items: outcome.value.items, products: known, callback: `${origin}/sign-in/oidc/callback` };
}

export async function action({ context, request }: Route.ActionArgs): Promise<ProviderAnswer> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const [what, key, name] = ['do', 'key', 'called'].map((field) => String(form.get(field) ?? '')) as [string, string, string];
  if (what === 'check') {
    const checked = await ops.checkSignInProvider({ key });
    if (!checked.ok) return { ok: false, problem: explain(checked.refusal) };
    return { ok: true, did: 'checked', name, reason: checked.value.works ? 'works' : (reasons.find((reason) => reason === checked.value.reason) ?? 'unreadable') };
  }
  const input = readProviderForm(form);
  const secret = input.clientSecret === '' ? {} : { clientSecret: input.clientSecret };
  const { clientSecret, revision, ...rest } = input;
  const outcome = await {
    delete: () => ops.deleteSignInProvider({ key }),
    restore: () => ops.restoreSignInProvider({ key }),
    create: () => ops.createSignInProvider({ ...rest, clientSecret }),
    update: () => ops.updateSignInProvider({ ...rest, ...secret, revision }),
  }[what === 'delete' || what === 'restore' || what === 'create' ? what : 'update']();
  if (!outcome.ok) return { ok: false, problem: explain(outcome.refusal) };
  return { ok: true, did: what === 'delete' ? 'deleted' : what === 'restore' ? 'restored' : 'saved', key, name };
}

/** The services of others that may say who somebody is. */
export default function ProvidersPage({ loaderData }: Route.ComponentProps) {
  return (
    <SignInText texts={loaderData.texts}>
      <Providers {...loaderData} />
    </SignInText>
  );
}

type Product = { key: string; name: string };

function Providers({ items, products, callback }: { items: readonly ListedProvider[]; products: readonly Product[]; callback: string }) {
  const t = useSignInText();
  const title = useText()('sign_in_settings');
  const [open, setOpen] = useState<ListedProvider | 'new'>();
  const send = useProviderAction();
  const close = useCallback(() => setOpen(undefined), []);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHead title={title} hint={t('hint')}>
        <HistoryLink kind="sign_in_provider" />
        {items.length > 0 && add}
      </PageHead>
      {items.length === 0 ? (
        <EmptyState title={t('empty')} hint={t('empty_hint')}>
          {add}
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {items.map((item) => (
            <ProviderRow key={item.key} item={item} products={products} edit={() => setOpen(item)} send={send} />
          ))}
        </ul>
      )}
      {open !== undefined && <ProviderDialog provider={open === 'new' ? undefined : open} products={products} callback={callback} close={close} />}
    </>
  );
}

const nameIn = (item: ListedProvider, language: Language) => inLanguage(item.name, language);

function ProviderRow({ item, products, edit, send }: { item: ListedProvider; products: readonly Product[]; edit(): void; send(fields: Record<string, string>): void }) {
  const t = useSignInText();
  const { language } = useLocale();
  const name = nameIn(item, language);
  const { productClaim, productKey } = item;
  return (
    <li>
      <div className={styles.main}>
        <p className={styles.name}>
          <span>{name}</span>
          <Mark tone={item.enabled ? 'good' : 'plain'}>{item.enabled ? t('on') : t('off')}</Mark>
        </p>
        <p className={styles.facts}>
          <span>{t('issuer_is', { issuer: item.issuer })}</span>
          <span>{t('client_is', { id: item.clientId })}</span>
          {productClaim !== undefined && productKey !== undefined && <span>{t('proves', { product: products.find(({ key }) => key === productKey)?.name ?? productKey, claim: productClaim })}</span>}
          {item.persons > 0 && <span>{t('used_by', { count: item.persons })}</span>}
          {item.trustsEmail && <span>{t('trusts_email')}</span>}
        </p>
      </div>
      <div className={styles.does}>
        <Button size="xs" variant="default" onClick={edit}>
          {t('edit')}
        </Button>
        <Button size="xs" variant="default" onClick={() => send({ do: 'check', key: item.key, called: name })}>
          {t('check')}
        </Button>
        <Button size="xs" variant="default" onClick={() => send({ do: 'delete', key: item.key, called: name })}>
          {t('remove')}
        </Button>
      </div>
    </li>
  );
}

const address = '/console/sign-in';

/** Sends one action and says what came of it; a deletion can be taken back. */
function useProviderAction(): (fields: Record<string, string>) => void {
  const t = useSignInText();
  const toast = useToast();
  const fetcher = useFetcher<ProviderAnswer>();
  const { submit, data: answer } = fetcher;
  useConfirmation(fetcher, answer?.ok === false ? answer.problem : undefined);
  const afterwards = useAfterwards();
  const handled = useRef<ProviderAnswer>(undefined);
  const send = useCallback((fields: Record<string, string>) => void submit(fields, { method: 'post', action: address }), [submit]);
  const tell = useCallback(
    function tell(told: ProviderAnswer) {
      if (!told.ok) {
        if (!isForConfirmation(told.problem)) toast({ text: told.problem.title, tone: 'wrong' });
      } else if (told.did === 'checked') toast({ text: t(`check_${told.reason}`, { name: told.name }), tone: told.reason === 'works' ? 'done' : 'wrong' });
      else if (told.did === 'deleted') toast({ text: t('removed', { name: told.name }), action: { label: t('undo'), run: () => afterwards({ action: address, fields: { do: 'restore', key: told.key, called: told.name }, told: tell }) } });
      else toast({ text: t(told.did, { name: told.name }) });
    },
    [afterwards, toast, t],
  );
  useEffect(() => {
    if (answer === undefined || handled.current === answer) return;
    handled.current = answer;
    tell(answer);
  }, [answer, tell]);
  return send;
}
