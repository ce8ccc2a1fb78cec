import { Button } from '@mantine/core';
import { useEffect, useId } from 'react';
import { Form, Link, redirect, useNavigation, useRevalidator } from 'react-router';
import { lineVerdicts, type ImportBatch, type ImportLine } from '../../../common/contract/imports.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { pageContext } from '../../page-context.ts';
import { watch } from '../../realtime.ts';
import { Mark, PageHead, type Tone } from '../PageHead.tsx';
import { readWhen } from '../people/text.ts';
import { useAbout, useText } from '../text.tsx';
import { fileIn, typed } from './deeds.ts';
import { importsOf } from './imports-of.ts';
import { organisationsTexts } from './text.ts';
import { OrganisationsText, useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';
import type { Route } from './+types/ImportPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const fleet = 'fleet' in params ? params.fleet : undefined;
  const { places, list, read, lines } = importsOf(page, request, fleet);
  const standing = fleet === undefined ? undefined : await page.ops.readFleetStanding({ fleet });
  const of = standing?.ok === true ? standing.value.name : undefined;
  const texts = organisationsTexts(page.language);
  const query = new URL(request.url).searchParams;
  const when = await readWhen(page);
  const told = (batch: ImportBatch) => ({ ...batch, when: when(batch.createdAt) });
  if (params.id === undefined) {
    const after = query.get('after') ?? undefined;
    const past = await list({ limit: 20, ...(after === undefined ? {} : { cursor: after }) });
    if (!past.ok) throw new Response(null, { status: 404 });
    return { places, of, texts, batch: null, past: past.value.items.map(told), next: past.value.next, paged: after !== undefined, page: null, verdict: undefined };
  }
  const verdict = lineVerdicts.find((known) => known === query.get('show'));
  const cursor = query.get('after') ?? undefined;
  const [batch, shown] = await Promise.all([read({ id: params.id }), lines({ id: params.id, ...(verdict === undefined ? {} : { verdict }), ...(cursor === undefined ? {} : { cursor }), limit: 50 })]);
  if (!batch.ok || !shown.ok) throw new Response(null, { status: 404 });
  return { places, of, texts, batch: told(batch.value), past: [], next: undefined, paged: false, page: shown.value, verdict };
}
type Data = Awaited<ReturnType<typeof loader>>;
type Batch = NonNullable<Data['batch']>;

export async function action({ context, params, request }: Route.ActionArgs): Promise<{ problem: Problem } | null> {
  const page = context.get(pageContext);
  const { places: { base }, preview, start, cancel } = importsOf(page, request, 'fleet' in params ? params.fleet : undefined);
  const form = await request.formData();
  if (params.id === undefined) {
    const file = (await fileIn(form, 'file')) ?? { name: 'file', content: '' };
    const outcome = await preview({ file });
    if (outcome.ok) throw redirect(`${base}/${outcome.value.id}`);
    return { problem: page.explain(outcome.refusal) };
  }
  const outcome = await (typed(form, 'intent') === 'start' ? start : cancel)({ id: params.id });
  if (!outcome.ok) return { problem: page.explain(outcome.refusal) };
  if (outcome.value.done === 0 && outcome.value.state === 'cancelled') throw redirect(base);
  return null;
}

export default function ImportPage({ loaderData, actionData }: Route.ComponentProps) {
  const { places, of, batch, past, next, paged, page, verdict, texts } = loaderData;
  return (
    <OrganisationsText texts={texts}>
      <Head places={places} of={of} />
      {batch === null || page === null ? <Upload places={places} past={past} next={next} paged={paged} problem={actionData?.problem} /> : <Import places={places} batch={batch} page={page} verdict={verdict} />}
    </OrganisationsText>
  );
}

