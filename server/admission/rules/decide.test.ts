import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Admission, Check, WrongEffect } from '../../../common/contract/admission-policy.ts';
import { usualEffects, wrongEffects } from '../../../common/contract/admission-policy.ts';
import { admissionToldMessages } from '../../../common/locales/admission-told/index.ts';
import { findingMessages } from '../../../common/locales/findings/index.ts';
import { decide } from './decide.ts';
import { factsWith, free, full } from './testing.ts';
import type { Facts } from './facts.ts';

const check = {
  human: { kind: 'human' }, reading: { kind: 'reading' }, real_name: { kind: 'real_name' }, reason: { kind: 'reason' }, organisation: { kind: 'organisation', organisations: ['网钉科技'] },
  question: { kind: 'question', question: '为什么？' }, uid: { kind: 'uid', product: 'app' }, sibling: { kind: 'sibling', fleets: ['cafe'] }, contributor: { kind: 'contributor', repositories: ['github:owner/name'] }, high_trust: { kind: 'high_trust' },
} as const satisfies Record<Check['kind'], Check>;
const answered = (outcome: 'proven' | 'exists' | 'unknown' | 'malformed' | 'could_not_ask', more: Partial<Facts['uid']> = {}): Partial<Facts> => ({ uid: { typed: '7', unreachable: false, answer: { outcome, at: '2026-11-18T02:00:00.000Z' }, ofAnother: false, ...more } });
const grace = { id: 'g', kind: 'observed' as const, from: '2026-11-18T01:00:00.000Z' };
const pull = (outcome: NonNullable<Facts['contributor']['answer']>['outcome']): Partial<Facts> => ({ contributor: { given: true, answer: { outcome, at: '2026-11-18T02:00:00.000Z', repository: 'github:owner/name' } } });

