import { Button, Textarea, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState, type CSSProperties } from 'react';
import { useFetcher } from 'react-router';
import type { GroupStanding } from '../../../common/contract/groups.ts';
import { solarTerms } from '../../../common/solar-terms.ts';
import { useLocale, useText } from '../text.tsx';
import records from '../records/records.module.css';
import type { loader } from './message-days.ts';
import { fieldProblem, useGroupDeeds, useGroupsText } from './use-text.ts';
import styles from './fleets.module.css';

type Days = Awaited<ReturnType<typeof loader>>['days'];

/** How much was said in a group where nobody but a moderator counts it: the last thirty days, a day to enter or correct, and several at once. */
export function Messages({ group, fleet }: { group: GroupStanding; fleet: string }) {
  const t = useText();
  const words = useGroupsText();
  const heading = useId();
  const { data, load } = useFetcher<typeof loader>();
  const [many, setMany] = useState(0);
  const pick = useRef<(day: string, count: number | undefined) => void>(undefined);
  const [undo, setUndo] = useState<Record<string, string>>();
  const address = `/console/groups/${fleet}/messages/${group.id}`;
  // What was read is read again by the router after every deed, but not where another reading of the page comes between: so it is asked for.
  const noted = (back: Record<string, string> | undefined) => {
    setUndo(back);
    void load(address);
  };
  const { send } = useGroupDeeds({ done: noted });
  useEffect(() => void load(address), [address, load]);
  const entered = data?.days.filter(({ count }) => count !== undefined).toReversed() ?? [];
  return (
    <section className={styles.part} aria-labelledby={heading} aria-busy={data === undefined}>
      <h3 id={heading}>{words('messages')}</h3>
      <p>{data === undefined ? '' : data.average === null ? words('messages_unknown') : words('messages_average', { average: Math.round(data.average * 10) / 10 })}</p>
      {entered.length > 0 && data !== undefined && <Chart days={data.days} term={group.term} />}
      {data !== undefined && <OneDay group={group.id} yesterday={data.yesterday} today={data.today} done={noted} bind={(run) => void (pick.current = run)} />}
      {undo !== undefined && <output className={styles.undo}>{words('messages_noted')} <Button size="compact-xs" variant="default" onClick={() => (send(undo), setUndo(undefined))}>{t('undo')}</Button></output>}
      {entered.length > 0 && (
        <ul className={`${records.list} ${styles.days}`} aria-label={words('messages_entered')}>
          {entered.map(({ day, words: name, count = 0, at, by }) => (
            <li key={day} className={records.row}>
              <span className={records.name}>{name}</span>
              <span className={records.detail} title={at?.exact}>{[words('messages_count', { count }), ...(at === undefined ? [] : [by === undefined || by === '' ? words('messages_at', { when: at.words }) : words('messages_by', { name: by, when: at.words })])].join(' · ')}</span>
              <span className={records.buttons}>
                <Button size="compact-xs" variant="default" aria-label={`${words('messages_change')} ${name}`} onClick={() => pick.current?.(day, count)}>{words('messages_change')}</Button>
                <Button size="compact-xs" variant="default" aria-label={`${words('messages_forget')} ${name}`} onClick={() => send({ intent: 'messages', group: group.id, messages: `${day} -` })}>{words('messages_forget')}</Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{words('messages_many')}</summary>
        <ManyDays key={many} group={group.id} done={(back) => (setMany(many + 1), noted(back))} />
      </details>
    </section>
  );
}

type Pick = (day: string, count: number | undefined) => void;
type Done = (undo: Record<string, string> | undefined) => void;

/** A day and its count; what was entered for the day before is replaced. `bind` gets what fills both in. */
function OneDay({ group, yesterday, today, done, bind }: { group: string; yesterday: string; today: string; done: Done; bind(run: Pick): void }) {
  const words = useGroupsText();
  const [day, setDay] = useState(yesterday);
  const [count, setCount] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { Form, busy, problem } = useGroupDeeds({ done: (undo) => (setCount(''), done(undo)) });
  useEffect(() => {
    bind((at, stood) => {
      setDay(at);
      setCount(stood === undefined ? '' : String(stood));
      field.current?.focus();
      field.current?.scrollIntoView({ block: 'nearest' });
    });
  });
  return (
    <Form method="post" className={records.form}>
      <input type="hidden" name="intent" value="messages" />
      <input type="hidden" name="group" value={group} />
      <div className={styles.oneDay}>
        <TextInput name="day" type="date" label={words('messages_day')} value={day} max={today} required withAsterisk={false} onChange={(event) => setDay(event.currentTarget.value)} error={fieldProblem(problem, 'days[1].day', 'days.0.day')} />
        <TextInput ref={field} name="count" label={words('messages_day_count')} value={count} inputMode="numeric" autoComplete="off" maxLength={8} onChange={(event) => setCount(event.currentTarget.value)} error={fieldProblem(problem, 'days[1].count', 'days.0.count')} />
        <Button type="submit" size="sm" variant="default" loading={busy}>{words('save')}</Button>
      </div>
    </Form>
  );
}

/** Several days in one go, as they come out of somebody’s notes. */
function ManyDays({ group, done }: { group: string; done: Done }) {
  const words = useGroupsText();
  const { Form, busy, problem } = useGroupDeeds({ done });
  return (
    <Form method="post" className={records.form}>
      <input type="hidden" name="intent" value="messages" />
      <input type="hidden" name="group" value={group} />
      <Textarea name="messages" aria-label={words('messages_many')} description={words('messages_hint')} autosize minRows={3} maxRows={10} error={fieldProblem(problem, 'days')} />
      <div><Button type="submit" size="xs" variant="default" loading={busy}>{words('save')}</Button></div>
    </Form>
  );
}

/** The days as bars in the hue of the group’s term; a day of which nothing is known is a dot. The list below says the same in words. */
function Chart({ days, term }: { days: Days; term: number | undefined }) {
  const words = useGroupsText();
  const { language } = useLocale();
  const most = Math.max(1, ...days.map(({ count = 0 }) => count));
  const hue = term === undefined ? undefined : solarTerms[(term - 1) % solarTerms.length];
  const short = (day: string) => new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  return (
    <div className={styles.chart} aria-hidden style={hue === undefined ? undefined : ({ '--term-light': hue.light.background, '--term-dark': hue.dark.background } as CSSProperties)}>
      <div className={styles.columns}>
        {days.map(({ day, words: name, count }) => (
          <span key={day} title={count === undefined ? words('messages_none_on', { day: name }) : words('messages_on', { day: name, count })}>
            {count === undefined ? <i data-unknown /> : <i style={{ height: `${Math.max(3, (count / most) * 100)}%` }} />}
          </span>
        ))}
      </div>
      <div className={styles.axis}><span>{short(days[0]?.day ?? '')}</span><span>{words('messages_most', { count: most })}</span><span>{short(days.at(-1)?.day ?? '')}</span></div>
    </div>
  );
}
