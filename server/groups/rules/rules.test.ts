import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Intake } from '../../../common/contract/fleet.ts';
import { occupied, type GroupFacts } from './group-facts.ts';
import { decideIntake, takesOrdinary } from './intake.ts';
import { landingOf, type Landing } from './landing.ts';
import { linesOf, type Lines } from './lines.ts';
import { nextGroupKey } from './next-group.ts';
import { needsNext } from './opening.ts';

const usualLines = linesOf({}, 'standard', true);

function group(facts: Partial<GroupFacts> = {}): GroupFacts {
  return { id: 'a', key: 'lichun', position: 1, entry: { key: 'lichun' }, state: 'active', held: null, frozen: false, intake: 'open', members: 0, others: 0, reserved: 0, ordinary: 0, reserve: { contributor: 0, invited: 0, returning: 0, staff: 0 }, certified: false, lines: usualLines, ...facts };
}
const landed = (landing: Landing) => (landing.group === undefined ? landing.reason : `${landing.group.key}${landing.fromReserve ? ' reserve' : ''}`);

describe('the lines of a group', () => {
  test.each<[string, [Parameters<typeof linesOf>[0], Parameters<typeof linesOf>[1], boolean?], Partial<Lines>]>([
    ['by default: 500, above 300 divert, 400 freeze, 375 thaw, the reserve of 100 in shares', [{}, 'standard'], { target: 500, limit: 500, divert: 300, freeze: 400, thaw: 375, reserve: { contributor: 40, invited: 30, returning: 20, staff: 10 } }],
    ['a super group holds 2000', [{}, 'super'], { target: 2000, limit: 2000, divert: 1200, freeze: 1600, thaw: 1500 }],
    ['a super group in a fleet of small ones too', [{ target: 200, platformLimit: 500 }, 'super'], { target: 2000, limit: 2000, freeze: 1600 }],
    ['a super group without a certificate holds what an ordinary one does', [{}, 'super', false], { target: 500, limit: 500, freeze: 400 }],
    ['and so it is in a fleet of super groups, whatever its target', [{ size: 'super', target: 1800, platformLimit: 2000 }, 'super', false], { target: 500, limit: 500 }],
    ['and in a fleet of small ones it is small', [{ target: 200 }, 'super', false], { target: 200, limit: 500 }],
    ['a cross-company group holds 500', [{}, 'cross_company'], { limit: 500, target: 500 }],
    ['a cross-company group never holds more, whatever is aimed at', [{ target: 900 }, 'cross_company'], { limit: 500, target: 500 }],
    ['nor whatever its fleet’s platform is said to hold', [{ size: 'cross_company', target: 700, platformLimit: 1000 }, 'cross_company'], { limit: 500, target: 500 }],
    ['and less where its fleet says so', [{ target: 100, platformLimit: 200 }, 'cross_company'], { limit: 200, target: 100 }],
    ['the target is never beyond the limit', [{ target: 900, platformLimit: 200 }, 'standard'], { target: 200, limit: 200, freeze: 160 }],
    ['a limit above the target leaves room for priority only within the reserve', [{ target: 100, platformLimit: 200 }, 'standard'], { target: 100, limit: 200, freeze: 80, reserve: { contributor: 8, invited: 6, returning: 4, staff: 2 } }],
    ['a group of two freezes at one, and its only reserved seat belongs to somebody', [{ target: 2 }, 'standard'], { divert: 1, freeze: 1, thaw: 0, reserve: { contributor: 1, invited: 0, returning: 0, staff: 0 } }],
    ['a group of three: two for everyone, one in reserve', [{ target: 3 }, 'standard'], { divert: 1, freeze: 2, thaw: 1, reserve: { contributor: 1, invited: 0, returning: 0, staff: 0 } }],
    ['a line at one hundred leaves no reserve', [{ target: 10, freezeAt: 100 }, 'standard'], { freeze: 10, reserve: { contributor: 0, invited: 0, returning: 0, staff: 0 } }],
    ['a tiny per cent still lets one in', [{ target: 10, freezeAt: 1, divertAt: 1 }, 'standard'], { freeze: 1, thaw: 0, divert: 0 }],
    ['a margin of nothing thaws one below the line', [{ thawMargin: 0 }, 'standard'], { freeze: 400, thaw: 399 }],
    ['a margin beyond the line thaws an empty group only', [{ freezeAt: 10, divertAt: 5, thawMargin: 50 }, 'standard'], { freeze: 50, thaw: 0 }],
    ['shares of one’s own', [{ reserve: { contributor: 50, staff: 25 } }, 'standard'], { reserve: { contributor: 50, invited: 0, returning: 0, staff: 25 } }],
  ])('%s', (_name, [fleet, size, certified = true], expected) => {
    expect(linesOf(fleet, size, certified)).toMatchObject(expected);
  });

  test('law: lines are in order, and the shares of the reserve never sum to more than it', () => {
    const settings = fc.record({ target: fc.integer({ min: 2, max: 3000 }), platformLimit: fc.integer({ min: 2, max: 3000 }), divertAt: fc.integer({ min: 1, max: 99 }), freezeAt: fc.integer({ min: 1, max: 100 }), thawMargin: fc.integer({ min: 0, max: 50 }) }, { requiredKeys: [] });
    const shares = fc.option(fc.tuple(fc.nat(25), fc.nat(25), fc.nat(25), fc.nat(25)).map(([contributor, invited, returning, staff]) => ({ contributor, invited, returning, staff })), { nil: undefined });
    fc.assert(fc.property(settings, shares, fc.constantFrom('standard' as const, 'super' as const, 'cross_company' as const), fc.boolean(), (fleet, reserve, size, certified) => {
      const { target, limit, freeze, thaw, divert, reserve: seats } = linesOf({ ...fleet, ...(reserve === undefined ? {} : { reserve }) }, size, certified);
      expect(limit).toBeLessThanOrEqual(size === 'cross_company' || (size === 'super' && !certified) ? 500 : 3000);
      expect(target).toBeLessThanOrEqual(limit);
      expect(freeze).toBeGreaterThanOrEqual(1);
      expect(freeze).toBeLessThanOrEqual(target);
      expect(thaw).toBeLessThan(freeze);
      expect(divert).toBeLessThan(target);
      const sum = Object.values(seats).reduce((all, count) => all + count, 0);
      expect(sum).toBeLessThanOrEqual(target - freeze);
      expect(reserve !== undefined || sum === target - freeze, 'all of the usual reserve belongs to somebody').toBe(true);
    }));
  });
});