function Head({ places: { kind, home }, of }: Pick<Data, 'places' | 'of'>) {
  const t = useText();
  const words = useOrganisationsText();
  const above = of === undefined ? <Link to={home}>{t(kind === 'entitlements' ? 'entitlements' : 'organisations')}</Link> : <><Link to="/console/groups">{t('fleets_standing')}</Link> / <Link to={`${home}?show=members`}>{of}</Link></>;
  return <PageHead above={above} title={words(`import_${kind}`)} hint={words('import_hint')} />;
}

function Upload({ places: { kind, base, template }, past, next, paged, problem }: Pick<Data, 'places' | 'past' | 'next' | 'paged'> & { problem: Problem | undefined }) {
  const words = useOrganisationsText();
  const id = useId();
  const busy = useNavigation().state !== 'idle';
  const wrong = problem === undefined ? undefined : (problem.fields?.[0]?.message ?? problem.title);
  return (
    <>
      <Form method="post" encType="multipart/form-data" className={`${styles.form} ${styles.section}`}>
        <label htmlFor={id}>{words('import_file')}</label>
        <input id={id} className={styles.file} type="file" name="file" accept=".xlsx,.csv" required aria-describedby={`${id}-hint`} aria-invalid={wrong !== undefined} />
        <p id={`${id}-hint`} className={styles.hint}>{words(kind === 'fleet_members' ? 'import_file_hint_fleet' : 'import_file_hint')}</p>
        {wrong !== undefined && <p className={styles.wrong} role="alert">{wrong}</p>}
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>{words('import_preview')}</Button>
          <Button component="a" variant="default" href={`${template}?format=xlsx`} download>{words('import_template')} (Excel)</Button>
          <Button component="a" variant="default" href={`${template}?format=csv`} download>{words('import_template')} (CSV)</Button>
        </div>
      </Form>
      {(past.length > 0 || paged) && (
        <section className={styles.section} aria-labelledby="past">
          <div className={styles.sectionHead}><h2 id="past">{words('import_past')}</h2></div>
          <ul className={styles.list}>
            {past.map((batch) => (
              <li key={batch.id}>
                <Link className={styles.row ?? ''} to={`${base}/${batch.id}`}>
                  <span className={styles.name}>{batch.fileName}</span>
                  <span className={styles.detail} title={batch.when.exact}>{words('import_past_line', { name: batch.createdBy, at: batch.when.words })}</span>
                  <span className={styles.marks}><State batch={batch} /></span>
                </Link>
              </li>
            ))}
          </ul>
          <div className={styles.paging}>
            {paged && <Button component={Link} variant="default" to={base}>{words('newest')}</Button>}
            {next !== undefined && <Button component={Link} variant="default" to={`?${new URLSearchParams({ after: next })}`}>{words('more')}</Button>}
          </div>
        </section>
      )}
    </>
  );
}

const stateTones: Readonly<Record<ImportBatch['state'], Tone>> = { previewed: 'info', running: 'soon', done: 'good', cancelled: 'plain' };
const verdictTones: Readonly<Record<ImportLine['verdict'], Tone>> = { create: 'good', change: 'info', same: 'plain', wrong: 'bad', failed: 'bad' };
const pollMilliseconds = 4000;

function State({ batch: { state } }: { batch: Pick<ImportBatch, 'state'> }) {
  const words = useOrganisationsText();
  return <Mark tone={stateTones[state]}>{words(`import_state_${state}`)}</Mark>;
}

