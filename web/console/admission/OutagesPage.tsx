import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { data, Link } from 'react-router';
import type { OutageProbe } from '../../../common/contract/outages.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { describeInstant } from '../../../common/i18n/times.ts';
import { consoleOutsideMessages } from '../../../common/locales/console-outside/index.ts';
import { pageContext } from '../../page-context.ts';
import { refused } from '../deeds.ts';
import { EmptyState, Mark, type Tone } from '../PageHead.tsx';
import records from '../records/records.module.css';
import styles from '../sign-in/sign-in.module.css';
import { instantOf, localTime } from '../when.ts';
import type { Route } from './+types/OutagesPage.ts';
import { numbersIn, typed } from './fields.ts';
import { DeclareDialog, ProbeDialog } from './OutageDialogs.tsx';
import { OutsideFrame } from './OutsideFrame.tsx';
import own from './outside.module.css';
import { OutsideText, useOutsideDeeds, useOutsideText, type OutsideDeed } from './text.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const cursor = new URL(request.url).searchParams.get('after') ?? undefined;
  const [probes, windows, products] = await Promise.all([ops.listOutageProbes({}), ops.listGraceWindows(cursor === undefined ? {} : { cursor }), ops.listProducts({})]);
  if (!probes.ok || !windows.ok) throw data(null, { status: 404 });
  const zone = timeZone;
  const at = (instant: string) => describeInstant(instant, now, zone, language);
  const known = products.ok ? products.value.items.map(({ entry }) => ({ key: entry.key, name: inLanguage(entry.name, language) })) : [];
  return {
    texts: consoleOutsideMessages[language], next: windows.value.next, zone,
    local: { now: localTime(now.getTime(), zone), later: localTime(now.getTime() + 2 * 3_600_000, zone) },
    products: known.map((product) => {
      const probe = probes.value.items.find((one) => one.product === product.key);
      return { ...product, probe, checked: probe?.checkedAt === undefined ? undefined : at(probe.checkedAt) };
    }),
    windows: windows.value.items.map(({ id, product, kind, from, until, endsBy, note, by, liftedStrikes, owed }) => ({
      id, kind, note, by: by?.name, liftedStrikes, owed, open: until === undefined, from: at(from), until: at(until ?? endsBy), product: known.find(({ key }) => key === product)?.name ?? product,
    })),
  };
}
type Shown = Awaited<ReturnType<typeof loader>>;

export async function action({ context, request }: Route.ActionArgs): Promise<OutsideDeed> {
  const { ops, opsOnce, explain } = context.get(pageContext);
  const form = await request.formData();
  const [what, product, name] = [typed(form, 'do'), typed(form, 'product'), typed(form, 'called')];
  if (what === 'declare') {
    const zone = typed(form, 'zone');
    const instant = (field: string) => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed(form, field)) ? instantOf(typed(form, field), zone) : '');
    const declared = await opsOnce(typed(form, 'once')).declareGrace({ product, from: instant('from'), until: instant('until'), note: typed(form, 'note') });
    return declared.ok ? { ok: true, done: 'window_declared', words: { count: declared.value.liftedStrikes } } : refused(explain, declared);
  }
  if (what === 'end') {
    const ended = await ops.endGrace({ id: typed(form, 'id') });
    return ended.ok ? { ok: true, done: 'window_ended', undo: { do: 'resume', id: typed(form, 'id') } } : refused(explain, ended);
  }
  if (what === 'resume') {
    const resumed = await ops.resumeGrace({ id: typed(form, 'id') });
    return resumed.ok ? { ok: true, done: 'window_resumed' } : refused(explain, resumed);
  }
  const outcome = what === 'remove' ? await ops.deleteOutageProbe({ product }) : what === 'restore' ? await ops.restoreOutageProbe({ product }) : await ops.putOutageProbe({ product, url: typed(form, 'url'), statuses: numbersIn(form, 'statuses'), timeoutSeconds: Number(typed(form, 'timeoutSeconds')), enabled: form.get('enabled') === 'on', revision: Number(typed(form, 'revision')) });
  if (!outcome.ok) return refused(explain, outcome);
  return { ok: true, done: what === 'remove' ? 'removed' : what === 'restore' ? 'restored' : 'saved', words: { name }, ...(what === 'remove' ? { undo: { do: 'restore', product, called: name } } : {}) };
}

