import { data, redirect } from 'react-router';
import type { OwnEntitlement, TiedToAccounts } from '../../common/contract/entitlements.ts';
import type { Account } from '../../common/contract/sign-in.ts';
import { languages, type Language } from '../../common/contract/text.ts';
import type { Problem } from '../../common/contract/problem.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { pageContext } from '../page-context.ts';
import { textOf } from '../people/text-of.ts';
import { proofCookie } from '../people/token-cookie.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import { OwnEntitlements } from './OwnEntitlements.tsx';
import { readTypedAddress, writeTypedAddress, type TypedAddress } from './typed-address.ts';
import type { Route } from './+types/AccountPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Who somebody is here: how they are called, by which accounts they are known, which roles they have. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, explain, secure } = context.get(pageContext);
  const [account, ways, own, tied] = await Promise.all([ops.readAccount({}), ops.listSignInWays({}), ops.readOwnEntitlements({}), ops.readOwnTiedToAccounts({})]);
  if (!account.ok || !ways.ok) throw Response.json(account.ok ? null : explain(account.refusal), { status: 404 });
  const known = new Set(account.value.identities.filter(({ kind }) => kind === 'oidc').map(({ issuer }) => issuer));
  return { account: account.value, entitlements: own.ok ? own.value.items : [], tied: tied.ok ? tied.value.items : [], sms: ways.value.sms, providers: ways.value.providers.filter(({ issuer }) => !known.has(issuer)), typed: readTypedAddress(request.headers.get('cookie'), secure), saved: new URL(request.url).searchParams.has('saved') };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain, secure } = context.get(pageContext);
  const form = await request.formData();
  const intent = textOf(form, 'intent');
  const refuse = (refusal: Parameters<typeof explain>[0]) => {
    const problem = explain(refusal);
    return data({ problem, intent, asked: undefined }, { status: problem.status });
  };
  if (intent === 'email' || intent === 'phone') {
    const address = textOf(form, 'address');
    const sent = await ops.requestAddressProof({ kind: intent, address });
    // What was typed is there again once they have shown who they are.
    if (!sent.ok && sent.refusal.code === 'recent_sign_in_required') throw redirect('/account/confirm?to=/account', { status: 303, headers: { 'set-cookie': writeTypedAddress({ kind: intent, address }, secure) } });
    if (!sent.ok) return refuse(sent.refusal);
    throw redirect('/account/prove', { status: 303, headers: [['set-cookie', proofCookie.write(sent.value.token, secure)], ['set-cookie', writeTypedAddress(null, secure)]] });
  }
  // What would be lost with an account is said before it goes.
  const [removed, tied] = intent === 'remove' && textOf(form, 'sure') === '' ? [textOf(form, 'id'), await ops.readOwnTiedToAccounts({})] : ['', undefined];
  if (tied?.ok === true && tied.value.items.some(({ identity }) => identity === removed)) return data({ problem: undefined, intent, asked: removed });
  const outcome = intent === 'remove' ? await ops.removeOwnIdentity({ id: textOf(form, 'id') }) : await ops.changeAccount({ name: textOf(form, 'name'), language: textOf(form, 'language') as Language });
  if (!outcome.ok) return refuse(outcome.refusal);
  throw redirect('/account?saved=1', 303);
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function AccountPage({ loaderData, actionData }: Route.ComponentProps) {
  return <AccountView language={useLanguage()} {...loaderData} problem={actionData?.problem} intent={actionData?.intent} asked={actionData?.asked} />;
}

const languageNames: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };
type Tied = TiedToAccounts['items'][number];
type View = { language: Language; account: Account; entitlements: readonly OwnEntitlement[]; tied: readonly Tied[]; asked?: string | undefined; sms: boolean; providers: readonly { key: string; name: string }[]; typed?: TypedAddress | undefined; saved: boolean; problem: Problem | undefined; intent: string | undefined };