describe('what a group takes', () => {
  test.each<[number, boolean, Intake, string]>([
    [0, false, 'open', 'below_divert_line'],
    [300, false, 'open', 'below_divert_line'],
    [301, false, 'diverting', 'above_divert_line'],
    [399, false, 'diverting', 'above_divert_line'],
    [400, false, 'frozen', 'freeze_line_reached'],
    [399, true, 'frozen', 'not_thawed_yet'],
    [376, true, 'frozen', 'not_thawed_yet'],
    [375, true, 'diverting', 'above_divert_line'],
    [300, true, 'open', 'below_divert_line'],
    [499, false, 'frozen', 'freeze_line_reached'],
    [500, false, 'closed', 'limit_reached'],
    [600, false, 'closed', 'limit_reached'],
  ])('%i heads, frozen before: %s → %s, because %s', (members, frozen, intake, reason) => {
    expect(decideIntake(group({ members, frozen }))).toMatchObject({ intake, reason });
  });

  test('heads that were counted there and seats that are held count as well', () => {
    expect(decideIntake(group({ members: 200, others: 150, reserved: 50 })).intake).toBe('frozen');
  });

  test.each<[NonNullable<GroupFacts['held']>, number, boolean, Intake, string]>([
    ['diverting', 10, false, 'diverting', 'held_by_hand'],
    ['frozen', 10, false, 'frozen', 'held_by_hand'],
    ['closed', 10, false, 'closed', 'held_by_hand'],
    ['diverting', 390, true, 'frozen', 'not_thawed_yet'],
    ['diverting', 420, false, 'frozen', 'freeze_line_reached'],
    ['frozen', 500, false, 'closed', 'limit_reached'],
  ])('held at %s with %i heads (frozen before: %s) it takes as %s', (held, members, frozen, intake, reason) => {
    expect(decideIntake(group({ held, members, frozen }))).toMatchObject({ intake, reason });
  });

  test('a group that was held by hand and is let go takes what its heads say, and was never frozen by them', () => {
    const held = decideIntake(group({ members: 390, held: 'frozen' }));
    expect(held).toEqual({ intake: 'frozen', reason: 'held_by_hand', frozen: false });
    expect(decideIntake(group({ members: 390, frozen: held.frozen, intake: held.intake })).intake).toBe('diverting');
  });

  test.each(['preparing', 'archived', 'dissolved'] as const)('one that is %s takes nobody', (state) => {
    expect(decideIntake(group({ state }))).toMatchObject({ intake: 'closed', reason: 'not_active' });
  });

  test('law: heads that go up and down by one around a line do not make a group flicker', () => {
    fc.assert(fc.property(fc.integer({ min: 20, max: 600 }), fc.array(fc.constantFrom(1, -1), { minLength: 50, maxLength: 400 }), (target, steps) => {
      const lines = linesOf({ target }, 'standard', true);
      let state = group({ members: lines.freeze - 1, lines });
      let changes = 0;
      for (const step of steps) {
        const members = Math.min(lines.limit, Math.max(lines.freeze - 2, state.members + step));
        const { intake, frozen } = decideIntake({ ...state, members });
        if (frozen !== state.frozen) changes += 1;
        state = { ...state, members, intake, frozen };
      }
      // It freezes once, and within a head or two of the line it never thaws as long as the margin is wider than that.
      expect(lines.freeze - lines.thaw <= 2 || changes <= 1).toBe(true);
    }));
  });
});