/** When products could not be reached: what is looked at, and what was noted. */
export default function OutagesPage({ loaderData }: Route.ComponentProps) {
  return <OutsideText texts={loaderData.texts}><Outages {...loaderData} /></OutsideText>;
}

const tones: Readonly<Record<OutageProbe['state'], Tone>> = { waiting: 'plain', up: 'good', failing: 'soon', down: 'bad', recovering: 'soon', off: 'plain' };

function Outages({ products, windows, next, zone, local }: Shown) {
  const t = useOutsideText();
  const { send } = useOutsideDeeds();
  const [open, setOpen] = useState<Shown['products'][number] | 'declare'>();
  const close = useCallback(() => setOpen(undefined), []);
  return (
    <OutsideFrame hint={t('outages_hint')} manages tools={products.length > 0 && <Button onClick={() => setOpen('declare')}>{t('window_declare')}</Button>}>
      {products.length === 0 && <EmptyState title={t('uid_empty')} hint={t('uid_empty_hint')} />}
      {products.length > 0 && (
        <section className={records.section} aria-labelledby="probes">
          <div className={records.sectionHead}><h2 id="probes">{t('probes')}</h2></div>
          <p className={own.hint}>{t('probes_hint')}</p>
          <ul className={styles.list}>
            {products.map((product) => (
              <li key={product.key}>
                <div className={styles.main}>
                  <p className={styles.name}><span>{product.name}</span>{product.probe !== undefined && <Mark tone={tones[product.probe.state]}>{t(`probe_${product.probe.state}`)}</Mark>}</p>
                  <p className={styles.facts}>
                    <span>{product.probe?.url ?? t('probe_none')}</span>
                    {product.checked !== undefined && <span>{t('probe_at', { at: product.checked })}</span>}
                    {product.probe?.lastReason !== undefined && <span>{t('probe_reason', { reason: product.probe.lastReason })}</span>}
                  </p>
                </div>
                <div className={styles.does}>
                  <Button size="xs" variant="default" onClick={() => setOpen(product)}>{product.probe === undefined ? t('set_up') : t('edit')}</Button>
                  {product.probe !== undefined && <Button size="xs" variant="default" onClick={() => send({ do: 'remove', product: product.key, called: product.name })}>{t('remove')}</Button>}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={records.section} aria-labelledby="windows">
        <div className={records.sectionHead}><h2 id="windows">{t('windows')}</h2></div>
        {windows.length === 0 ? <p className={records.none}>{t('windows_empty')}</p> : (
          <ul className={styles.list}>
            {windows.map((window) => (
              <li key={window.id}>
                <div className={styles.main}>
                  <p className={styles.name}><span>{window.product}</span><Mark tone={window.open ? 'bad' : 'plain'}>{window.open ? t('window_open') : t(`window_kind_${window.kind}`)}</Mark></p>
                  <p className={styles.facts}>
                    <span>{t(window.open ? 'window_range_open' : 'window_range', { from: window.from, until: window.until })}</span>
                    {window.by !== undefined && <span>{t('window_by', { name: window.by })}</span>}
                    {window.note !== undefined && <span>{window.note}</span>}
                    {window.liftedStrikes > 0 && <span>{t('window_lifted', { count: window.liftedStrikes })}</span>}
                    {window.owed > 0 && <span>{t('window_owed', { count: window.owed })}</span>}
                  </p>
                </div>
                {window.open && <div className={styles.does}><Button size="xs" variant="default" onClick={() => send({ do: 'end', id: window.id })}>{t('window_end')}</Button></div>}
              </li>
            ))}
          </ul>
        )}
        {next !== undefined && <p><Link to={`?after=${encodeURIComponent(next)}`}>{t('more')}</Link></p>}
      </section>
      {open === 'declare' && <DeclareDialog products={products} zone={zone} local={local} close={close} />}
      {open !== undefined && open !== 'declare' && <ProbeDialog product={open} probe={open.probe} close={close} />}
    </OutsideFrame>
  );
}