function Import({ places: { base, files }, batch, page, verdict }: { places: Data['places']; batch: Batch; page: NonNullable<Data['page']>; verdict: ImportLine['verdict'] | undefined }) {
  const words = useOrganisationsText();
  const { revalidate } = useRevalidator();
  const { id, state, counts, total, done, columns } = batch;
  const isRunning = state === 'running';
  useEffect(() => {
    if (!isRunning) return undefined;
    const stop = watch('imports', () => void revalidate());
    // Words of progress may be lost with a connection; the page looks by itself too.
    const timer = setInterval(() => void revalidate(), pollMilliseconds);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [isRunning, revalidate]);
  const useful = counts.create + counts.change;
  const unknown = columns.filter(({ field, heading }) => field === undefined && heading !== '');
  return (
    <div className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{batch.fileName} <State batch={batch} /></h2>
        <div className={styles.actions}>
          {state === 'previewed' && <Form method="post"><input type="hidden" name="intent" value="start" /><Button type="submit" disabled={useful === 0}>{useful === 0 ? words('import_nothing') : words('import_start', { count: useful })}</Button></Form>}
          {(state === 'previewed' || isRunning) && <Form method="post"><input type="hidden" name="intent" value="cancel" /><Button type="submit" variant="default">{words(isRunning ? 'import_stop' : 'import_cancel')}</Button></Form>}
          {!isRunning && <Button component="a" variant="default" href={`${files}/${id}/report?format=xlsx`} download>{words('import_report_xlsx')}</Button>}
          {!isRunning && <Button component="a" variant="default" href={`${files}/${id}/report?format=csv`} download>{words('import_report_csv')}</Button>}
          {(state === 'done' || state === 'cancelled') && <Button component={Link} variant="default" to={base}>{words('import_again')}</Button>}
        </div>
      </div>
      {(isRunning || state === 'cancelled' || state === 'done') && (
        <p className={styles.hint}>
          {words('import_progress', { done, total })}
          <progress className={styles.bar} max={Math.max(total, 1)} value={total === 0 ? 1 : done} aria-label={words('import_progress', { done, total })} />
        </p>
      )}
      {unknown.length > 0 && <p className={styles.note} data-tone="soon">{words('import_unknown')}: {unknown.map(({ heading, similar }) => (similar === undefined ? heading : words('import_similar', { heading, similar }))).join(' · ')}</p>}
      {counts.wrong + counts.failed > 0 && <p className={styles.note}>{words('import_fix')}</p>}
      <nav className={`${styles.actions} ${styles.gap}`}>
        <Link className={styles.count ?? ''} aria-current={verdict === undefined ? 'true' : undefined} to="?">{words('count_all', { count: total })}</Link>
        {lineVerdicts.filter((one) => counts[one] > 0).map((one) => <Link key={one} className={styles.count ?? ''} aria-current={verdict === one ? 'true' : undefined} to={`?show=${one}`}>{words(`count_${one}`, { count: counts[one] })}</Link>)}
      </nav>
      <ul className={styles.list}>{page.items.map((line) => <Line key={line.line} line={line} columns={columns} cancelled={state === 'cancelled'} />)}</ul>
      <div className={styles.paging}>
        {page.next !== undefined && <Button component={Link} variant="default" to={`?${new URLSearchParams({ ...(verdict === undefined ? {} : { show: verdict }), after: page.next })}`}>{words('more')}</Button>}
      </div>
    </div>
  );
}

/** What would have become of a line whose turn has not come. */
const wasToBeDone = ({ verdict, done }: ImportLine) => !done && (verdict === 'create' || verdict === 'change');

function Line({ line, columns, cancelled }: { line: ImportLine; columns: ImportBatch['columns']; cancelled: boolean }) {
  const about = useAbout();
  const words = useOrganisationsText();
  const heading = (field: string) => columns.find((column) => column.field === field)?.heading ?? field;
  return (
    <li className={styles.row}>
      <span className={styles.kind}>{words('line', { line: line.line })}</span>
      <span className={styles.typed}>
        {line.what}
        {line.changes.map(({ field, before, after }) => <small key={field}>{words('change_words', { field: heading(field), before: before === '' ? words('empty_word') : before, after: after === '' ? words('empty_word') : after })}</small>)}
        {line.problems.map(({ path, code, message }) => <small key={`${path} ${code}`} className={styles.wrong}>{about(heading(path), message)}</small>)}
      </span>
      {cancelled && wasToBeDone(line) ? <Mark>{words('verdict_cancelled')}</Mark> : <Mark tone={verdictTones[line.verdict]}>{words(`verdict_${line.verdict}`)}</Mark>}
    </li>
  );
}
