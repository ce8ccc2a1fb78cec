import { data, redirect } from 'react-router';
import { mostCodesChecked, type CheckedCode } from '../../common/contract/group-codes.ts';
import { reachableScopes } from '../../common/contract/rights.ts';
import { closeUp } from '../../common/i18n/words.ts';
import { pastedJoinCodes } from '../../common/join-code.ts';
import { pageContext, type PageContext } from '../page-context.ts';
import { textOf } from '../people/text-of.ts';
import { isToken } from '../people/token-cookie.ts';
import type { Route } from './+types/CheckCodesPage.ts';
import { checkCookie } from './check-cookie.ts';
import styles from './groups.css?url';
import { useGroupTexts } from './texts.ts';
import { whenOf } from './when.server.ts';
import type { When } from './when.server.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

/** Where codes are checked: of one fleet by its secret link, or of all that whoever is signed in runs. */
type Place = { by: 'link'; name: string; topicName: string } | { by: 'role' };

/** The token of a link moves into a cookie before anything is drawn. Who has neither link nor role finds nothing here (D2). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const given = new URL(request.url).searchParams.get('token');
  if (given !== null) throw isToken(given) ? redirect('/check', { status: 303, headers: { 'referrer-policy': 'no-referrer', 'set-cookie': checkCookie.write(given, page.secure) } }) : data(null, { status: 404 });
  return { place: await placeOf(page, request) };
}

async function placeOf(page: PageContext, request: Request): Promise<Place> {
  const token = checkCookie.read(request.headers.get('cookie'), page.secure);
  const place = token === undefined ? undefined : await page.ops.readCheckPlace({ token });
  if (place?.ok === true) return { by: 'link', name: place.value.name, topicName: place.value.topicName };
  const { actor } = page;
  const runs = actor.kind === 'person' && actor.held === undefined && reachableScopes(actor.grants, 'groups.run').length > 0;
  if (!runs) throw data(null, { status: 404 });
  return { by: 'role' };
}

export async function action({ context, request }: Route.ActionArgs) {
  const page = context.get(pageContext);
  const form = await request.formData();
  if (textOf(form, 'do') === 'forget') throw redirect('/', { status: 303, headers: { 'set-cookie': checkCookie.write(null, page.secure) } });
  const place = await placeOf(page, request);
  const pasted = textOf(form, 'codes').replaceAll('\r\n', '\n');
  const codes = pastedJoinCodes(pasted, mostCodesChecked).map((code) => code.slice(0, 60));
  if (codes.length === 0) return data({ items: null, when: {}, pasted, problem: 'check_none' as const, refused: undefined }, { status: 400 });
  const token = checkCookie.read(request.headers.get('cookie'), page.secure);
  const checked = place.by === 'link' && token !== undefined ? await page.ops.checkCodesByLink({ token, codes }) : await page.ops.checkJoinCodes({ codes });
  if (!checked.ok) {
    const problem = page.explain(checked.refusal);
    return data({ items: null, when: {}, pasted, problem: undefined, refused: problem.fields?.[0]?.message ?? problem.title }, { status: problem.status });
  }
  const write = await whenOf(context, request);
  const when: Record<string, When> = Object.fromEntries(checked.value.items.flatMap(({ typed, usedAt }) => (usedAt === undefined ? [] : [[typed, write(usedAt)]])));
  return data({ items: checked.value.items, when, pasted: '', problem: undefined, refused: undefined });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function CheckCodesPage({ loaderData, actionData }: Route.ComponentProps) {
  return <CheckCodesView place={loaderData.place} {...(actionData ?? { items: null, when: {}, pasted: '', problem: undefined, refused: undefined })} />;
}

type Shown = { place: Place; items: readonly CheckedCode[] | null; when: Readonly<Record<string, When>>; pasted: string; problem: 'check_none' | undefined; refused: string | undefined };

const signs: Record<CheckedCode['verdict'], string> = { valid: '✓', used: '!', in_already: '!', expired: '✗', unknown: '✗' };

/** One code or many: what each is, and what to do. Works without scripts, on the phone of whoever approves there. */
export function CheckCodesView({ place, items, when, pasted, problem, refused }: Shown) {
  const t = useGroupTexts();
  const valid = items?.filter(({ verdict }) => verdict === 'valid').length ?? 0;
  const wrong = problem === undefined ? refused : t(problem);
  return (
    <div className="plain">
      <title>{t('check_title')}</title>
      <meta name="robots" content="noindex" />
      <p className="eyebrow">{place.by === 'link' ? (place.name === place.topicName ? place.name : t('check_for', { name: place.name, topic: place.topicName })) : t('check_mine')}</p>
      <h1>{t('check_title')}</h1>
      {items !== null && (
        <section aria-labelledby="result" className="checked">
          <h2 id="result">{t('check_result')}</h2>
          <p><output>{t('check_counts', { valid, other: items.length - valid })}</output></p>
          <ul>
            {items.map(({ typed, verdict, name = t('nameless'), group = '', usedAt }, index) => {
              const at = usedAt === undefined ? undefined : when[typed];
              return (
                <li key={`${typed} ${index}`} className={`verdict verdict-${verdict}`}>
                  <p><b><i aria-hidden="true">{signs[verdict]}</i> {t(`verdict.${verdict}`)}</b> <code>{typed}</code></p>
                  <p className="small" title={at?.exact}>{closeUp(t(`verdict_hint.${verdict}`, { name, group, at: at?.words ?? '' }), [at?.words ?? ''])}</p>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <form method="post" action="/check">
        {items === null && <p>{t('check_lead', { maximum: mostCodesChecked })}</p>}
        <div className="field">
          <label htmlFor="codes">{items === null ? t('check_label') : t('check_again')}</label>
          <p id="codes-hint">{t('check_hint')}</p>
          {wrong !== undefined && <p className="wrong" id="codes-wrong" role="alert">{wrong}</p>}
          <textarea id="codes" name="codes" rows={items === null ? 6 : 3} required maxLength={20_000} defaultValue={pasted} aria-describedby={`codes-hint${wrong === undefined ? '' : ' codes-wrong'}`} aria-invalid={wrong === undefined ? undefined : true} autoComplete="off" autoCapitalize="characters" spellCheck={false} />
        </div>
        <p className="actions"><button type="submit" className="primary">{t('check_button')}</button></p>
      </form>
      {place.by === 'link' && (
        <form method="post" action="/check" className="part-small">
          <p className="muted small">{t('check_private')}</p>
          <p><button type="submit" name="do" value="forget" className="copy">{t('check_leave')}</button></p>
        </form>
      )}
    </div>
  );
}
