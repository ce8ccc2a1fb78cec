import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Form, Link, useNavigation } from 'react-router';
import { urgencies, type AdviceLine, type Urgency } from '../../common/contract/support.ts';
import { describeReason, describeStep } from '../../common/i18n/advice.ts';
import { describePromise, describeStatus, exactTime } from '../../common/i18n/times.ts';
import { pageContext } from '../page-context.ts';
import { hideWithout } from './hide-without.ts';
import { ErrorSummary } from './form/ErrorSummary.tsx';
import { EmptyState, Mark, PageHead, type Tone } from './PageHead.tsx';
import { sectionPath } from './sections.ts';
import { statusTone } from './status-tone.ts';
import { useText } from './text.tsx';
import { isStandardOpen, localTime } from './when.ts';
import styles from './adviser.module.css';
import type { Route } from './+types/AdviserPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  hideWithout('centre.edit', context.get(pageContext));
  const { ops, language, explain, now: clock } = context.get(pageContext);
  const support = await ops.readSupportPage({ language });
  if (!support.ok) return null;
  const { timeZone, products, subjects, topics } = support.value;
  const query = new URL(request.url).searchParams;
  const [nowDate = '', nowTime = ''] = localTime(clock.getTime(), timeZone).split('T');
  const urgency = urgencies.find((known) => known === query.get('urgency')) ?? 'now';
  const asked = { date: query.get('date') || nowDate, time: query.get('time') || nowTime, plan: query.get('plan') ?? '', about: query.get('about') ?? '', urgency };
  const outcome = await ops.simulateAdvice({ at: `${asked.date}T${asked.time}`, urgency, language, ...(asked.plan === '' ? {} : { plan: asked.plan }), ...(asked.about === '' ? {} : { about: asked.about }) });
  const line = ({ channel, reasons }: AdviceLine, at: string) => ({
    key: channel.key,
    name: channel.name,
    tone: statusTone(channel.status.state),
    status: describeStatus(channel.status, at, timeZone, language),
    // A reason that names the promise says it already.
    promise: channel.promise === undefined || reasons.some(({ code }) => code === 'answered_within' || code === 'live_now') ? null : describePromise(channel.promise, at, timeZone, language),
    reasons: reasons.map((reason) => describeReason(reason, at, timeZone, language)),
  });
  const advice = outcome.ok ? outcome.value : undefined;
  return {
    asked,
    problem: outcome.ok ? null : explain(outcome.refusal),
    products: products.map(({ key, name, plans }) => ({ key, name, plans: plans.map((plan) => ({ key: plan.key, name: plan.name })) })),
    subjects,
    topics: topics.map(({ key, name }) => ({ key, name })),
    advice:
      advice === undefined
        ? null
        : {
            at: exactTime(advice.at, timeZone, language),
            standardOpen: isStandardOpen(advice),
            holidaysUnknown: advice.holidaysUnknown,
            best: advice.best.map((each) => line(each, advice.at)),
            later: advice.later.map((each) => line(each, advice.at)),
            others: advice.others.map((each) => line(each, advice.at)),
            notReached: advice.notReached.map((step) => describeStep(step, advice.at, timeZone, language)),
            readings: advice.readings.map(({ key, title }) => ({ key, title })),
          },
  };
}
type Loaded = NonNullable<Awaited<ReturnType<typeof loader>>>;
type Line = NonNullable<Loaded['advice']>['best'][number];

/** What the adviser would say at another time, to another person. The question is the address, so it can be passed on. */
export default function AdviserPage({ loaderData }: Route.ComponentProps) {
  const t = useText();
  return (
    <>
      <PageHead title={t('try_adviser')} hint={t('adviser_hint')} />
      {loaderData === null ? (
        <EmptyState title={t('adviser_empty')} />
      ) : (
        <div className={styles.columns}>
          <QuestionForm key={JSON.stringify(loaderData.asked)} loaded={loaderData} />
          <div aria-live="polite">
            <ErrorSummary problem={loaderData.problem} problems={new Map((loaderData.problem?.fields ?? []).map(({ path, message }) => [path, message]))} />
            {loaderData.advice !== null && <Answer advice={loaderData.advice} />}
          </div>
        </div>
      )}
    </>
  );
}