describe('every row of the table of checks', () => {
  test.each<[string, Check[], Partial<Facts>, string, boolean]>([
    ['nothing asked', [], {}, 'approved', false],
    ['banned', [], { banned: 'proven' }, 'rejected', false],
    ['a banned account only claimed', [], { banned: 'claimed' }, 'in_review', false],
    ['two strikes', [], { strikes: { counted: 2, claimed: false } }, 'approved', false],
    ['three strikes', [], { strikes: { counted: 3, claimed: false } }, 'rejected', false],
    ['an account with three strikes only claimed', [], { strikes: { counted: 0, claimed: true } }, 'in_review', false],
    ['human', [check.human], {}, 'approved', false],
    ['not human', [check.human], { human: { outcome: 'wrong' } }, 'correct', false],
    ['a proof that was made up, where that is looked at', [{ ...check.human, whenWrong: 'review' }], { human: { outcome: 'wrong' } }, 'in_review', false],
    ['a proof that was made up, where that counts', [{ ...check.human, whenWrong: 'reject_and_count' }], { human: { outcome: 'wrong' } }, 'rejected', true],
    ['a mistyped code, where what is made up counts', [{ ...check.human, whenWrong: 'reject_and_count' }], { human: { outcome: 'wrong', how: 'code' } }, 'correct', false],
    ['a burst, and human', [], { raid: true }, 'in_review', false],
    ['a burst, and not human', [], { raid: true, human: { outcome: 'missing' } }, 'correct', false],
    ['reading confirmed', [check.reading], { readings: { asked: ['a'], confirmed: ['a', 'b'] } }, 'approved', false],
    ['reading not confirmed', [check.reading], { readings: { asked: ['a', 'b'], confirmed: ['a'] } }, 'correct', false],
    ['real name', [check.real_name], { realName: '张三' }, 'approved', false],
    ['no real name', [check.real_name], { realName: null }, 'correct', false],
    ['reason after the template', [check.reason], { reason: '甲-乙-丙' }, 'approved', false],
    ['reason without a part', [check.reason], { reason: '甲-乙' }, 'correct', false],
    ['reason without a part, from a platform', [{ ...check.reason, whenWrong: 'review' }], { reason: '甲-乙' }, 'in_review', false],
    ['organisation', [check.organisation], { organisations: ['网钉科技'] }, 'approved', false],
    ['another organisation', [check.organisation], { organisations: [] }, 'rejected', false],
    ['question answered', [check.question], {}, 'approved', false],
    ['question to be read', [{ ...check.question, review: true }], {}, 'in_review', false],
    ['question not answered', [check.question], { question: false }, 'correct', false],
    ['UID proven', [check.uid], answered('proven'), 'approved', false],
    ['UID not digits', [check.uid], answered('malformed', { typed: 'abc' }), 'correct', false],
    ['UID left out', [check.uid], { uid: { typed: null, unreachable: false, answer: null, ofAnother: false } }, 'correct', false],
    ['UID exists', [check.uid], answered('exists'), 'in_review', false],
    ['UID proven by another before', [check.uid], answered('proven', { ofAnother: true }), 'in_review', false],
    ['UID does not exist', [check.uid], answered('unknown'), 'rejected', true],
    ['UID does not exist, and the policy does not count', [{ ...check.uid, whenWrong: 'reject' }], answered('unknown'), 'rejected', false],
    ['UID could not be asked', [check.uid], answered('could_not_ask'), 'in_review', false],
    ['UID left out in an outage', [check.uid], { grace, uid: { typed: null, unreachable: false, answer: null, ofAnother: false } }, 'in_review', false],
    ['UID does not exist, in an outage', [check.uid], { grace, ...answered('unknown') }, 'rejected', false],
    ['UID left out in an outage that nobody saw', [check.uid], { uid: { typed: null, unreachable: true, answer: null, ofAnother: false } }, 'in_review', false],
    ['UID does not exist in an outage that nobody saw', [check.uid], answered('unknown', { unreachable: true }), 'in_review', false],
    ['proven in a trusted fleet', [check.sibling, check.uid], { ...answered('unknown'), siblings: [{ fleet: 'cafe', proved: ['uid:app'] }] }, 'approved', false],
    ['something else proven there', [check.sibling, check.uid], { ...answered('unknown'), siblings: [{ fleet: 'cafe', proved: ['uid:other', 'human'] }] }, 'rejected', true],
    ['proven in a fleet that is not trusted', [check.sibling, check.uid], { ...answered('unknown'), siblings: [{ fleet: 'main', proved: ['uid:app'] }] }, 'rejected', true],
    ['merged pull request', [check.contributor], { ...pull('merged_own'), ...full }, 'approved', false],
    ['pull request of another', [check.contributor], pull('merged_of_another'), 'in_review', false],
    ['pull request not merged', [check.contributor], pull('not_merged'), 'in_review', false],
    ['forge unreachable', [check.contributor], pull('could_not_ask'), 'in_review', false],
    ['no pull request', [check.contributor], {}, 'approved', false],
    ['no pull request where it is needed', [{ ...check.contributor, required: true }], {}, 'correct', false],
    ['passkey', [check.high_trust], { highTrust: { outcome: 'passed', at: '2026-11-18T02:00:00.000Z' } }, 'approved', false],
    ['passkey refused', [check.high_trust], { highTrust: { outcome: 'refused' } }, 'rejected', false],
    ['passkey refused, where that is looked at', [{ ...check.high_trust, whenWrong: 'review' }], { highTrust: { outcome: 'refused' } }, 'in_review', false],
    ['passkey refused, where that is mended', [{ ...check.high_trust, whenWrong: 'correct' }], { highTrust: { outcome: 'refused' } }, 'correct', false],
    ['passkey not asked yet, where a refused one counts', [{ ...check.high_trust, whenWrong: 'reject_and_count' }], {}, 'correct', false],
    ['passkey not asked yet', [check.high_trust], {}, 'correct', false],
    ['no seat', [], { ...full }, 'waitlisted', false],
    ['no seat, and an invitation with a share', [], { priority: 'invited', ...full }, 'approved', false],
    ['a seat, and others wait', [], { seats: { ...free, waiting: 2 } }, 'waitlisted', false],
    ['without a proven account nothing counts', [check.uid], { proven: 0, ...answered('unknown') }, 'rejected', false],
    ['who is barred is counted no further', [check.uid], { strikes: { counted: 3, claimed: false }, ...answered('unknown') }, 'rejected', false],
  ])('%s', (_name, checks, facts, decision, counted) => {
    const decided = decide({ checks }, factsWith(facts));
    expect([decided.decision, decided.counted]).toEqual([decision, counted]);
  });

  test('a policy that wants a moderator for all sends what is plain to one, and rejects what is wrong', () => {
    expect(decide({ review: true }, factsWith({})).decision).toBe('in_review');
    expect(decide({ review: true }, factsWith({ banned: 'proven' })).decision).toBe('rejected');
    expect(decide({ review: true }, factsWith(full)).decision).toBe('in_review');
  });

  test('trust is not handed on: what was skipped here is not proved here', async () => {
    const { proofsOf } = await import('./proofs.ts');
    const policy: Admission = { checks: [check.sibling, check.uid, check.real_name] };
    const facts = factsWith({ siblings: [{ fleet: 'cafe', proved: ['uid:app'] }] });
    const { findings } = decide(policy, facts);
    expect(findings.find(({ check: kind }) => kind === 'uid')).toMatchObject({ effect: 'skipped', reason: 'proved_elsewhere' });
    expect(proofsOf(policy, facts, findings)).toEqual(['real_name']);
  });
});

