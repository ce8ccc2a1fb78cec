import { data, redirect } from 'react-router';
import type { ScanPage } from '../../common/contract/group-codes.ts';
import { closeUp } from '../../common/i18n/words.ts';
import { Away } from '../channels/parts/Entries.tsx';
import { termClass } from '../channels/parts/GroupBadge.tsx';
import { pageContext } from '../page-context.ts';
import { textOf } from '../people/text-of.ts';
import type { Route } from './+types/ScanPage.ts';
import { DeadCodeForm } from './DeadCodeForm.tsx';
import styles from './groups.css?url';
import { intakeShapes } from './intake-shapes.ts';
import { useGroupTexts } from './texts.ts';
import { whenOf } from './when.server.ts';
import type { When } from './when.server.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

/** The platform's own codes of a fleet's groups that are for everyone. Never kept: a code that ends is gone with the next look. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const read = await page.ops.readScanPage({ fleet: params.name });
  if (!read.ok) throw data(null, { status: 404 });
  // For a while only: names may move again, and a browser would remember for ever.
  if (read.value.fleet !== params.name) throw redirect(`/g/${read.value.fleet}/scan${new URL(request.url).search}`, { status: 301, headers: { 'cache-control': 'public, max-age=300' } });
  const when = await whenOf(context, request);
  const until: Record<string, When> = Object.fromEntries(read.value.groups.flatMap(({ code }) => (code?.expiresAt === undefined ? [] : [[code.id, when(code.expiresAt, true)]])));
  return { page: read.value, until, thanks: new URL(request.url).searchParams.get('thanks') === '1' };
}

/** A visitor found a code dead. The answer is the same, whatever comes of it. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const altcha = textOf(form, 'altcha');
  const reported = await ops.reportDeadCode({ code: textOf(form, 'code'), ...(altcha === '' ? {} : { human: { altcha } }) });
  if (reported.ok || reported.refusal.code === 'invalid_input') throw redirect(`/g/${encodeURIComponent(params.name)}/scan?thanks=1`, 303);
  const problem = explain(reported.refusal);
  return data({ problem: problem.title }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function ScanPageRoute({ loaderData, actionData }: Route.ComponentProps) {
  return <ScanView {...loaderData} problem={actionData?.problem} />;
}

export function ScanView({ page, until, thanks, problem }: { page: ScanPage; until: Readonly<Record<string, When>>; thanks: boolean; problem: string | undefined }) {
  const t = useGroupTexts();
  const here = `/g/${page.fleet}`;
  return (
    <article className="reading-width">
      <title>{t('scan_title', { name: page.name })}</title>
      <meta name="robots" content="noindex" />
      <p className="eyebrow">{page.topicName}</p>
      <h1>{t('scan_title', { name: page.name })}</h1>
      <p>{t('scan_lead')}</p>
      {thanks && <p className="note good"><output>{t('dead_thanks')}</output></p>}
      {problem !== undefined && <p className="note bad" role="alert">{problem}</p>}
      {page.groups.length === 0 ? <p className="note">{t('scan_nothing')}</p> : !page.groups.some(takes) && <p className="note warn">{t('scan_full')}</p>}
      {page.groups.map((group) => (takes(group) ? <Way key={group.key} fleet={page.fleet} group={group} until={group.code === undefined ? undefined : until[group.code.id]} /> : (
        <section key={group.key} className={`card scan${termClass(group.term)}`}>
          <h2>{group.name}</h2>
          <p><span className={`intake intake-${group.intake}`}><i aria-hidden="true">{intakeShapes[group.intake]}</i> {t(`intake.${group.intake}`)}</span></p>
        </section>
      )))}
      {page.steps.length > 0 && (
        <section className="part-small">
          <h2>{t('steps')}</h2>
          <ol className="steps">{page.steps.map((step) => <li key={step}>{step}</li>)}</ol>
        </section>
      )}
      <p className="links"><a href={here} className={page.groups.some(takes) ? undefined : 'button primary'}>{t(page.groups.some(takes) ? 'scan_apply' : 'scan_wait')}</a></p>
    </article>
  );
}

type Shown = ScanPage['groups'][number];

/** Only of a group that takes people the way in is told. */
function takes({ intake }: Shown): boolean {
  return intake === 'open' || intake === 'diverting';
}

function Way({ fleet, group, until }: { fleet: string; group: Shown; until: When | undefined }) {
  const t = useGroupTexts();
  return (
    <section className={`card scan${termClass(group.term)}`}>
      <h2>{group.name}</h2>
      {group.code === undefined ? <p className="muted">{t(group.number === undefined && group.handle === undefined && group.link === undefined ? 'scan_nothing' : 'scan_none')}</p> : (
        <figure className="code">
          <img src={group.code.picture} alt={t('scan_alt', { name: group.name })} width="200" height="200" />
          <figcaption>{t('scan_hint')} {until !== undefined && <span title={until.exact}>{closeUp(t('scan_until', { at: until.words }), [until.words])}</span>}</figcaption>
        </figure>
      )}
      {group.number !== undefined && <p className="value"><span>{t('group_number')}</span> <code data-copy="">{group.number}</code></p>}
      {group.handle !== undefined && <p className="value"><span>{t('handle')}</span> <code data-copy="">{group.handle}</code></p>}
      {group.link !== undefined && <p className="links"><Away to={group.link} className="button">{t('open_link')}</Away></p>}
      {group.code !== undefined && (
        <details className="more">
          <summary>{t('dead_ask')}</summary>
          <DeadCodeForm fleet={fleet} code={group.code.id} />
        </details>
      )}
    </section>
  );
}
