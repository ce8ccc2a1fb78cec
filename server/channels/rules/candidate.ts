import type { Channel } from '../../../common/contract/channel.ts';
import { doubtOf, judgeAudience, type Verdict } from './audience.ts';
import { availableAt, channelStatus, type Status } from './channel-status.ts';
import type { AskedCase } from './finding.ts';
import type { Moment } from './hours.ts';
import { rankOf } from './orders.ts';
import { judgeProduct } from './product.ts';
import type { StandardHours } from './standard-hours.ts';
import { stepOf, type Step } from './step.ts';
import { judgeSubject, type SubjectVerdict } from './subject.ts';

/** A channel with everything that the answer to one question needs to know about it. */
export type Candidate = {
  channel: Channel;
  /** Its place in the centre's own order. */
  index: number;
  status: Status;
  availableAt: number | null;
  audience: Verdict;
  product: Verdict;
  subject: SubjectVerdict;
  /** Nothing keeps this person from it as far as anyone knows. */
  fits: boolean;
  /** 0 surely theirs, 1 perhaps, 2 reserved for others as far as anyone knows. */
  doubt: 0 | 1 | 2;
  step: Step;
  rank: number;
};

export function candidateOf(moment: Moment, asked: AskedCase, standard: StandardHours, channel: Channel, index: number): Candidate {
  const status = channelStatus(moment, channel);
  const audience = judgeAudience(asked, channel);
  const product = judgeProduct(moment.facts, asked, channel);
  const subject = judgeSubject(moment.facts, asked, channel);
  const step = stepOf(asked, standard, channel, status);
  return {
    channel, index, status, audience, product, subject, step,
    availableAt: availableAt(moment, channel, status),
    fits: audience.fits && product.fits && subject.fits,
    doubt: doubtOf(asked, channel),
    rank: rankOf(asked.urgency, standard, step),
  };
}

/** Whether it can be used now: what may only be tried in an emergency counts in an emergency. [001] */
export function isUsable(asked: AskedCase, { status }: Pick<Candidate, 'status'>): boolean {
  if (status.state === 'emergency_only') return asked.urgency === 'emergency';
  return status.state !== 'closed' && status.state !== 'out_of_order';
}
