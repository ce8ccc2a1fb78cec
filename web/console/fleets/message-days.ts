import { dayLater } from '../../../common/contract/day.ts';
import { shownMessageDays } from '../../../common/contract/fleet-operations.ts';
import { describeDay } from '../../../common/i18n/days.ts';
import { pageContext } from '../../page-context.ts';
import { readWhen } from '../people/text.ts';
import type { Route } from './+types/message-days.ts';

/** How much was said in a group on each of the last days and by whose word, for the dialog in which it is entered. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const [outcome, when] = await Promise.all([page.ops.readMessageCounts({ group: params.group }), readWhen(page)]);
  if (!outcome.ok) throw new Response(null, { status: 404 });
  const { average, today, days } = outcome.value;
  const known = new Map(days.map((one) => [one.day, one]));
  const shown = Array.from({ length: shownMessageDays }, (_day, index) => dayLater(today, index + 1 - shownMessageDays)).map((day) => {
    const { count, at, by } = known.get(day) ?? {};
    return { day, words: describeDay(day, page.language), count, ...(at === undefined ? {} : { at: when(at) }), ...(by === undefined ? {} : { by: by.name }) };
  });
  return { average, today, yesterday: dayLater(today, -1), days: shown };
}
