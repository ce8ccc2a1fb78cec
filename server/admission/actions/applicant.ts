import type { Answers, ApplicationState, Decision, Entrance } from '../../../common/contract/admission.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import type { Language } from '../../../common/contract/text.ts';
import type { Application } from '../store/applications.ts';

/** Somebody who wants in, by whatever entrance. */
export type Applying = {
  fleet: string;
  personId: string;
  entrance: Entrance;
  language: Language;
  answers: Answers;
  /** Key of the group that was asked for by its number. */
  wantedGroup?: string | undefined;
  /** Of an invitation, or of staff; returning and contributors are found out. */
  priority?: Priority | undefined;
  /** An invitation of which a use is taken now. */
  invitationId?: string | undefined;
  /** Somebody with the right to do so answers for the applicant: only bars, strikes and seats are asked. */
  vouched?: boolean | undefined;
  /** They are in the group already, where it lives elsewhere: said by who vouches. */
  inside?: boolean | undefined;
  /** An application that was begun before: without an account, or to be mended. The caller holds neither it nor the fleet. */
  application?: Application | undefined;
};

/** What became of it. `created` is false for one that was there already. */
export type Admitted = { id: string; state: ApplicationState; created: boolean; decision?: Decision; counted?: boolean; groupId?: string };
