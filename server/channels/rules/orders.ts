import type { Urgency } from '../../../common/contract/support.ts';
import type { StandardHours } from './standard-hours.ts';
import type { Step } from './step.ts';

type Order = readonly (readonly Step[])[];

const machines: Order = [['assistant'], ['tracker', 'tracker_of_free', 'tracker_aside'], ['docs']];

/** No hurry: read, ask the assistant, write; who is live now comes after. The tracker is the way of free products. [001][ours] */
const noHurry: Order = [
  ['docs'], ['assistant'], ['sponsor'], ['tracker_of_free'], ['ticket', 'email', 'slow_writing'], ['tracker'],
  ['phone', 'im', 'group'], ['live_unstated'], ['may_be_tried'], ['tracker_aside'],
];

/** [001] In standard hours: at once → WeChat or phone; within an hour → ticket and e-mail. In an emergency the phone leads. [ours] */
const inside: Record<Urgency, Order> = {
  emergency: [['phone'], ['sponsor'], ['im'], ['group'], ['ticket'], ['email', 'slow_writing'], ['live_unstated'], ['may_be_tried'], ...machines],
  now: [['sponsor'], ['phone', 'im', 'group'], ['ticket', 'email', 'slow_writing'], ['live_unstated'], ['may_be_tried'], ...machines],
  hour: [['sponsor'], ['ticket', 'email'], ['phone', 'im', 'group'], ['slow_writing'], ['live_unstated'], ['may_be_tried'], ...machines],
  later: noHurry,
};

const outsideInHurry: Order = [['sponsor'], ['ticket', 'email', 'slow_writing'], ['phone', 'im', 'group'], ['live_unstated'], ['may_be_tried'], ...machines];

/** [001] Outside: ticket and e-mail first, in an emergency the phone too; it leads while its own hours are open. [ours] */
const outside: Record<Urgency, Order> = {
  emergency: [['phone'], ['sponsor'], ['ticket'], ['email', 'slow_writing'], ['im', 'group'], ['live_unstated'], ['may_be_tried'], ...machines],
  now: outsideInHurry,
  hour: outsideInHurry,
  later: noHurry,
};

/** Place of a step in the answer, from 0. Without stated standard hours there is no outside. [ours] */
export function rankOf(urgency: Urgency, standard: StandardHours, step: Step): number {
  const order = (isOutside(standard) ? outside : inside)[urgency];
  const rank = order.findIndex((steps) => steps.includes(step));
  return rank === -1 ? order.length : rank;
}

/** True in stated standard hours' closed time. */
export function isOutside(standard: StandardHours): boolean {
  return standard.key !== undefined && !standard.open;
}
