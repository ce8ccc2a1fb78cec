import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { weekdays } from '../../../common/calendar/index.ts';
import type { DutyPlan, DutyRoster } from '../../../common/contract/notices.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { wholeCentre } from '../../../common/contract/rights.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { readScope, scopeValue, type Scopes } from '../people/scopes.ts';
import { useAbout } from '../text.tsx';
import styles from './notices.module.css';
import { placeInWords } from './place-in-words.ts';
import { ShiftsField, type Candidate } from './ShiftsField.tsx';
import { useNoticesText } from './text.ts';
import type { Deed } from './use-deed.ts';

type Props = { roster: DutyRoster | undefined; candidates: readonly Candidate[]; /** Names of places, and those for which who looks may make rosters. */ scopes: Scopes; timeZone: string; busy: boolean; problem: Problem | undefined; close(): void; save(deed: Deed): void };

const noShifts: DutyPlan = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] };

/** A duty roster in the hand: the week, days that differ, swaps. */
export function RosterDialog({ roster, candidates, scopes, timeZone, busy, problem, close, save }: Props) {
  const about = useAbout();
  const t = useNoticesText();
  const [name, setName] = useState(roster?.name ?? '');
  const [zone, setZone] = useState(roster?.timeZone ?? timeZone);
  const [place, setPlace] = useState(scopeValue(roster?.scope ?? scopes.mayGive[0] ?? wholeCentre));
  const [plan, setPlan] = useState<DutyPlan>(roster?.plan ?? noShifts);
  const wrong = (path: string) => problem?.fields?.find((field) => field.path === path || field.path.startsWith(`${path}[`) || field.path.startsWith(`${path}.`))?.message;
  const known = new Map([...(roster?.people ?? []), ...candidates].map((person) => [person.id, person]));
  const people = [...known.values()];
  const choices = [{ value: '', label: '–' }, ...people.map((person) => ({ value: person.id, label: person.name }))];
  const send = () => save(roster === undefined ? { do: 'create', input: { scope: readScope(place), name, timeZone: zone, plan } } : { do: 'update', input: { id: roster.id, revision: roster.revision, name, timeZone: zone, plan } });
  return (
    <Dialog title={roster === undefined ? t('duty_new') : about(t('duty_edit'), roster.name)} wide closeLabel={t('close')} close={close}>
      <form
        className={styles.dialogForm}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextInput label={t('duty_name')} description={t('duty_name_hint')} value={name} maxLength={60} data-autofocus required withAsterisk formNoValidate error={wrong('name')} onChange={(event) => setName(event.currentTarget.value)} />
        {roster === undefined && (
          <NativeSelect label={t('duty_scope')} value={place} data={scopes.mayGive.map((scope) => ({ value: scopeValue(scope), label: placeInWords(t, scopes, scope) }))} error={wrong('scope')} onChange={(event) => setPlace(event.currentTarget.value)} />
        )}
        <TextInput label={t('duty_zone')} value={zone} maxLength={64} spellCheck={false} error={wrong('timeZone')} onChange={(event) => setZone(event.currentTarget.value)} />
        <fieldset className={styles.group}>
          <legend>{t('duty_week')}</legend>
          {weekdays.map((weekday) => (
            <ShiftsField key={weekday} label={t(`day_${weekday}`)} shifts={plan.week[weekday]} people={people} error={wrong(`plan.week.${weekday}`)} change={(shifts) => setPlan({ ...plan, week: { ...plan.week, [weekday]: shifts } })} />
          ))}
          <Button variant="default" size="compact-sm" onClick={() => setPlan({ ...plan, week: { ...plan.week, tue: plan.week.mon, wed: plan.week.mon, thu: plan.week.mon, fri: plan.week.mon } })}>
            {t('duty_copy_monday')}
          </Button>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('duty_exceptions')}</legend>
          <p className={styles.quiet}>{t('duty_exceptions_hint')}</p>
          {plan.exceptions.map((exception, index) => {
            const change = (next: Partial<typeof exception>) => setPlan({ ...plan, exceptions: plan.exceptions.map((other, at) => (at === index ? { ...other, ...next } : other)) });
            return (
              <div key={index} className={styles.exception}>
                <div className={styles.pair}>
                  <TextInput type="date" label={t('duty_date')} value={exception.date} error={wrong(`plan.exceptions[${index + 1}].date`)} onChange={(event) => change({ date: event.currentTarget.value })} />
                  <TextInput type="date" label={t('duty_until_date')} value={exception.until ?? ''} error={wrong(`plan.exceptions[${index + 1}].until`)} onChange={(event) => change({ until: event.currentTarget.value === '' ? undefined : event.currentTarget.value })} />
                </div>
                <ShiftsField label={exception.date} shifts={exception.shifts} people={people} error={wrong(`plan.exceptions[${index + 1}].shifts`)} change={(shifts) => change({ shifts })} />
                <Button variant="subtle" color="brick" size="compact-sm" onClick={() => setPlan({ ...plan, exceptions: plan.exceptions.filter((_other, at) => at !== index) })}>
                  {t('duty_remove_exception')}
                </Button>
              </div>
            );
          })}
          <Button variant="default" size="compact-sm" onClick={() => setPlan({ ...plan, exceptions: [...plan.exceptions, { date: '', shifts: [] }] })}>
            {t('duty_add_exception')}
          </Button>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('duty_swaps')}</legend>
          <p className={styles.quiet}>{t('duty_swaps_hint')}</p>
          {plan.swaps.map((swap, index) => {
            const change = (next: Partial<typeof swap>) => setPlan({ ...plan, swaps: plan.swaps.map((other, at) => (at === index ? { ...other, ...next } : other)) });
            return (
              <div key={index} className={styles.pair}>
                <TextInput type="date" label={t('duty_date')} value={swap.date} error={wrong(`plan.swaps[${index + 1}]`)} onChange={(event) => change({ date: event.currentTarget.value })} />
                <NativeSelect label={t('duty_swap_from')} value={swap.from} data={choices} onChange={(event) => change({ from: event.currentTarget.value })} />
                <NativeSelect label={t('duty_swap_to')} value={swap.to} data={choices} onChange={(event) => change({ to: event.currentTarget.value })} />
                <Button variant="subtle" color="brick" size="compact-sm" onClick={() => setPlan({ ...plan, swaps: plan.swaps.filter((_other, at) => at !== index) })}>
                  {t('duty_remove_swap')}
                </Button>
              </div>
            );
          })}
          <Button variant="default" size="compact-sm" onClick={() => setPlan({ ...plan, swaps: [...plan.swaps, { date: '', from: '', to: '' }] })}>
            {t('duty_add_swap')}
          </Button>
        </fieldset>
        <div className={styles.saveBar}>
          <Button type="submit" disabled={busy}>
            {t('save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
