import { z } from 'zod';
import type { ProductParts } from '../parts.ts';
import { fleetsRemovedBy, lockFleet, placed } from '../groups/index.ts';
import { defineJob } from '../platform/jobs/index.ts';
import { removedFleetMinutes } from '../../common/contract/moderation.ts';
import { followBan } from './actions/end-barred.ts';
import { endWithFleet } from './actions/end-with-fleet.ts';
import { followUnmended } from './actions/follow-unmended.ts';
import { holdApplication } from './actions/hold-application.ts';
import { mailApplicant, mailOfState } from './actions/mail-applicant.ts';
import { makeOffers } from './actions/make-offers.ts';
import { giveUseBack } from './actions/redeem-invitation.ts';
import { correctionDays, reminderDays } from './rules/ending.ts';
import { findAppeal } from './store/appeals.ts';
import { changeApplication, fleetsWithWaiting, livingIn, lockApplication, overdueUids, unmended, unverifiedBefore } from './store/applications.ts';
import { lastDecision } from './store/decisions.ts';
import { findStrike } from './store/strike-list.ts';

const nothing = z.object({});
/** An application whose address was not proven in a day comes to nothing. */
export const verificationHours = 24;
const atOnce = 200;

/** What runs later, or on a clock, about applications. */
export function applyingJobs(parts: ProductParts) {
  const { secrets } = parts;
  return {
    /** Tells an applicant what a moderator decided, once it can be undone no more; and gives back what a rejection frees. */
    tellApplicant: defineJob({
      schema: z.object({ application: z.uuid(), decision: z.uuid() }),
      async run({ db, now }, { application: id, decision }) {
        // Under its locks: who takes the decision back at the last moment may still be at it.
        const application = (await holdApplication(db, parts, id))?.application;
        // What was decided anew since is told by itself.
        if (application === undefined || (await lastDecision(db, id))?.id !== decision) return;
        if (application.state === 'rejected') await giveUseBack(db, id, now);
        const kind = mailOfState[application.state];
        if (kind !== undefined) await mailApplicant({ db, now, secrets }, parts, id, kind);
      },
    }),
    /** Tells an applicant what was answered to their appeal, once it can be taken back no more; an answer that was, is told to nobody. */
    tellAppealed: defineJob({
      schema: z.object({ appeal: z.uuid(), answeredAt: z.iso.datetime() }),
      async run({ db, now }, { appeal: id, answeredAt }) {
        const appeal = await findAppeal(db, id);
        if (appeal?.handledAt?.toISOString() === answeredAt) await mailApplicant({ db, now, secrets }, parts, appeal.application, appeal.state === 'granted' ? 'appeal_granted' : 'appeal_declined');
      },
    }),
    /** Ends what somebody holds who was barred, and takes them out where that was asked for, once the ban can be taken back no more. */
    followBan: defineJob({
      schema: z.object({ ban: z.uuid(), takeOut: z.boolean() }),
      run: ({ db, now, publish }, wish) => followBan({ db, now, publish, secrets }, parts, wish),
    }),
    /** Tells whoever has a strike fewer, once the lifting can be taken back no more. */
    tellStrikeLifted: defineJob({
      schema: z.object({ strike: z.uuid(), liftedAt: z.iso.datetime() }),
      async run({ db, now }, { strike: id, liftedAt }) {
        const strike = await findStrike(db, id);
        if (strike?.liftedAt?.toISOString() === liftedAt) await mailApplicant({ db, now, secrets }, parts, strike.application, 'strike_lifted');
      },
    }),
    /** Offers free seats to those who wait, also when a node ended before it could. */
    offerSeats: defineJob({
      schema: nothing, outside: true, seconds: 50, timetable: { cron: '*/2 * * * *', timeZone: 'UTC' },
      async run({ db, now, step, signal, log }) {
        let offered = 0;
        for (const fleet of await fleetsWithWaiting(db)) {
          if (signal.aborted) return;
          try {
            offered += await step(({ db: transaction, publish }) => makeOffers({ db: transaction, now, publish, secrets }, parts, fleet));
          } catch (error) {
            // Those who wait for other fleets are not to wait for this one.
            log.warn('admission.offers_failed', { fleet, error: error instanceof Error ? error.message : String(error) });
          }
        }
        if (offered > 0) log.info('admission.offered', { count: offered });
      },
    }),
    /** Applications whose address nobody has proven. */
    expireUnverified: defineJob({
      schema: nothing, outside: true, seconds: 50, timetable: { cron: '*/10 * * * *', timeZone: 'UTC' },
      async run({ db, now, step }) {
        for (const { id, fleet } of await unverifiedBefore(db, new Date(now.getTime() - verificationHours * 3_600_000), atOnce)) {
          await step(async ({ db: transaction, publish }) => {
            const application = await lockApplication(transaction, id);
            if (application?.state !== 'awaiting_verification') return;
            await changeApplication(transaction, id, { state: 'expired', endedAt: now });
            await publish({ name: 'application.expired', subject: id, data: { ...placed(fleet), what: 'verification' } });
          });
        }
      },
    }),
    /** Forms that were sent back and never mended: their applicants are reminded once, and some days later the application comes to nothing. */
    endUnmended: defineJob({
      schema: nothing, outside: true, seconds: 50, timetable: { cron: '35 * * * *', timeZone: 'UTC' },
      async run({ db, now, step, signal }) {
        const [remindBefore, sentBefore, remindedBefore] = [correctionDays - reminderDays, correctionDays, reminderDays].map((days) => new Date(now.getTime() - days * 86_400_000)) as [Date, Date, Date];
        for (const id of await unmended(db, { remindBefore, sentBefore, remindedBefore }, atOnce)) {
          if (signal.aborted) return;
          await step(({ db: transaction, publish }) => followUnmended({ db: transaction, now, publish, secrets }, parts, id));
        }
      },
    }),
    /** Applications to fleets that are described no more; not at once, so that whoever takes the deletion back finds everything as it was. */
    endOfRemovedFleets: defineJob({
      schema: nothing, outside: true, seconds: 50, timetable: { cron: '*/5 * * * *', timeZone: 'UTC' },
      async run({ db, now, step, signal }) {
        const removed = await fleetsRemovedBy(db, new Date(now.getTime() - removedFleetMinutes * 60_000));
        for (const id of await livingIn(db, removed, atOnce)) {
          if (signal.aborted) return;
          await step(({ db: transaction, publish }) => endWithFleet({ db: transaction, now, publish, secrets }, parts, id));
        }
      },
    }),
    /** UIDs that were left out during an outage and not given in time: a moderator is told, once. [002] */
    findOverdueUids: defineJob({
      schema: nothing, outside: true, seconds: 50, timetable: { cron: '20 * * * *', timeZone: 'UTC' },
      async run({ db, now, step }) {
        for (const { id, fleet } of await overdueUids(db, now, atOnce)) {
          await step(async ({ db: transaction, publish }) => {
            await lockFleet(transaction, fleet, parts.reader);
            const application = await lockApplication(transaction, id);
            if (application?.uidOwedUntil === undefined || application.evidence['uidOverdueAt'] !== undefined) return;
            await changeApplication(transaction, id, { evidence: { ...application.evidence, uidOverdueAt: now.toISOString() } });
            await publish({ name: 'application.uid_overdue', subject: id, data: placed(fleet) });
          });
        }
      },
    }),
  } as const;
}
