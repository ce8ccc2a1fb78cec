import type { Facts, SeatFact } from './facts.ts';

const seat = (group: string | null): SeatFact => ({ group, fromReserve: false, reason: group === null ? 'all_frozen' : null });

/** Seats for everybody. */
export const free: Facts['seats'] = { waiting: 0, ordinary: seat('one'), contributor: seat('one'), invited: seat('one'), returning: seat('one'), staff: seat('one') };

/** Nothing but the reserve is left. */
export const full: { seats: Facts['seats'] } = { seats: { waiting: 0, ordinary: seat(null), contributor: { ...seat('one'), fromReserve: true }, invited: { ...seat('one'), fromReserve: true }, returning: seat(null), staff: seat(null) } };

/** The facts of an application with which all is well, except for what a test says. */
export function factsWith(facts: Partial<Facts>): Facts {
  return {
    submittedAt: '2026-11-18T02:00:00.000Z', entrance: 'link', priority: null, proven: 1, banned: 'no', strikes: { counted: 0, claimed: false }, human: { outcome: 'passed', how: 'altcha', id: 'x' }, raid: false, readings: { asked: [], confirmed: [] },
    realName: '张三', reason: '网钉科技-考勤排班-张三', question: true, organisations: [], uid: { typed: '7', unreachable: false, answer: { outcome: 'proven', at: '2026-11-18T02:00:00.000Z' }, ofAnother: false }, grace: null, siblings: [],
    audience: null, contributor: { given: false, answer: null }, highTrust: { outcome: 'missing' }, seats: free, ...facts,
  };
}
