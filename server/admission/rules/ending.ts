import type { Ending } from '../../../common/contract/admission.ts';

const bySeat: ReadonlySet<string> = new Set<Ending>(['left', 'removed', 'dissolved', 'moved', 'reopened', 'merged']);

/** Why somebody is in no more, or their held seat has gone, by the word with which the seat ended. */
export function endingOf(because: string | null): Ending {
  return because !== null && bySeat.has(because) ? (because as Ending) : 'other';
}

const day = 86_400_000;
/** A form that was sent back is waited for so long. */
export const correctionDays = 14;
/** And so long before that its applicant is reminded, once. */
export const reminderDays = 3;

/** Until when a form that was sent back is waited for: whoever was reminded late has the days that the reminder names. */
export function correctUntil(sentBackAt: Date, remindedAt: Date | undefined): Date {
  return new Date(Math.max(sentBackAt.getTime() + correctionDays * day, (remindedAt?.getTime() ?? 0) + reminderDays * day));
}

/** When one is reminded of it. */
export function remindFrom(sentBackAt: Date): Date {
  return new Date(sentBackAt.getTime() + (correctionDays - reminderDays) * day);
}
