import type { z } from 'zod';
import { chinaHolidays } from '../../../common/calendar/china.ts';
import { localOf } from '../../../common/calendar/index.ts';
import type { todaySchema } from '../../../common/contract/today.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { whatNeedsYou } from '../rules/today.ts';
import { countOpenProposals } from '../store/proposals.ts';
import { readContent } from '../store/state.ts';

const mostItems = 200;

/** What needs the operator today, most urgent first. */
export async function readToday(work: Work): Promise<Outcome<z.input<typeof todaySchema>>> {
  const { centre, example } = await readContent(work.db);
  if (centre === null) return refuse('not_found');
  const items = whatNeedsYou({
    centre,
    example,
    openProposals: await countOpenProposals(work.db),
    now: work.now,
    today: new Date(localOf(centre.settings.timeZone, work.now.getTime())).toISOString().slice(0, 10),
    holidaysUntil: chinaHolidays().lastYear,
    language: work.language,
  });
  return done({ items: items.slice(0, mostItems), more: Math.max(0, items.length - mostItems) });
}
