import { describe, expect, test } from 'vitest';
import type { Product } from '../../../common/contract/centre.ts';
import { smallCentre } from '../testing.ts';
import { understandQuestion } from './understand-question.ts';

const oneKind: Product = { key: 'cloud', name: 'Cloud', plans: [{ key: 'team', name: 'Team', kind: 'paid' }, { key: 'company', name: 'Company', kind: 'paid' }] };
const small = smallCentre([]);
const centre = { ...small, products: [...small.products, oneKind, { key: 'library', name: 'Library' }], topics: [{ key: 'stream-mode', name: 'Stream' }] };

describe('a question', () => {
  test('without anything is asked now by someone unknown', () => {
    expect(understandQuestion(centre, {})).toEqual({ ok: true, asked: { entitlement: 'unknown', urgency: 'now' } });
  });

  test.each([
    ['app/free', { product: 'app', plan: 'free', entitlement: 'free' }],
    ['app', { product: 'app', entitlement: 'unknown' }],
    ['cloud', { product: 'cloud', entitlement: 'paid' }],
    ['library', { product: 'library', entitlement: 'unknown' }],
  ])('about %s knows what the plan entitles to', (plan, asked) => {
    expect(understandQuestion(centre, { plan })).toEqual({ ok: true, asked: { ...asked, urgency: 'now' } });
  });

  test('names a subject or a topic', () => {
    expect(understandQuestion(centre, { about: 'suit:fault', urgency: 'later' })).toMatchObject({ ok: true, asked: { subject: 'fault', urgency: 'later' } });
    expect(understandQuestion(centre, { about: 'topic:stream-mode' })).toMatchObject({ ok: true, asked: { topic: 'stream-mode' } });
  });

  test.each([['gone'], ['app/gone'], ['gone/free']])('about %s names what there is instead', (plan) => {
    const options = ['app', 'app/paid', 'app/free', 'app/sponsor', 'cloud', 'cloud/team', 'cloud/company', 'library'];
    expect(understandQuestion(centre, { plan })).toEqual({ ok: false, unknown: [{ path: 'plan', value: plan, options }] });
  });

  test.each([['suit:weather'], ['topic:gone']])('about %s is told so, as is a wrong plan beside it', (about) => {
    expect(understandQuestion(centre, { about, plan: 'gone' })).toMatchObject({ ok: false, unknown: [{ path: 'plan' }, { path: 'about', value: about }] });
  });
});
