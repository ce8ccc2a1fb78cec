import { expect, test } from 'vitest';
import { free, full } from '../testing.ts';
import { checkSeats } from './seats.ts';

test('a free seat is for who asks', () => expect(checkSeats({ seats: free }, [])).toMatchObject({ verdict: 'ok', reason: 'seats_free' }));
test('none leads to the waitlist, with the reason', () => expect(checkSeats(full, [])).toMatchObject({ verdict: 'not_now', reason: 'seats_all_frozen' }));
test('nobody overtakes those who wait, except with priority', () => {
  const seats = { ...free, waiting: 3 };
  expect(checkSeats({ seats }, [])).toMatchObject({ verdict: 'not_now', reason: 'seats_others_wait', parameters: { waiting: 3 } });
  expect(checkSeats({ seats }, ['invited'])).toMatchObject({ verdict: 'ok', priority: 'invited' });
});
test('of several kinds of priority the first that has room counts', () => {
  expect(checkSeats(full, ['returning', 'contributor'])).toMatchObject({ verdict: 'ok', reason: 'seats_reserve', priority: 'contributor' });
  expect(checkSeats(full, ['returning', 'staff'])).toMatchObject({ verdict: 'not_now', priority: 'returning' });
});
