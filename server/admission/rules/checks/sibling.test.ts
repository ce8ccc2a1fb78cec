import { expect, test } from 'vitest';
import { checkSibling } from './sibling.ts';

test('stands in nobody’s way, and names the trusted fleets in which somebody is', () => {
  const siblings = [{ fleet: 'cafe', proved: [] }, { fleet: 'other', proved: [] }];
  expect(checkSibling({ siblings }, { fleets: ['cafe', 'main'] })).toEqual({ verdict: 'ok', reason: 'sibling_member', parameters: { fleets: 'cafe' } });
  expect(checkSibling({ siblings: [] }, { fleets: ['cafe'] })).toEqual({ verdict: 'ok', reason: 'sibling_none' });
});
