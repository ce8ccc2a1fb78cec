import type { z } from 'zod';
import type { liftStrikeSchema, listStrikesSchema, StrikeView, strikesSchema } from '../../../common/contract/moderation.ts';
import { takeBackSeconds } from '../../../common/contract/undo.ts';
import { namesOf } from '../../people/index.ts';
import { done, pageFrom, readIdCursor, refuse, rowsToRead, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { fleetNames, fleetsWhere } from '../reach.ts';
import { findStrike, liftStrikeRow, listStrikes, type StrikeRow } from '../store/strike-list.ts';

/** Counted rejections of the fleets in which the reader manages them, the latest first. */
export async function readStrikes(work: Work, { fleet, person, lifted, cursor, limit }: z.output<typeof listStrikesSchema>): Promise<Outcome<z.input<typeof strikesSchema>>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const rows = await listStrikes(work.db, { fleets: fleetsWhere(work.actor, 'strikes.manage', fleet), person, lifted: lifted === undefined ? undefined : lifted === 'yes', before: before.value }, rowsToRead(limit));
  const page = pageFrom(rows, limit, (row) => row, ({ id }) => [id]);
  return done({ ...page, items: await strikeViews(work, page.items) });
}

/** Makes a counted rejection count no more, with a reason that stays beside it; whose it is hears of it once that can be taken back no more. [002] */
export async function liftStrike(work: Work, { id, reason }: z.output<typeof liftStrikeSchema>): Promise<Outcome<StrikeView>> {
  const strike = await findStrike(work.db, id);
  if (strike === undefined) return refuse('not_found');
  if (await lift(work, strike, reason)) await work.enqueue('tellStrikeLifted', { strike: id, liftedAt: work.now.toISOString() }, { runAt: new Date(work.now.getTime() + (takeBackSeconds + 1) * 1000) });
  return showStrike(work, id);
}

/** A strike as moderators see it. */
export async function showStrike(work: Work, id: string): Promise<Outcome<StrikeView>> {
  const strike = await findStrike(work.db, id);
  const [view] = strike === undefined ? [] : await strikeViews(work, [strike]);
  return view === undefined ? refuse('not_found') : done(view);
}

/** Lifts a strike, once, and says so. False when it was lifted before. */
export async function lift(work: Work, { id, fleet, application }: Pick<StrikeRow, 'id' | 'fleet' | 'application'>, reason: string): Promise<boolean> {
  const by = work.actor.kind === 'person' ? work.actor.id : null;
  if (!(await liftStrikeRow(work.db, id, { by, reason }, work.now))) return false;
  await work.audit({ subjectKind: 'strike', subjectKey: id, before: { fleet, counts: true }, after: { fleet, counts: false, reason } });
  await work.publish({ name: 'strike.lifted', subject: id, data: { fleet, scope: { kind: 'fleet', key: fleet }, application } });
  return true;
}

export async function fleetOfStrike(db: Database, id: string): Promise<string | undefined> {
  return (await findStrike(db, id))?.fleet;
}

async function strikeViews(work: Pick<Work, 'db' | 'language'>, rows: readonly StrikeRow[]): Promise<StrikeView[]> {
  const [names, fleets] = [await namesOf(work.db, rows.flatMap(({ person, liftedBy }) => [person ?? [], liftedBy ?? []].flat())), await fleetNames(work.db, rows.map(({ fleet }) => fleet), work.language)];
  const who = (id: string | undefined) => (id === undefined ? undefined : { id, name: names.get(id) ?? '' });
  return rows.map(({ id, list, fleet, person, application, at, reason, counted, liftedAt, liftedBy, liftedReason }) => {
    const [whose, by] = [who(person), who(liftedBy)];
    return {
      id, list, fleet, fleetName: fleets.get(fleet) ?? fleet, application, at: at.toISOString(), counted,
      ...(whose === undefined ? {} : { person: whose }),
      ...(reason === undefined ? {} : { reason }),
      ...(liftedAt === undefined ? {} : { lifted: { at: liftedAt.toISOString(), reason: liftedReason ?? '', ...(by === undefined ? {} : { by }) } }),
    };
  });
}
