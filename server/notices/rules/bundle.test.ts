import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planMessages, usualLimits, type Due, type Sent } from './bundle.ts';

const now = Date.parse('2026-11-18T02:00:00Z');
const proposals = (count: number, held = false): Due[] => Array.from({ length: count }, (_one, index) => ({ id: `p${index}`, kind: 'proposal_submitted', held }));

describe('a digest instead of a storm', () => {
  test('a few go one by one', () => expect(planMessages(proposals(5), [], now, usualLimits).messages.map(({ ids }) => ids)).toEqual([['p0'], ['p1'], ['p2'], ['p3'], ['p4']]));

  test('more than a few of a kind within ten minutes are one summary', () => {
    expect(planMessages(proposals(6), [], now, usualLimits)).toEqual({ messages: [{ ids: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'], kind: 'proposal_submitted', summary: true }], postponed: [] });
    const four: Sent[] = [1, 2, 3, 4].map((minutes) => ({ kind: 'proposal_submitted', summary: false, at: now - minutes * 60_000 }));
    expect(planMessages(proposals(2), four, now, usualLimits).messages).toMatchObject([{ ids: ['p0', 'p1'], summary: true }]);
    expect(planMessages(proposals(1), four, now, usualLimits).messages).toMatchObject([{ ids: ['p0'], summary: false }]);
  });

  test('what follows a summary waits for the next one', () => {
    const summary: Sent[] = [{ kind: 'proposal_submitted', summary: true, at: now - 60_000 }];
    expect(planMessages(proposals(1), summary, now, usualLimits)).toEqual({ messages: [], postponed: [{ ids: ['p0'], until: now + 9 * 60_000 }] });
  });

  test('another kind is not held up by it', () => {
    const summary: Sent[] = [{ kind: 'proposal_submitted', summary: true, at: now - 60_000 }];
    expect(planMessages([{ id: 'w', kind: 'webhook_off', held: false }], summary, now, usualLimits).messages).toMatchObject([{ ids: ['w'] }]);
  });

  test('what was held back comes as one message of all kinds', () => {
    expect(planMessages([...proposals(2, true), { id: 'w', kind: 'webhook_off', held: true }], [], now, usualLimits).messages).toEqual([{ ids: ['p0', 'p1', 'w'], kind: null, summary: true }]);
    expect(planMessages(proposals(1, true), [], now, usualLimits).messages).toEqual([{ ids: ['p0'], kind: 'proposal_submitted', summary: false }]);
  });

  test('law: every notice is in one message or one postponement, and no minute has more than 20 messages', () => {
    const kinds = ['proposal_submitted', 'webhook_off', 'mail_failed', 'staff_joined', 'bot_off', 'erasure_requested'] as const;
    const due = fc.array(fc.record({ kind: fc.constantFrom(...kinds), held: fc.boolean() }), { maxLength: 60 }).map((list): Due[] => list.map((one, index) => ({ ...one, id: String(index) })));
    const sent = fc.array(fc.record({ kind: fc.constantFrom(...kinds, null), summary: fc.boolean(), at: fc.integer({ min: 0, max: 600 }).map((seconds) => now - seconds * 1000) }), { maxLength: 30 }).map((list): Sent[] => list.toSorted((one, other) => one.at - other.at));
    fc.assert(
      fc.property(due, sent, (waiting, lately) => {
        const plan = planMessages(waiting, lately, now, usualLimits);
        const ids = [...plan.messages.flatMap((message) => message.ids), ...plan.postponed.flatMap((postponement) => postponement.ids)];
        expect(ids.toSorted()).toEqual(waiting.map(({ id }) => id).toSorted());
        const before = lately.filter(({ at }) => at > now - 60_000).length;
        expect(plan.messages.length).toBeLessThanOrEqual(Math.max(0, usualLimits.perMinute - before));
        for (const { until } of plan.postponed) expect(until).toBeGreaterThan(now);
        for (const kind of kinds) {
          const singles = plan.messages.filter((message) => message.kind === kind && !message.summary && waiting.some(({ id, held }) => !held && message.ids.includes(id))).length;
          expect(singles).toBeLessThanOrEqual(usualLimits.storm);
        }
      }),
    );
  });
});
