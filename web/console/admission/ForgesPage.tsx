import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { data } from 'react-router';
import type { Forge } from '../../../common/contract/forges.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { consoleOutsideMessages } from '../../../common/locales/console-outside/index.ts';
import { pageContext } from '../../page-context.ts';
import { refused } from '../deeds.ts';
import { EmptyState, Mark } from '../PageHead.tsx';
import styles from '../sign-in/sign-in.module.css';
import { useLocale } from '../text.tsx';
import type { Route } from './+types/ForgesPage.ts';
import { optional, typed } from './fields.ts';
import { ForgeDialog, TryForgeDialog, type ForgeTried } from './ForgeDialogs.tsx';
import { OutsideFrame } from './OutsideFrame.tsx';
import own from './outside.module.css';
import { OutsideText, useOutsideDeeds, useOutsideText, type OutsideDeed } from './text.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language } = context.get(pageContext);
  const forges = await ops.listForges({});
  if (!forges.ok) throw data(null, { status: 404 });
  return { texts: consoleOutsideMessages[language], items: forges.value.items };
}

export async function action({ context, request }: Route.ActionArgs): Promise<OutsideDeed | ForgeTried> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const [what, key, name] = [typed(form, 'do'), typed(form, 'key'), typed(form, 'called') || typed(form, 'name')];
  if (what === 'try') {
    const tried = await ops.tryForge({ key, repository: typed(form, 'repository') });
    return tried.ok ? { ok: true, tried: tried.value } : refused(explain, tried);
  }
  const put = () => ops.putForge({
    key, kind: typed(form, 'kind') === 'gitee' ? 'gitee' : 'github', name: typed(form, 'name'), clientId: typed(form, 'clientId'), enabled: form.get('enabled') === 'on', withoutApiToken: form.get('withoutApiToken') === 'on', revision: Number(typed(form, 'revision')),
    ...optional(form, 'webUrl'), ...optional(form, 'authorizeUrl'), ...optional(form, 'tokenUrl'), ...optional(form, 'apiUrl'), ...optional(form, 'clientSecret'), ...optional(form, 'apiToken'),
  });
  const outcome = what === 'remove' ? await ops.deleteForge({ key }) : what === 'restore' ? await ops.restoreForge({ key }) : await put();
  if (!outcome.ok) return refused(explain, outcome);
  return { ok: true, done: what === 'remove' ? 'removed' : what === 'restore' ? 'restored' : 'saved', words: { name }, ...(what === 'remove' ? { undo: { do: 'restore', key, called: name } } : {}) };
}

/** Where contributors prove who they are. */
export default function ForgesPage({ loaderData }: Route.ComponentProps) {
  return <OutsideText texts={loaderData.texts}><Forges items={loaderData.items} /></OutsideText>;
}

function Forges({ items }: { items: readonly Forge[] }) {
  const t = useOutsideText();
  const { language } = useLocale();
  const { send } = useOutsideDeeds();
  const [open, setOpen] = useState<{ forge: Forge | undefined; what: 'edit' | 'try' }>();
  const close = useCallback(() => setOpen(undefined), []);
  const add = <Button onClick={() => setOpen({ forge: undefined, what: 'edit' })}>{t('forge_add')}</Button>;
  return (
    <OutsideFrame hint={t('forges_hint')} manages tools={items.length > 0 && add}>
      {items.length === 0 ? <EmptyState title={t('forge_empty')} hint={t('forge_empty_hint')}>{add}</EmptyState> : (
        <ul className={styles.list}>
          {items.map((forge) => {
            const name = inLanguage(forge.name, language);
            return (
              <li key={forge.key}>
                <div className={styles.main}>
                  <p className={styles.name}><span>{name}</span><Mark tone={forge.enabled ? 'good' : 'plain'}>{forge.enabled ? t('on') : t('off')}</Mark></p>
                  <p className={styles.facts}><span>{forge.key}</span><span>{forge.webUrl}</span></p>
                  <p className={styles.facts}>{t('forge_callback')}</p>
                  <code className={own.code}>{forge.callback}</code>
                </div>
                <div className={styles.does}>
                  <Button size="xs" variant="default" onClick={() => setOpen({ forge, what: 'edit' })}>{t('edit')}</Button>
                  <Button size="xs" variant="default" onClick={() => setOpen({ forge, what: 'try' })}>{t('try')}</Button>
                  <Button size="xs" variant="default" onClick={() => send({ do: 'remove', key: forge.key, called: name })}>{t('remove')}</Button>
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {open?.what === 'edit' && <ForgeDialog forge={open.forge} close={close} />}
      {open?.what === 'try' && open.forge !== undefined && <TryForgeDialog forge={open.forge} close={close} />}
    </OutsideFrame>
  );
}