function QuestionForm({ loaded: { asked, products, subjects, topics } }: { loaded: Loaded }) {
  const t = useText();
  const navigation = useNavigation();
  const [urgency, setUrgency] = useState<Urgency>(asked.urgency);
  return (
    <Form className={styles.question} method="get" replace>
      <div className={styles.moment}>
        <TextInput type="date" name="date" id="field-at" label={t('adviser_date')} defaultValue={asked.date} required withAsterisk={false} />
        <TextInput type="time" name="time" label={t('adviser_time')} defaultValue={asked.time} required withAsterisk={false} />
      </div>
      <NativeSelect
        name="plan"
        id="field-plan"
        label={t('adviser_plan')}
        defaultValue={asked.plan}
        data={[{ value: '', label: t('adviser_plan_unknown') }, ...products.flatMap((product) => [{ value: product.key, label: product.name }, ...product.plans.map((plan) => ({ value: `${product.key}/${plan.key}`, label: `${product.name} · ${plan.name}` }))])]}
      />
      <NativeSelect
        name="about"
        id="field-about"
        label={t('adviser_about')}
        defaultValue={asked.about}
        data={[{ value: '', label: t('adviser_about_any') }, ...subjects.map((suit) => ({ value: `suit:${suit}`, label: t(`suit.${suit}`) })), ...topics.map(({ key, name }) => ({ value: `topic:${key}`, label: name }))]}
      />
      <fieldset>
        <legend>{t('adviser_urgency')}</legend>
        <SegmentedControl name="urgency" orientation="vertical" fullWidth aria-label={t('adviser_urgency')} value={urgency} onChange={(value) => setUrgency(value as Urgency)} data={urgencyList.map((value) => ({ value, label: t(`urgency.${value}`) }))} />
      </fieldset>
      <Button type="submit" loading={navigation.state !== 'idle'}>
        {t('adviser_ask')}
      </Button>
    </Form>
  );
}

const urgencyList: readonly Urgency[] = ['emergency', 'now', 'hour', 'later'];

function Answer({ advice }: { advice: NonNullable<Loaded['advice']> }) {
  const t = useText();
  return (
    <>
      <h2 className={styles.when}>
        {t('adviser_answer', { at: advice.at })} {advice.standardOpen !== null && <Mark tone={advice.standardOpen ? 'good' : 'plain'}>{t(advice.standardOpen ? 'adviser_standard_open' : 'adviser_standard_closed')}</Mark>}
      </h2>
      {advice.holidaysUnknown && <p className={styles.unknown}>{t('adviser_holidays_unknown')}</p>}
      {advice.best.length === 0 ? <p>{t('adviser_none')}</p> : <Lines title={t('adviser_best')} lines={advice.best} numbered />}
      <Lines title={t('adviser_later')} lines={advice.later} />
      <Lines title={t('adviser_others')} lines={advice.others} />
      {advice.notReached.length > 0 && (
        <section className={styles.part}>
          <h3>{t('adviser_not_reached')}</h3>
          <ol className={styles.steps}>
            {advice.notReached.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      {advice.readings.length > 0 && (
        <section className={styles.part}>
          <h3>{t('adviser_readings')}</h3>
          <ul>
            {advice.readings.map(({ key, title }) => (
              <li key={key}>
                <Link to={sectionPath('readings', key)}>{title}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Lines({ title, lines, numbered = false }: { title: string; lines: readonly (Line & { tone: Tone })[]; numbered?: boolean }) {
  if (lines.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      <ol className={styles.lines} data-best={numbered}>
        {lines.map((line, index) => (
          <li key={line.key}>
            {numbered && <b aria-hidden="true">{index + 1}</b>}
            <div>
              <p>
                <Link to={sectionPath('channels', line.key)}>{line.name}</Link> <Mark tone={line.tone}>{line.status}</Mark>
              </p>
              <p className={styles.reasons}>{line.reasons.join(' · ')}</p>
              {line.promise !== null && <p className={styles.reasons}>{line.promise}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
