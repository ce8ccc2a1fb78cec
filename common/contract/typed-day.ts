import { dayNumberOf } from '../calendar/index.ts';

/** A day as people write it in tables: 2026-10-01, 2026/10/1, 2026.10.1, 2026年10月1日, 20261001, with a time behind it or not. Undefined when it is none. */
export function readTypedDay(text: string): string | undefined {
  const parts = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?(?:[T\s].{0,20})?$/.exec(text.trim()) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim());
  if (parts === null) return undefined;
  const [, year = '', month = '', day = ''] = parts;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dayNumberOf(written) === null ? undefined : written;
}
