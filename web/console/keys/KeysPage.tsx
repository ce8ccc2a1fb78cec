import { Button, SegmentedControl } from '@mantine/core';
import { IconExternalLink, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { data, Link, useFetcher, useSearchParams } from 'react-router';
import type { OwnedApiKey } from '../../../common/contract/programs.ts';
import { permissions, reachableScopes, type Permission } from '../../../common/contract/rights.ts';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { consoleProgramsMessages } from '../../../common/locales/console-programs/index.ts';
import { pageContext } from '../../page-context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { HistoryLink } from '../HistoryLink.tsx';
import { EmptyState, Mark, PageHead } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import { Copyable, SecretDialog } from '../programs/Secret.tsx';
import styles from '../programs/programs.module.css';
import { ProgramsText, useProgramsText } from '../programs/text.ts';
import type { KeyAnswer } from './key-answer.ts';
import { NewKeyDialog } from './NewKeyDialog.tsx';
import type { Route } from './+types/KeysPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, language, now, actor, origin, timeZone } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const state = query.get('state') === 'all' ? ('all' as const) : ('active' as const);
  const cursor = query.get('after') ?? undefined;
  const held: Permission[] = actor.kind === 'person' ? permissions.filter((permission) => reachableScopes(actor.grants, permission).length > 0) : [];
  const everyone = query.get('of') === 'everyone' && held.includes('keys.manage');
  const page = { state, ...(cursor === undefined ? {} : { cursor }) };
  const outcome = await (everyone ? ops.listAllApiKeys(page) : ops.listApiKeys(page));
  if (!outcome.ok) throw data(null, { status: 404 });
  const zone = timeZone;
  const at = (instant: string | undefined) => (instant === undefined ? undefined : { words: describeInstant(instant, now, zone, language), exact: exactTime(instant, zone, language) });
  return {
    texts: consoleProgramsMessages[language],
    origin,
    held,
    everyone,
    state,
    paged: cursor !== undefined,
    next: outcome.value.next,
    items: outcome.value.items.map((key) => ({ ...key, owner: 'owner' in key ? (key as OwnedApiKey).owner : undefined, created: at(key.createdAt), expires: at(key.expiresAt), used: at(key.lastUsedAt) })),
  };
}
type Item = Awaited<ReturnType<typeof loader>>['items'][number];

export async function action({ context, request }: Route.ActionArgs): Promise<KeyAnswer> {
  const { ops, opsOnce, explain } = context.get(pageContext);
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  if (text('do') === 'revoke') {
    const outcome = text('of') === 'everyone' ? await ops.revokeAnyApiKey({ id: text('id') }) : await ops.revokeApiKey({ id: text('id') });
    return outcome.ok ? { ok: true, did: 'revoked', name: outcome.value.name } : { ok: false, problem: explain(outcome.refusal) };
  }
  const chosen = form.getAll('permissions').map(String).filter((name): name is Permission => permissions.some((known) => known === name));
  const outcome = await opsOnce(text('once')).createApiKey({ name: text('name'), permissions: chosen, days: Number(text('days')) });
  return outcome.ok ? { ok: true, did: 'created', token: outcome.value.token } : { ok: false, problem: explain(outcome.refusal) };
}

/** API keys: one's own, and for who may manage them everybody's. */
export default function KeysPage({ loaderData }: Route.ComponentProps) {
  return (
    <ProgramsText texts={loaderData.texts}>
      <Keys data={loaderData} />
    </ProgramsText>
  );
}