describe('where somebody lands', () => {
  const first = group({ id: '1', key: 'lichun', position: 1, members: 100 });
  const second = group({ id: '2', key: 'yushui', position: 2, members: 50 });
  const third = group({ id: '3', key: 'jingzhe', position: 3, members: 200 });
  const frozen = (key: string, position: number, more: Partial<GroupFacts> = {}) => group({ id: key, key, position, members: 400, intake: 'frozen', frozen: true, ...more });

  test.each<[string, Landing]>([
    ['jingzhe', landingOf([first, second, third], 'newest', { kind: 'ordinary' })],
    ['lichun', landingOf([first, second, third], 'fill_to_freeze', { kind: 'ordinary' })],
    ['yushui', landingOf([first, second, third], 'spread', { kind: 'ordinary' })],
    ['lichun', landingOf([first, second, third], 'newest', { kind: 'ordinary', wanted: 'lichun' })],
    ['jingzhe', landingOf([frozen('lichun', 1), third], 'newest', { kind: 'ordinary', wanted: 'lichun' })],
    ['lichun reserve', landingOf([frozen('lichun', 1), third], 'newest', { kind: 'contributor', wanted: 'lichun' })],
    ['jingzhe', landingOf([frozen('lichun', 1), third], 'fill_to_freeze', { kind: 'contributor' })],
    ['yushui reserve', landingOf([frozen('lichun', 1), frozen('yushui', 2)], 'newest', { kind: 'invited' })],
    ['lichun reserve', landingOf([frozen('lichun', 1), frozen('yushui', 2)], 'fill_to_freeze', { kind: 'bot' })],
    ['all_frozen', landingOf([frozen('lichun', 1)], 'newest', { kind: 'ordinary' })],
    ['reserve_used', landingOf([frozen('lichun', 1, { reserve: { contributor: 40, invited: 0, returning: 0, staff: 0 } })], 'newest', { kind: 'contributor' })],
    ['lichun reserve', landingOf([frozen('lichun', 1, { reserve: { contributor: 40, invited: 0, returning: 0, staff: 0 } })], 'newest', { kind: 'invited' })],
    ['closed', landingOf([group({ members: 500, intake: 'closed' })], 'newest', { kind: 'contributor' })],
    ['next_being_prepared', landingOf([frozen('lichun', 1), group({ key: 'yushui', state: 'preparing', intake: 'closed' })], 'newest', { kind: 'ordinary' })],
    ['no_group', landingOf([], 'newest', { kind: 'ordinary' })],
  ])('%s', (expected, landing) => {
    expect(landed(landing)).toBe(expected);
  });

  test('the approval itself must leave the line unbroken: with 399 of 400 one gets in, with 400 nobody', () => {
    expect(takesOrdinary(group({ members: 399, intake: 'diverting' }))).toBe(true);
    expect(takesOrdinary(group({ members: 400, intake: 'diverting' }))).toBe(false);
  });

  test('law: whoever lands leaves at most the line that is theirs', () => {
    const facts = fc.record({ members: fc.nat(600), others: fc.nat(60), reserved: fc.nat(60), frozen: fc.boolean(), held: fc.constantFrom(null, 'diverting' as const, 'frozen' as const, 'closed' as const), contributor: fc.nat(45), position: fc.nat(200) });
    fc.assert(fc.property(fc.array(facts, { maxLength: 6 }), fc.constantFrom('newest' as const, 'fill_to_freeze' as const, 'spread' as const), fc.constantFrom('ordinary' as const, 'contributor' as const), (list, strategy, kind) => {
      const groups = list.map(({ contributor, ...one }, index) => {
        const made = group({ ...one, id: String(index), key: `g${index}`, reserve: { contributor, invited: 0, returning: 0, staff: 0 } });
        return { ...made, intake: decideIntake(made).intake };
      });
      const found = landingOf(groups, strategy, { kind });
      fc.pre(found.group !== undefined);
      if (found.group === undefined) return;
      const { group: place, fromReserve } = found;
      expect(occupied(place) + 1).toBeLessThanOrEqual(fromReserve ? place.lines.limit : place.lines.freeze);
      expect(kind === 'ordinary' && fromReserve).toBe(false);
      expect(fromReserve && place.reserve.contributor >= place.lines.reserve.contributor).toBe(false);
    }));
  });
});

