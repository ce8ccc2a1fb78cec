import type { z } from 'zod';
import { longestBackDays, longestWindowDays, type declareGraceSchema, type endGraceSchema, type graceWindowSchema, type graceWindowsSchema, type listGraceWindowsSchema } from '../../../common/contract/outages.ts';
import type { ProductParts } from '../../parts.ts';
import { namesOf } from '../../people/index.ts';
import { done, pageFrom, readIdCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { windowEnd } from '../rules/outage.ts';
import { closeWindow, openWindow } from './grace.ts';
import { isProduct } from './products.ts';
import { listWindows, lockWindow, owedBy, timesOf, type KeptWindow } from './store/outages.ts';

type Shown = z.input<typeof graceWindowSchema>;
const day = 86_400_000;

async function shownWindows(work: Work, windows: readonly KeptWindow[]): Promise<Shown[]> {
  const [names, owed] = [await namesOf(work.db, windows.flatMap(({ byPerson }) => byPerson ?? [])), await owedBy(work.db, windows.map(({ id }) => id))];
  return windows.map((window) => {
    const end = windowEnd(timesOf(window));
    return {
      id: window.id, product: window.product, kind: window.kind, from: window.from.toISOString(), endsBy: window.endsBy.toISOString(), noticedAt: window.noticedAt.toISOString(), liftedStrikes: window.liftedStrikes, owed: owed.get(window.id) ?? 0,
      ...(end > work.now.getTime() ? {} : { until: new Date(end).toISOString() }),
      ...(window.note === undefined ? {} : { note: window.note }),
      ...(window.byPerson === undefined ? {} : { by: { id: window.byPerson, name: names.get(window.byPerson) ?? '' } }),
    };
  });
}

/** A window as operators see it. */
export async function showWindow(work: Work, window: KeptWindow): Promise<Outcome<Shown>> {
  const [shown] = await shownWindows(work, [window]);
  return shown === undefined ? refuse('not_found') : done(shown);
}

export async function readGraceWindows(work: Work, { product, cursor, limit }: z.output<typeof listGraceWindowsSchema>): Promise<Outcome<z.input<typeof graceWindowsSchema>>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const rows = await listWindows(work.db, { product, before: before.value, limit: rowsToRead(limit) });
  const page = pageFrom(rows, limit, (row) => row, ({ id }) => [id]);
  return done({ ...page, items: await shownWindows(work, page.items) });
}

/** Declares that a product could not be reached: from when, which may lie back, and until when at the latest. [002] */
export function declareGraceWith(parts: Pick<ProductParts, 'reader' | 'configuration' | 'secrets'>) {
  return async (work: Work, input: z.output<typeof declareGraceSchema>): Promise<Outcome<Shown>> => {
    const [from, until] = [new Date(input.from), new Date(input.until)];
    if (!isProduct(parts, input.product)) return refuse('invalid_input', { fields: [{ path: 'product', code: 'unknown_product' }] });
    if (from.getTime() < work.now.getTime() - longestBackDays * day) return refuse('invalid_input', { fields: [{ path: 'from', code: 'grace_too_far_back', parameters: { days: longestBackDays } }] });
    if (from.getTime() > work.now.getTime() + day) return refuse('invalid_input', { fields: [{ path: 'from', code: 'grace_too_far_ahead' }] });
    if (until <= from) return refuse('invalid_input', { fields: [{ path: 'until', code: 'until_before_from' }] });
    if (until.getTime() - from.getTime() > longestWindowDays * day) return refuse('invalid_input', { fields: [{ path: 'until', code: 'grace_too_long', parameters: { days: longestWindowDays } }] });
    const window = await openWindow(parts, work, { product: input.product, kind: 'declared', from, endsBy: until, note: input.note, byPerson: work.actor.kind === 'person' ? work.actor.id : undefined });
    return showWindow(work, window);
  };
}

/** Ends a window that goes on, declared or observed; what was applied for in it keeps its grace. */
export async function endGrace(work: Work, { id }: z.output<typeof endGraceSchema>): Promise<Outcome<Shown>> {
  const window = await lockWindow(work.db, id);
  if (window === undefined) return refuse('not_found');
  if (windowEnd(timesOf(window)) <= work.now.getTime()) return showWindow(work, window);
  // One that was to begin later never was: it ends where it begins.
  return showWindow(work, await closeWindow(work, window, work.now < window.from ? window.from : work.now));
}