function Keys({ data: { items, everyone, state, held, next, paged, origin } }: { data: Route.ComponentProps['loaderData'] }) {
  const t = useProgramsText();
  const title = useText()('api_keys');
  const [query, setQuery] = useSearchParams();
  const [making, setMaking] = useState(false);
  const [token, setToken] = useState<string>();
  const change = (name: string, value: string) => setQuery({ ...Object.fromEntries([...query].filter(([known]) => known !== 'after')), [name]: value });
  const older = new URLSearchParams([...query].filter(([known]) => known !== 'after'));
  if (next !== undefined) older.set('after', next);
  const newest = new URLSearchParams([...query].filter(([known]) => known !== 'after'));
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('keys_new')}
    </Button>
  );
  return (
    <>
      <PageHead title={title} hint={t('keys_hint')}>
        <Button component="a" href="/developers" variant="default" leftSection={<IconExternalLink size={16} aria-hidden />}>
          {t('keys_docs')}
        </Button>
        <HistoryLink kind="api_key" />
        {items.length > 0 && add}
      </PageHead>
      <div className={styles.filters}>
        {held.includes('keys.manage') && <SegmentedControl aria-label={t('keys_whose')} value={everyone ? 'everyone' : 'mine'} data={[{ value: 'mine', label: t('keys_mine') }, { value: 'everyone', label: t('keys_everyone') }]} onChange={(value) => change('of', value)} />}
        <SegmentedControl aria-label={t('keys_filter')} value={state} data={[{ value: 'active', label: t('keys_active') }, { value: 'all', label: t('keys_all') }]} onChange={(value) => change('state', value)} />
      </div>
      {items.length === 0 ? (
        <EmptyState title={everyone ? t('keys_empty_all') : t('keys_empty')}>{add}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {items.map((item) => (
            <KeyRow key={item.id} item={item} everyone={everyone} />
          ))}
        </ul>
      )}
      <div className={styles.tools}>
        {paged && <Button component={Link} variant="default" to={`?${newest}`}>{t('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={`?${older}`}>{t('older')}</Button>}
      </div>
      {making && <NewKeyDialog held={held} close={() => setMaking(false)} made={(made) => { setMaking(false); setToken(made); }} />}
      {token !== undefined && (
        <SecretDialog title={t('key_made')} hint={t('key_made_hint')} secret={token} close={() => setToken(undefined)}>
          <p>{t('key_try')}</p>
          <Copyable text={`curl -H 'Authorization: Bearer ${token}' ${origin}/api/v1/people/current`} label={t('key_try')} />
        </SecretDialog>
      )}
    </>
  );
}

function KeyRow({ item, everyone }: { item: Item; everyone: boolean }) {
  const t = useProgramsText();
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <div className={styles.main}>
        <p className={styles.name}>
          <span>{item.name}</span>
          <Mark tone={item.state === 'active' ? 'good' : 'plain'}>{item.state === 'active' ? t('key_active') : item.state === 'expired' ? t('key_expired') : t('key_revoked')}</Mark>
        </p>
        <p className={styles.facts}>
          {item.owner !== undefined && <span>{t('key_owner', { name: item.owner.name })}</span>}
          <span>{t('key_begins', { hint: item.hint })}</span>
          <span title={item.created?.exact}>{t('key_created', { at: item.created?.words ?? '' })}</span>
          {item.state === 'active' && <span title={item.expires?.exact}>{t('key_expires', { at: item.expires?.words ?? '' })}</span>}
          <span title={item.used?.exact}>{item.used === undefined ? t('key_unused') : t('key_used', { at: item.used.words, network: item.lastUsedNetwork ?? '–' })}</span>
        </p>
        <p className={styles.permissions}>
          {item.permissions.map((permission) => (
            <Mark key={permission} tone="info">
              {t(`permission.${permission}`)}
            </Mark>
          ))}
        </p>
      </div>
      {item.state === 'active' && (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t('key_revoke')}
        </Button>
      )}
      {asking && <RevokeDialog item={item} everyone={everyone} close={() => setAsking(false)} />}
    </li>
  );
}

/** Revoking is the one thing here that cannot be taken back, so it is asked for twice. */
function RevokeDialog({ item, everyone, close }: { item: Item; everyone: boolean; close(): void }) {
  const t = useProgramsText();
  const toast = useToast();
  const { Form, data: answer, state } = useFetcher<KeyAnswer>();
  const handled = useRef<KeyAnswer>(undefined);
  useEffect(() => {
    if (answer === undefined || handled.current === answer) return;
    handled.current = answer;
    toast(answer.ok ? { text: t('key_revoked_toast', { name: item.name }) } : { text: answer.problem.title, tone: 'wrong' });
    close();
  }, [answer, close, item.name, t, toast]);
  return (
    <Dialog title={t('key_revoke_title', { name: item.name })} closeLabel={t('close')} close={close}>
      <p>{t('key_revoke_hint')}</p>
      <Form method="post" className={styles.tools}>
        <input type="hidden" name="do" value="revoke" />
        <input type="hidden" name="id" value={item.id} />
        <input type="hidden" name="of" value={everyone ? 'everyone' : 'mine'} />
        <Button type="submit" color="brick" disabled={state !== 'idle'}>
          {t('key_revoke_now')}
        </Button>
        <Button variant="default" data-autofocus onClick={close}>
          {t('key_cancel')}
        </Button>
      </Form>
    </Dialog>
  );
}