const outcomes = ['proven', 'exists', 'unknown', 'malformed', 'could_not_ask'] as const;
const seat = fc.record({ group: fc.constantFrom('one', null), fromReserve: fc.boolean(), reason: fc.constantFrom('all_frozen' as const, 'closed' as const, null) });
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  submittedAt: fc.constant('2026-11-18T02:00:00.000Z'), entrance: fc.constantFrom('link' as const, 'api' as const), priority: fc.constantFrom(null, 'invited' as const, 'returning' as const), proven: fc.nat(3), banned: fc.constantFrom('no' as const, 'proven' as const, 'claimed' as const),
  strikes: fc.record({ counted: fc.nat(4), claimed: fc.boolean() }), human: fc.constantFrom({ outcome: 'passed' as const, how: 'altcha' as const, id: 'x' }, { outcome: 'missing' as const }, { outcome: 'wrong' as const }, { outcome: 'wrong' as const, how: 'code' as const }), raid: fc.boolean(),
  readings: fc.record({ asked: fc.subarray(['a', 'b']), confirmed: fc.subarray(['a', 'b']) }), realName: fc.constantFrom(null, '张三', '1'), reason: fc.constantFrom(null, '甲-乙-丙', '甲'), question: fc.boolean(), organisations: fc.subarray(['网钉科技']),
  uid: fc.record({ typed: fc.constantFrom(null, '7', 'x'), unreachable: fc.boolean(), answer: fc.option(fc.constantFrom(...outcomes).map((outcome) => ({ outcome, at: '2026-11-18T02:00:00.000Z' }))), ofAnother: fc.boolean() }), grace: fc.constantFrom(null, grace),
  siblings: fc.subarray([{ fleet: 'cafe', proved: ['uid:app', 'human'] }]), contributor: fc.record({ given: fc.boolean(), answer: fc.constantFrom(null, { outcome: 'merged_own' as const, at: '' }, { outcome: 'not_merged' as const, at: '' }) }),
  audience: fc.option(fc.record({ asked: fc.subarray(['everyone', 'paid', 'contributor'] as const).map((kinds) => [...kinds]), held: fc.subarray(['paid', 'free'] as const).map((kinds) => [...kinds]) })),
  highTrust: fc.constantFrom({ outcome: 'passed' as const, at: '' }, { outcome: 'missing' as const }, { outcome: 'refused' as const }), seats: fc.record({ waiting: fc.nat(2), ordinary: seat, contributor: seat, invited: seat, returning: seat, staff: seat }),
});
const anyPolicy: fc.Arbitrary<Admission> = fc.record({
  checks: fc.shuffledSubarray<Check>(Object.values(check)).chain((checks) => fc.tuple(...checks.map((one) => fc.option(fc.constantFrom(...wrongEffects), { nil: undefined }).map((whenWrong): Check => (whenWrong === undefined || one.kind === 'sibling' ? one : { ...one, whenWrong }))))),
  review: fc.boolean(),
});

describe('for whatever facts and policy', () => {
  const check1000 = (law: (policy: Admission, facts: Facts) => void) => fc.assert(fc.property(anyPolicy, anyFacts, law), { numRuns: 1000 });

  test('what is to be mended sends the form back and never counts', () =>
    check1000((policy, facts) => {
      const { decision, counted, findings } = decide(policy, facts);
      expect(decision === 'correct').toBe(findings.some(({ effect }) => effect === 'correct'));
      expect(decision === 'correct' && counted).toBe(false);
    }));

  test('else any rejection wins, then a moderator, then the waitlist', () =>
    check1000((policy, facts) => {
      const { decision, findings } = decide(policy, facts);
      const has = (...effects: string[]) => findings.some(({ effect }) => effects.includes(effect));
      const looked = has('review') || policy.review === true;
      const expected = has('correct') ? 'correct' : has('reject', 'reject_and_count') ? 'rejected' : looked ? 'in_review' : has('waitlist') ? 'waitlisted' : 'approved';
      expect(decision).toBe(expected);
    }));

  test('the order of the checks does not change the decision', () =>
    fc.assert(fc.property(anyPolicy, anyFacts, fc.func(fc.nat()), (policy, facts, order) => {
      const shuffled = { ...policy, checks: [...(policy.checks ?? [])].sort((one, other) => order(one.kind) - order(other.kind)) };
      const [first, second] = [decide(policy, facts), decide(shuffled, facts)];
      expect([second.decision, second.counted, second.priority]).toEqual([first.decision, first.counted, first.priority]);
    }), { numRuns: 500 }));

  test('without proven accounts, and in an outage, nothing is ever counted; and only rejections are', () =>
    check1000((policy, facts) => {
      expect(decide(policy, { ...facts, proven: 0 }).counted).toBe(false);
      expect(decide(policy, { ...facts, grace }).counted).toBe(false);
      const { counted, decision } = decide(policy, facts);
      expect(counted && decision !== 'rejected').toBe(false);
    }));

  test('every finding has words for moderators and for applicants, and every effect is one that the policy allows', () =>
    check1000((policy, facts) => {
      for (const { reason, effect, check: kind, verdict } of decide(policy, facts).findings) {
        expect(Object.keys(findingMessages['zh-CN'])).toContain(reason);
        expect(Object.keys(admissionToldMessages['zh-CN'])).toContain(reason);
        const asked = policy.checks?.find((one) => one.kind === kind);
        const own: WrongEffect = (asked !== undefined && asked.kind !== 'sibling' ? asked.whenWrong : undefined) ?? usualEffects[kind];
        expect(verdict === 'wrong' ? ['correct', own] : [effect]).toContain(effect);
      }
    }));

  test('the same facts and policy lead to the same decision, also after being kept as JSON', () =>
    check1000((policy, facts) => {
      expect(decide(JSON.parse(JSON.stringify(policy)) as Admission, JSON.parse(JSON.stringify(facts)) as Facts)).toEqual(decide(policy, facts));
    }));
});
