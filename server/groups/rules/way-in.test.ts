import { expect, test } from 'vitest';
import { wayInto } from './way-in.ts';

type Described = Parameters<typeof wayInto>[0][number];
const web: Described = { platform: 'web' };
const elsewhere: Described = { platform: 'manual', admission: {} };

test.each<[string, Described[], string, string]>([
  ['rules decide, and the next group opens', [web], 'at_once', 'next_group'],
  ['no more groups open than the fleet may have', [{ ...web, maximumGroups: 2 }], 'at_once', 'waitlist'],
  ['a moderator reads every application', [{ ...web, admission: { review: true } }], 'review', 'next_group'],
  ['a moderator reads every answer', [{ ...web, admission: { checks: [{ kind: 'question', question: '为什么？', review: true }] } }], 'review', 'next_group'],
  ['an answer is enough', [{ ...web, admission: { checks: [{ kind: 'question', question: '为什么？' }] } }], 'at_once', 'next_group'],
  ['it is for some', [{ ...web, audience: ['paid'] }], 'mixed', 'next_group'],
  ['groups live elsewhere, and one applies', [elsewhere], 'at_once', 'elsewhere'],
  ['groups live elsewhere, and nobody applies', [{ platform: 'manual' }], 'direct', 'direct'],
  ['a topic has fleets of both kinds', [web, { platform: 'manual' }], 'mixed', 'mixed'],
  ['a topic has fleets that are alike', [elsewhere, elsewhere], 'at_once', 'elsewhere'],
  ['a topic has none', [], 'mixed', 'mixed'],
])('where %s', (_name, fleets, apply, enter) => {
  expect(wayInto(fleets)).toEqual({ apply, enter });
});
