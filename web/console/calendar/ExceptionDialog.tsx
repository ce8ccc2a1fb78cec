import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CalendarDay } from '../../../common/contract/calendar-year.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useField } from '../form/draft.tsx';
import { TextField } from '../form/fields.tsx';
import { Row } from '../form/Card.tsx';
import { LocalizedField } from '../form/LocalizedField.tsx';
import { isObject, type Json } from '../json.ts';
import { useText } from '../text.tsx';
import { dateInWords } from '../when.ts';
import { RangesField } from './RangesField.tsx';
import styles from './year.module.css';

/** The exception of one day, made where the day was clicked; it is part of the draft like everything else. */
export function ExceptionDialog({ date, day, close }: { date: string; day: CalendarDay | undefined; close(): void }) {
  const t = useText();
  const exceptions = useField(['exceptions']);
  const list: readonly Json[] = Array.isArray(exceptions.value) ? exceptions.value : [];
  const [index, setIndex] = useState(() => list.findIndex((each) => coversDate(each, date)));
  const ranges = day?.ranges ?? [];
  const add = (hours: readonly string[]) => {
    setIndex(list.length);
    exceptions.set([...list, { date, hours }]);
  };
  const at = ['exceptions', index] as const;
  const remove = () => {
    const rest = list.filter((_each, place) => place !== index);
    exceptions.set(rest.length === 0 ? undefined : rest);
    close();
  };
  return (
    <Dialog title={t('exception_on', { date: dateInWords(date, t) })} closeLabel={t('close')} close={close} wide>
      {index < 0 ? (
        <div className={styles.dayForm}>
          <p className={styles.usual}>{t('exception_usual', { ranges: [...(day?.name === undefined ? [] : [day.name]), ranges.length === 0 ? t('day_closed') : ranges.join(', ')].join(' · ') })}</p>
          <div className={styles.dayActions}>
            {ranges.length > 0 && (
              <Button data-autofocus onClick={() => add([])}>
                {t('exception_close_day')}
              </Button>
            )}
            <Button variant={ranges.length > 0 ? 'default' : 'filled'} onClick={() => add(ranges.length > 0 ? ranges : ['09:00-18:00'])}>
              {ranges.length > 0 ? t('exception_set_hours') : t('exception_open_day')}
            </Button>
          </div>
        </div>
      ) : (
        <div className={styles.dayForm}>
          <RangesField at={[...at, 'hours']} label={t('exception_hours')} hint={t('exception_hours_hint')} keepEmpty />
          <Row>
            <TextField at={[...at, 'date']} label={t('exception_date')} type="date" required />
            <TextField at={[...at, 'until']} label={t('exception_until')} type="date" />
          </Row>
          <LocalizedField at={[...at, 'note']} label={t('field.note')} hint={t('exception_note_hint')} />
          <div className={styles.dayActions}>
            <Button onClick={close}>{t('exception_done')}</Button>
            <Button variant="default" onClick={remove}>
              {t('exception_delete')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function firstDate(exception: Json): string {
  return isObject(exception) && typeof exception['date'] === 'string' ? exception['date'] : '';
}

function coversDate(exception: Json, date: string): boolean {
  const from = firstDate(exception);
  const until = isObject(exception) && typeof exception['until'] === 'string' ? exception['until'] : from;
  return from !== '' && from <= date && date <= until;
}
