import type { ApplicationState } from '../../../../common/contract/admission.ts';

/** States in which one looks for applications; the first is what waits. */
export const shownStates = ['in_review', 'waitlisted', 'awaiting_correction', 'approved', 'joined', 'rejected', 'withdrawn', 'expired'] as const satisfies readonly ApplicationState[];
