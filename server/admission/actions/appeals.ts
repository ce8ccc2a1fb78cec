import type { z } from 'zod';
import type { answerAppealSchema, AppealView, appealsSchema, listAppealsSchema } from '../../../common/contract/moderation.ts';
import { takeBackSeconds } from '../../../common/contract/undo.ts';
import { lockFleet } from '../../groups/index.ts';
import { namesOf } from '../../people/index.ts';
import { done, pageFrom, readIdCursor, refuse, rowsToRead, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { fleetNames, fleetsWhere } from '../reach.ts';
import { changeApplication, lockApplication, type Application } from '../store/applications.ts';
import { answerAppealRow, findAppeal, listAppeals, type AppealRow } from '../store/appeals.ts';
import { hasOtherLive } from '../store/evidence.ts';
import { findInvitation } from '../store/invitations.ts';
import { findStrike, strikesOfApplication } from '../store/strike-list.ts';
import { takeUseAgain } from './redeem-invitation.ts';
import { lift } from './strikes.ts';

/** Appeals of the reader's fleets: those that wait, oldest first, or those that were answered. */
export async function readAppeals(work: Work, { fleet, state = 'open', cursor, limit }: z.output<typeof listAppealsSchema>): Promise<Outcome<z.input<typeof appealsSchema>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const rows = await listAppeals(work.db, { fleets: fleetsWhere(work.actor, 'strikes.manage', fleet), state, after: after.value }, rowsToRead(limit));
  const page = pageFrom(rows, limit, (row) => row, ({ id }) => [id]);
  return done({ ...page, items: await appealViews(work, page.items) });
}

/** The priority of an invitation goes when its uses were had by others since; so nobody gets in by more uses than there are. */
async function goneWithInvitation(work: Work, { id, invitationId, personId, priority }: Application): Promise<{ priority?: undefined }> {
  const invitation = invitationId === undefined ? undefined : await findInvitation(work.db, invitationId);
  if (invitation === undefined || (await takeUseAgain(work, { id, invitationId: invitation.id, personId }))) return {};
  return priority === invitation.priority ? { priority: undefined } : {};
}

/**
 * Answers an appeal, once. Granting lifts the strike and puts the application back before a moderator, unless its applicant has applied again
 * meanwhile; who came by an invitation takes a use of it again, or goes on without the priority that it gave. Whoever answers an appeal that was answered reads the first answer.
 */
export async function answerAppeal(work: Work, { id, grant, answer }: z.output<typeof answerAppealSchema>): Promise<Outcome<AppealView>> {
  const appeal = await findAppeal(work.db, id);
  if (appeal === undefined) return refuse('not_found');
  await lockFleet(work.db, appeal.fleet);
  const application = await lockApplication(work.db, appeal.application);
  const by = work.actor.kind === 'person' ? work.actor.id : null;
  if (application !== undefined && (await answerAppealRow(work.db, id, { granted: grant, by, answer }, work.now))) {
    if (grant) {
      for (const strike of await strikesOfApplication(work.db, application.id)) {
        const found = await findStrike(work.db, strike);
        if (found !== undefined) await lift(work, found, answer);
      }
      const isFree = application.personId !== undefined && !(await hasOtherLive(work.db, application));
      if (application.state === 'rejected' && isFree) await changeApplication(work.db, application.id, { state: 'in_review', decidedAt: undefined, endedAt: undefined, place: undefined, ...(await goneWithInvitation(work, application)) });
    }
    await work.audit({ subjectKind: 'appeal', subjectKey: id, before: { fleet: appeal.fleet, state: 'open' }, after: { fleet: appeal.fleet, state: grant ? 'granted' : 'declined', answer } });
    await work.publish({ name: 'appeal.answered', subject: id, data: { fleet: appeal.fleet, scope: { kind: 'fleet', key: appeal.fleet }, application: appeal.application, granted: grant } });
    // The applicant is told once it can be taken back no more.
    await work.enqueue('tellAppealed', { appeal: id, answeredAt: work.now.toISOString() }, { runAt: new Date(work.now.getTime() + (takeBackSeconds + 1) * 1000) });
  }
  return showAppeal(work, id);
}

/** An appeal as moderators see it. */
export async function showAppeal(work: Work, id: string): Promise<Outcome<AppealView>> {
  const appeal = await findAppeal(work.db, id);
  const [view] = appeal === undefined ? [] : await appealViews(work, [appeal]);
  return view === undefined ? refuse('not_found') : done(view);
}

export async function fleetOfAppeal(db: Database, id: string): Promise<string | undefined> {
  return (await findAppeal(db, id))?.fleet;
}

async function appealViews({ db, language }: Pick<Work, 'db' | 'language'>, rows: readonly AppealRow[]): Promise<AppealView[]> {
  const names = await namesOf(db, rows.flatMap(({ person, handledBy }) => [person, handledBy].flatMap((id) => id ?? [])));
  const fleets = await fleetNames(db, rows.map(({ fleet }) => fleet), language);
  return rows.map(({ id, application, fleet, person, text, at, state, rejectedBecause, handledBy, handledAt, answer }) => ({
    id, application, fleet, fleetName: fleets.get(fleet) ?? fleet, text, at: at.toISOString(), state,
    ...(person === undefined ? {} : { person: { id: person, name: names.get(person) ?? '' } }),
    ...(rejectedBecause === undefined ? {} : { rejectedBecause }),
    ...(handledAt === undefined ? {} : { handled: { at: handledAt.toISOString(), answer: answer ?? '', ...(handledBy === undefined ? {} : { by: { id: handledBy, name: names.get(handledBy) ?? '' } }) } }),
  }));
}
