import { applicationStates, type ApplicationState } from '../../common/contract/admission.ts';
import type { ProductParts } from '../parts.ts';
import type { DeliveredEvent, Subscriber } from '../platform/index.ts';
import { followConfirmedSeat, followEndedSeat, followRestoredSeat } from './actions/follow-seat.ts';
import { mailApplicant, mailOfState, type MailKind } from './actions/mail-applicant.ts';
import { mailDissolved } from './actions/mail-member.ts';
import { makeOffers } from './actions/make-offers.ts';

/** What admission hears of: seats that come free and end, and what applicants are to be told. */
export const admissionHears: readonly string[] = ['fleet.seats_free', 'seat.ended', 'seat.restored', 'seat.confirmed', 'application.decided', 'application.offered', 'application.expired'];

const expiredMails: Readonly<Record<string, MailKind>> = { offer: 'expired_offer', seat: 'expired_seat', removed: 'expired_removed', reopened: 'expired_reopened', fleet: 'expired_fleet' };

/** Goes on with the waitlist when seats come free, and tells applicants what became of their applications. Each happens once, on one node. */
export function admissionSubscriber(parts: ProductParts): Subscriber {
  return {
    name: 'admission',
    events: admissionHears,
    async handle(event, db, { now, publish, afterCommit }) {
      const work = { db, now, publish, afterCommit, secrets: parts.secrets };
      const fleet = String(event.data['fleet']);
      switch (event.name) {
        case 'seat.ended':
          await followEndedSeat(work, parts, event.subject, String(event.data['because']));
          if (event.data['because'] === 'dissolved' && typeof event.data['person'] === 'string') await mailDissolved(work, parts, { fleet, group: String(event.data['group']), person: event.data['person'], wasMember: event.data['wasMember'] === true });
          return void (await makeOffers(work, parts, fleet));
        case 'seat.restored':
          return followRestoredSeat(work, parts, event.subject);
        case 'seat.confirmed':
          return followConfirmedSeat(work, parts, event.subject);
        case 'fleet.seats_free':
          return void (await makeOffers(work, parts, fleet));
        default: {
          const kind = mailOf(event);
          if (kind !== undefined) await mailApplicant(work, parts, event.subject, kind);
        }
      }
    },
  };
}

/** What a moderator decided is told by a job, once it can be undone no more. */
function mailOf({ name, data }: DeliveredEvent): MailKind | undefined {
  if (name === 'application.offered') return 'offered';
  if (name === 'application.expired') return expiredMails[String(data['what'])];
  return data['by'] === null && isState(data['state']) ? mailOfState[data['state']] : undefined;
}

function isState(state: unknown): state is ApplicationState {
  return applicationStates.some((known) => known === state);
}
