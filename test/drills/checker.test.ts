import { expect, test } from 'vitest';
import { findViolations, wordsOf, type Facts } from './checker.ts';
import type { Entry } from './client-log.ts';

const sent = (number: number): Entry => ({ line: 'sent', number, kind: 'propose', key: `key-${number}` });
const told = (number: number, status: number, more: { code?: string; id?: string } = {}): Entry => ({ line: 'ended', number, milliseconds: 5, at: 0, how: 'told', status, ...more });
const lost = (number: number): Entry => ({ line: 'ended', number, milliseconds: 5, at: 0, how: 'lost', reason: 'ECONNRESET' });
const decided = (number: number, about: number, id: string): Entry => ({ line: 'sent', number, kind: 'decide', about, id, key: '' });
const row = (number: number, status = 'open') => ({ id: `p${number}`, text: wordsOf(number), status });
const event = (number: number, position: number, name = 'proposal.submitted') => ({ name, subject: `p${number}`, position });
const facts = (more: Partial<Facts> = {}): Facts => ({ proposals: [], events: [], audits: [], outbox: { waiting: 0, parked: 0 }, ...more });

test('finds nothing where all is well: acknowledged, refused, lost and there, lost and not there, repeated', () => {
  const entries = [sent(1), told(1, 200, { id: 'p1' }), sent(2), told(2, 503, { code: 'unavailable' }), sent(3), lost(3), sent(4), lost(4), sent(5), lost(5), sent(5), told(5, 200, { id: 'p5' }), decided(6, 1, 'p1'), told(6, 200)];
  const events = [event(1, 1), event(3, 2), event(5, 3), event(1, 4, 'proposal.resolved')];
  const deliveries = [1, 2, 1, 3, 4].map((position) => ({ subject: events[position - 1]!.subject, position }));
  expect(findViolations(entries, facts({ proposals: [row(1, 'done'), row(3), row(5)], events, audits: [{ operation: 'resolveProposal', subject: 'p1' }], deliveries }))).toEqual([]);
});

const violations: [name: string, entries: Entry[], facts: Facts, expected: RegExp][] = [
  ['acknowledged and not there', [sent(1), told(1, 200, { id: 'p1' })], facts(), /^I1: proposal 1 was acknowledged and is not there/],
  ['acknowledged under another id', [sent(1), told(1, 200, { id: 'other' })], facts({ proposals: [row(1)], events: [event(1, 1)] }), /acknowledged as other/],
  ['there twice', [sent(1), lost(1)], facts({ proposals: [row(1), { ...row(1), id: 'again' }], events: [event(1, 1), { ...event(1, 2), subject: 'again' }] }), /^I2: proposal 1 exists 2 times/],
  ['refused and there', [sent(1), told(1, 503, { code: 'unavailable' })], facts({ proposals: [row(1)], events: [event(1, 1)] }), /^I2: proposal 1 was refused/],
  ['never asked for', [], facts({ proposals: [row(9)], events: [event(9, 1)] }), /nobody asked/],
  ['without its event', [sent(1), told(1, 200, { id: 'p1' })], facts({ proposals: [row(1)] }), /has 0 events/],
  ['an acknowledged decision that is lost', [sent(1), told(1, 200, { id: 'p1' }), decided(2, 1, 'p1'), told(2, 200)], facts({ proposals: [row(1)], events: [event(1, 1)] }), /^I1: decision 2 was acknowledged; it is lost/],
  ['a decision in part', [sent(1), lost(1), decided(2, 1, 'p1'), lost(2)], facts({ proposals: [row(1, 'done')], events: [event(1, 1)] }), /in part/],
  ['an event that stays in the outbox', [], facts({ outbox: { waiting: 1, parked: 0 } }), /1 wait/],
  ['an event that never came', [sent(1), lost(1)], facts({ proposals: [row(1)], events: [event(1, 1)], deliveries: [] }), /never delivered/],
  ['events out of order', [sent(1), lost(1)], facts({ proposals: [row(1)], events: [event(1, 1), event(1, 2, 'proposal.changed')], deliveries: [{ subject: 'p1', position: 2 }, { subject: 'p1', position: 1 }] }), /came after 2/],
];
test.each(violations)('finds what is %s', (_name, entries, held, expected) => {
  expect(findViolations(entries, held).join('\n')).toMatch(expected);
});
test('a commit of which nothing is known may be there or not', () => {
  const entries = [sent(1), told(1, 503, { code: 'commit_unknown' }), sent(2), told(2, 503, { code: 'commit_unknown' })];
  expect(findViolations(entries, facts({ proposals: [row(1)], events: [event(1, 1)] }))).toEqual([]);
});
