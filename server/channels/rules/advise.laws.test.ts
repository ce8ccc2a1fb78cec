import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { audiences, channelKinds, suits, type Channel } from '../../../common/contract/channel.ts';
import { entitlementKinds, urgencies } from '../../../common/contract/support.ts';
import { channel, shanghai, smallCentre } from '../testing.ts';
import { advise } from './advise.ts';
import { doubtOf } from './audience.ts';
import { compileCentre } from './facts.ts';
import type { AskedCase } from './finding.ts';
import { momentOf } from './hours.ts';
import { isLive } from './step.ts';

const hours = fc.constantFrom('always', 'unstated', 'standard', 'weekdays', 'daily');
const anyOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const subsetOf = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 });

const details = fc.record(
  {
    suits: subsetOf(suits),
    hours: fc.record({ acceptance: hours, answering: hours, emergency: hours }, { requiredKeys: [] }),
    audience: subsetOf(audiences),
    everyoneFor: subsetOf(suits),
    products: fc.subarray(['app', 'library'], { minLength: 1 }),
    promise: fc.oneof(fc.constant({ kind: 'realtime' as const }), fc.record({ kind: fc.constant('within' as const), minutes: fc.integer({ min: 1, max: 43_200 }) })),
    recommended: fc.boolean(),
    outOfOrder: fc.record({ reason: fc.constant('flood'), until: fc.constantFrom('2026-06-01T08:00:00Z', '2026-06-20T08:00:00Z') }, { requiredKeys: ['reason'] }),
    entries: fc.constant<NonNullable<Channel['entries']>>([{ kind: 'fleet', fleet: 'stream-qq' }]),
  },
  { requiredKeys: [] },
);
const channels = fc.array(fc.tuple(anyOf(channelKinds), details), { maxLength: 12 }).map((list) => list.map(([kind, rest], index): Channel => channel(`c${index}`, kind, rest)));
const about = fc.oneof(fc.constant({}), anyOf(suits).map((subject) => ({ subject })), fc.constantFrom('stream', 'cafe').map((topic) => ({ topic })));
const asked: fc.Arbitrary<AskedCase> = fc
  .tuple(anyOf(entitlementKinds), anyOf(urgencies), fc.constantFrom({}, { product: 'app' }, { product: 'library' }), about)
  .map(([entitlement, urgency, product, subject]) => ({ entitlement, urgency, ...product, ...subject }));
const instants = fc.integer({ min: 0, max: 200 * 24 * 12 }).map((steps) => shanghai('2026-05-01 00:00') + steps * 300_000);
const rest = {
  topics: [{ key: 'stream', name: 'Stream' }, { key: 'cafe', name: 'Café' }],
  fleets: [{ key: 'stream-qq', topic: 'stream', platform: 'manual' as const, app: 'qq' as const }],
};

function always(holds: (given: { described: Channel[]; answer: ReturnType<typeof advise>; question: AskedCase; at: number }) => void): void {
  fc.assert(
    fc.property(channels, asked, instants, (described, question, at) => {
      holds({ described, question, at, answer: advise(momentOf(compileCentre(smallCentre(described, rest)), at), question) });
    }),
    { numRuns: 1_500 },
  );
}

test('no channel is lost and none is named twice', () => {
  always(({ described, answer: { best, later, others } }) => {
    expect([...best, ...later, ...others].map(({ channel: { key } }) => key).toSorted()).toEqual(described.map(({ key }) => key).toSorted());
  });
});

test('every line has its reasons, six at most, none twice', () => {
  always(({ answer: { best, later, others } }) => {
    for (const { findings } of [...best, ...later, ...others]) {
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.length).toBeLessThanOrEqual(6);
      expect(new Set(findings.map(({ code }) => code)).size).toBe(findings.length);
    }
  });
});

test('nothing closed or broken is recommended; what may only be tried is so in an emergency alone', () => {
  always(({ question, answer: { best } }) => {
    const allowed = ['always', 'open', 'unstated', ...(question.urgency === 'emergency' ? ['emergency_only'] : [])];
    expect(best.map(({ status }) => status.state).filter((state) => !allowed.includes(state))).toEqual([]);
  });
});

test('of people who answer live, those that are open come before those that may be tried, but for what is reserved for others', () => {
  always(({ question, answer: { best } }) => {
    // What the question is about can put a group of that topic before everything.
    if (question.subject !== undefined || question.topic !== undefined) return;
    const live = best.filter((line) => isLive(line.channel) && doubtOf(question, line.channel) < 2).map(({ status }) => (status.state === 'emergency_only' ? 1 : 0));
    expect(live).toEqual(live.toSorted((one, other) => one - other));
  });
});

test('someone unknown is led to nothing of sponsors or contributors before what is open to everyone', () => {
  always(({ question, answer: { best } }) => {
    const doubts = best.map(({ channel }) => doubtOf(question, channel));
    expect(doubts.slice(0, Math.max(0, doubts.lastIndexOf(0)))).not.toContain(2);
  });
});

test('what is closed is ordered by the time at which it opens', () => {
  always(({ answer: { later } }) => {
    const opens = later.flatMap(({ status }) => (status.state === 'closed' ? [status.opensAt ?? Number.POSITIVE_INFINITY] : []));
    expect(opens).toEqual(opens.toSorted((one, other) => one - other));
  });
});

test('every instant that is named lies ahead', () => {
  always(({ at, answer: { best, later } }) => {
    expect([...best, ...later].flatMap(({ findings }) => findings.map((finding) => finding.at ?? at + 1)).filter((named) => named <= at)).toEqual([]);
  });
});

test('the same question gets the same answer', () => {
  always(({ described, question, at, answer }) => {
    expect(advise(momentOf(compileCentre(smallCentre(described, rest)), at), question)).toEqual(answer);
  });
});