describe('when the next group is opened', () => {
  const needed = (groups: GroupFacts[], maximum?: number, byItself = true) => needsNext(groups, maximum, byItself)?.reason;
  const diverting = group({ members: 301, intake: 'diverting' });
  test('when no active group is below its divert line any more, and not before', () => {
    expect(needed([])).toBe('first_group');
    expect(needed([group({ members: 300 })])).toBeUndefined();
    expect(needed([diverting])).toBe('all_above_divert_line');
    expect(needed([diverting, group({ id: '2', members: 1 })])).toBeUndefined();
    expect(needed([diverting, group({ id: '2', state: 'archived' })])).toBe('all_above_divert_line');
  });
  test('never beyond the maximum of the fleet; archived ones do not count', () => {
    expect(needed([diverting], 1)).toBeUndefined();
    expect(needed([diverting], 2)).toBe('all_above_divert_line');
    expect(needed([diverting, group({ id: '2', state: 'archived' })], 2)).toBe('all_above_divert_line');
  });
  test('one that is being prepared is opened where the centre opens groups, and waited for elsewhere', () => {
    const prepared = group({ id: '2', state: 'preparing' });
    expect(needsNext([diverting, prepared], undefined, true)).toEqual({ reason: 'all_above_divert_line', prepared });
    expect(needsNext([diverting, prepared], undefined, false)).toBeUndefined();
    expect(needsNext([diverting, { ...prepared, held: 'closed' }], undefined, true)).toEqual({ reason: 'all_above_divert_line', prepared: undefined });
  });
  test('a fleet that was closed by hand stays closed; one that was frozen by hand does not', () => {
    expect(needed([group({ held: 'closed', intake: 'closed' })])).toBeUndefined();
    expect(needed([group({ held: 'frozen', intake: 'frozen' })])).toBe('all_above_divert_line');
  });
});

describe('the key of the next group', () => {
  test.each<[string, Parameters<typeof nextGroupKey>]>([
    ['lichun', [{}, 1, []]],
    ['dahan', [{}, 24, []]],
    ['lichun-2', [{}, 25, ['lichun']]],
    ['yushui-2', [{}, 2, ['yushui']]],
    ['group-7', [{ naming: 'numbers' }, 7, []]],
    ['group-241', [{}, 241, []]],
  ])('%s', (expected, given) => {
    expect(nextGroupKey(...given)).toBe(expected);
  });
});