export function AccountView({ language, account, entitlements, tied, asked, sms, providers, typed, saved, problem, intent }: View) {
  const t = translator(accountMessages, language);
  const askedOf = account.identities.find(({ id }) => id === asked);
  const tiedTo = (id: string) => tied.find(({ identity }) => identity === id);
  const problemsOf = (which: string) => (intent === which ? (problem?.fields ?? []) : []);
  return (
    <>
      <title>{t('account_title')}</title>
      <h1>{t('account_title')}</h1>
      {saved && problem === undefined && <p className="note good">{t('saved')}</p>}
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {askedOf !== undefined && <BeforeRemoving language={language} identity={askedOf} tied={tiedTo(askedOf.id)} />}
      <form className="plain" method="post" action="/account">
        <Field name="name" label={t('name')} hint={t('name_hint')} problems={problemsOf('details')} value={account.name} autoComplete="name" required maxLength={60} />
        <div className="field">
          <label htmlFor="language">{t('language')}</label>
          <select id="language" name="language" defaultValue={account.language}>
            {languages.map((one) => <option key={one} value={one} lang={one}>{languageNames[one]}</option>)}
          </select>
        </div>
        <p className="actions"><button type="submit" name="intent" value="details" className="primary">{t('save')}</button></p>
      </form>
      <section className="part" aria-labelledby="accounts">
        <h2 id="accounts">{t('accounts')}</h2>
        <p className="intro">{t('accounts_lead')}</p>
        {account.identities.length === 0 ? <p>{t('accounts_empty')}</p> : <ul className="rows">{account.identities.map((identity) => <IdentityRow key={identity.id} language={language} identity={identity} tied={tiedTo(identity.id)} />)}</ul>}
        <AddAddress language={language} kind="email" typed={typed} problems={problemsOf('email')} />
        {sms && <AddAddress language={language} kind="phone" typed={typed} problems={problemsOf('phone')} />}
        {providers.length > 0 && (
          <div className="others">
            <h3>{t('connect')}</h3>
            {providers.map(({ key, name }) => (
              <form key={key} method="post" action={`/sign-in/oidc/${key}`}>
                <input type="hidden" name="purpose" value="connect" />
                <input type="hidden" name="to" value="/account" />
                <button type="submit">{t('connect_provider', { name })}</button>
              </form>
            ))}
          </div>
        )}
      </section>
      <OwnEntitlements language={language} items={entitlements} />
      {account.grants.length > 0 && (
        <section className="part" aria-labelledby="roles">
          <h2 id="roles">{t('roles')}</h2>
          <ul className="dots">
            {account.grants.map(({ role, scope }) => <li key={`${role}${JSON.stringify(scope)}`}>{t(`role_${role}`)} · {scope.kind === 'centre' ? t('scope_centre') : t(`scope_${scope.kind}`, { key: scope.key })}</li>)}
          </ul>
        </section>
      )}
    </>
  );
}

/** What one has by an account alone, in words: memberships, plans, or both. */
function tiedInWords(language: Language, { memberships, entitlements }: Tied): string {
  const t = translator(accountMessages, language);
  const [belongs, uses] = [t('tied_memberships', { count: memberships }), t('tied_entitlements', { count: entitlements })];
  return memberships === 0 ? uses : entitlements === 0 ? belongs : t('tied_both', { memberships: belongs, entitlements: uses });
}

/** Says what goes with an account before it is given up. */
function BeforeRemoving({ language, identity, tied }: { language: Language; identity: Account['identities'][number]; tied: Tied | undefined }) {
  const t = translator(accountMessages, language);
  if (tied === undefined) return null;
  return (
    <div className="note" role="alert">
      <p>{t('remove_sure', { account: identity.kind === 'oidc' ? (identity.issuerName ?? t('kind_oidc')) : identity.typed, what: tiedInWords(language, tied) })}</p>
      <form className="plain" method="post" action="/account">
        <input type="hidden" name="id" value={identity.id} />
        <input type="hidden" name="sure" value="1" />
        <p className="actions">
          <a className="button" href="/account">{t('remove_not')}</a>{' '}
          <button type="submit" name="intent" value="remove">{t('remove_still')}</button>
        </p>
      </form>
    </div>
  );
}

function IdentityRow({ language, identity: { id, kind, issuerName, typed, provenAt, provenHow }, tied }: { language: Language; identity: Account['identities'][number]; tied: Tied | undefined }) {
  const t = translator(accountMessages, language);
  return (
    <li className="item">
      <div>
        <p><b>{kind === 'oidc' ? (issuerName ?? t('kind_oidc')) : typed}</b></p>
        <p className="muted small">
          {[kind === 'product_uid' ? `${t('kind_product_uid')} ${issuerName ?? ''}`.trim() : t(`kind_${kind}`), provenAt === undefined ? t('claimed') : t('proven'), ...(provenHow === undefined ? [] : [t(`how_${provenHow}`)])].join(' · ')}
        </p>
        {tied !== undefined && <p className="muted small">{t('tied', { what: tiedInWords(language, tied) })}</p>}
      </div>
      <div className="does">
        {provenAt === undefined && (kind === 'email' || kind === 'phone') && (
          <form method="post" action="/account">
            <input type="hidden" name="address" value={typed} />
            <button type="submit" name="intent" value={kind}>{t('prove')}</button>
          </form>
        )}
        <form method="post" action="/account">
          <input type="hidden" name="id" value={id} />
          <button type="submit" name="intent" value="remove" aria-label={`${t('remove')} ${typed}`}>{t('remove')}</button>
        </form>
      </div>
    </li>
  );
}

function AddAddress({ language, kind, typed, problems }: { language: Language; kind: 'email' | 'phone'; typed: TypedAddress | undefined; problems: Parameters<typeof Field>[0]['problems'] }) {
  const t = translator(accountMessages, language);
  const waiting = typed?.kind === kind ? typed.address : undefined;
  return (
    <details className="more" open={problems.length > 0 || waiting !== undefined}>
      <summary>{t(kind === 'email' ? 'add_address' : 'add_phone')}</summary>
      <form className="plain" method="post" action="/account">
        <Field id={`add-${kind}`} name="address" label={t(kind === 'email' ? 'address' : 'phone')} problems={problems} {...(waiting === undefined ? {} : { value: waiting })} type={kind === 'email' ? 'email' : 'tel'} autoComplete={kind === 'email' ? 'email' : 'tel'} required maxLength={254} />
        <p className="actions"><button type="submit" name="intent" value={kind}>{t('send_code')}</button></p>
      </form>
    </details>
  );
}
