import type { RouterContextProvider } from 'react-router';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { readSupport } from '../channels/support.server.ts';
import { pageContext } from '../page-context.ts';

/** An instant in words, and exactly for the title. */
export type When = { words: string; exact: string };

/** How instants are written on a page: in the time zone of the centre. `end`: midnight is the end of the day before. */
export async function whenOf(context: Readonly<RouterContextProvider>, request: Request): Promise<(instant: string, end?: boolean) => When> {
  const { now, language, timeZone: centre } = context.get(pageContext);
  const timeZone = (await readSupport(context, request)).page?.timeZone ?? centre;
  return (instant, end = false) => ({ words: describeInstant(instant, now, timeZone, language, { end }), exact: exactTime(instant, timeZone, language) });
}
