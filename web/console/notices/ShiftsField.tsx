import { Button, Checkbox, TextInput } from '@mantine/core';
import type { DutyShift } from '../../../common/contract/notices.ts';
import styles from './notices.module.css';
import { useNoticesText } from './text.ts';

export type Candidate = { id: string; name: string };

/** The shifts of one day: from, to, and who. An end before the begin runs over midnight. */
export function ShiftsField({ label, shifts, people, error, change }: { label: string; shifts: readonly DutyShift[]; people: readonly Candidate[]; error: string | undefined; change(shifts: DutyShift[]): void }) {
  const t = useNoticesText();
  const set = (index: number, next: Partial<DutyShift>) => change(shifts.map((shift, at) => (at === index ? { ...shift, ...next } : shift)));
  return (
    <fieldset className={styles.dayShifts} aria-label={label}>
      <p className={styles.dayLabel}>{label}</p>
      <div className={styles.shifts}>
        {shifts.map((shift, index) => {
          const [from = '', to = ''] = shift.hours.split('-');
          return (
            <div key={index} className={styles.shift}>
              <div className={styles.pair}>
                <TextInput type="time" size="xs" aria-label={`${label} ${t('duty_from')}`} value={from} onChange={(event) => set(index, { hours: `${event.currentTarget.value}-${to}` })} />
                <TextInput type="time" size="xs" aria-label={`${label} ${t('duty_to')}`} value={to === '24:00' ? '00:00' : to} onChange={(event) => set(index, { hours: `${from}-${event.currentTarget.value === '00:00' ? '24:00' : event.currentTarget.value}` })} />
                <Button variant="subtle" color="brick" size="compact-xs" aria-label={`${label} ${shift.hours} ${t('duty_remove_shift')}`} onClick={() => change(shifts.filter((_other, at) => at !== index))}>
                  {t('duty_remove_shift')}
                </Button>
              </div>
              <Checkbox.Group aria-label={`${label} ${shift.hours} ${t('duty_people')}`} value={shift.people} onChange={(chosen) => set(index, { people: people.map(({ id }) => id).filter((id) => chosen.includes(id)) })}>
                <div className={styles.people}>
                  {people.map((person) => (
                    <Checkbox key={person.id} value={person.id} label={person.name} size="xs" />
                  ))}
                </div>
              </Checkbox.Group>
            </div>
          );
        })}
        {error !== undefined && <p className={styles.wrong} role="alert">{error}</p>}
        <Button variant="subtle" size="compact-xs" onClick={() => change([...shifts, { hours: shifts.length === 0 ? '09:00-18:00' : '18:00-09:00', people: [] }])}>
          {t('duty_add_shift')}
        </Button>
      </div>
    </fieldset>
  );
}
