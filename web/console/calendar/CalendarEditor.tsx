import { Button, SegmentedControl, Switch } from '@mantine/core';
import type { CalendarYear } from '../../../common/contract/calendar-year.ts';
import { Card, Row } from '../form/Card.tsx';
import { useField } from '../form/draft.tsx';
import { TextField } from '../form/fields.tsx';
import { KeyField } from '../form/KeyField.tsx';
import { ListField } from '../form/ListField.tsx';
import { LocalizedField } from '../form/LocalizedField.tsx';
import { TimeZoneField } from '../editors/TimeZoneField.tsx';
import { isObject, type Json } from '../json.ts';
import { useLocale, useText } from '../text.tsx';
import { CalendarYearCard } from './CalendarYearCard.tsx';
import { RangesField, rangesIn } from './RangesField.tsx';
import styles from './year.module.css';
import editorStyles from '../editors/editors.module.css';

const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When something is served: the week, holidays, exceptions, and the year that follows from them. */
export function CalendarEditor({ year, today }: { year: CalendarYear | null; today: string }) {
  const t = useText();
  const { timeZone } = useLocale();
  return (
    <>
      <Card title={t('part_basic')}>
        <LocalizedField at={['name']} label={t('field.name')} required />
        <Row>
          <TimeZoneField at={['timeZone']} hint={t('zone_default', { zone: timeZone })} placeholder={timeZone} />
          <KeyField from={['name']} />
        </Row>
        <LocalizedField at={['note']} label={t('field.note')} />
      </Card>
      <WeekCard />
      <CalendarYearCard initial={year} today={today} />
      <Card title={t('part_exceptions')} hint={t('part_exceptions_hint')}>
        <ListField at={['exceptions']} quiet label={t('field.exceptions')} addLabel={t('exception_add')} most={200} blank={() => ({ date: today, hours: [] })} itemLabel={exceptionLabel} ordered={false}>
          {(at) => (
            <>
              <Row>
                <TextField at={[...at, 'date']} label={t('exception_date')} type="date" required />
                <TextField at={[...at, 'until']} label={t('exception_until')} hint={t('exception_until_hint')} type="date" />
                <RangesField at={[...at, 'hours']} label={t('exception_hours')} hint={t('exception_hours_hint')} keepEmpty />
              </Row>
              <LocalizedField at={[...at, 'note']} label={t('field.note')} hint={t('exception_note_hint')} />
            </>
          )}
        </ListField>
      </Card>
    </>
  );

  function exceptionLabel(item: Json): string {
    const from = isObject(item) ? String(item['date'] ?? '') : '';
    const until = isObject(item) ? item['until'] : undefined;
    return typeof until === 'string' && until !== from ? t('exception_item', { from, until }) : from;
  }
}

function WeekCard() {
  const t = useText();
  const hours = useField(['hours']);
  const holidays = useField(['publicHolidays']);
  const always = hours.value === '24x7';
  const week = isObject(hours.value) ? hours.value : {};
  const monday = rangesIn(week['mon']);
  const copy = (days: readonly string[]) => hours.set({ ...week, ...Object.fromEntries(days.map((day) => [day, monday.length === 0 ? undefined : monday])) });
  return (
    <Card title={t('part_week')} hint={always ? undefined : t('part_week_hint')}>
      <SegmentedControl
        id={hours.id}
        className={editorStyles.segments ?? ''}
        aria-label={t('hours_mode')}
        value={always ? '24x7' : 'week'}
        data={[
          { value: 'week', label: t('hours_week') },
          { value: '24x7', label: t('hours_24x7') },
        ]}
        onChange={(mode) => hours.set(mode === '24x7' ? '24x7' : {})}
      />
      {!always && (
        <>
          <div className={styles.week}>
            {weekdayNames.map((day) => (
              <RangesField key={day} at={['hours', day]} label={t(`weekday.${day}`)} />
            ))}
          </div>
          <div className={styles.weekTools}>
            <Button variant="default" size="xs" disabled={monday.length === 0} onClick={() => copy(weekdayNames.slice(1, 5))}>
              {t('copy_to_weekdays')}
            </Button>
            <Button variant="default" size="xs" disabled={monday.length === 0} onClick={() => copy(weekdayNames.slice(1))}>
              {t('copy_to_all')}
            </Button>
          </div>
          <Switch
            id={holidays.id}
            label={t('holidays_china')}
            description={t('holidays_china_hint')}
            checked={holidays.value === 'china'}
            onChange={(event) => holidays.set(event.currentTarget.checked ? 'china' : 'none')}
          />
        </>
      )}
    </Card>
  );
}
