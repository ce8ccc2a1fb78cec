import { expect, test } from 'vitest';
import { ownPlan, type OwnPlan } from './own-plan.ts';

const pro: OwnPlan = { product: 'app', plan: 'pro', kind: 'paid' };
const box: OwnPlan = { product: 'box', plan: 'free', kind: 'free' };

test('who has one plan uses it', () => {
  expect(ownPlan([pro], undefined)).toEqual({ product: 'app', plan: 'pro', entitlement: 'paid' });
});

test('who has several is asked as the best of them, until they name a product', () => {
  expect(ownPlan([pro, box], undefined)).toEqual({ entitlement: 'paid' });
  expect(ownPlan([pro, box], 'box')).toEqual({ product: 'box', plan: 'free', entitlement: 'free' });
});

test('who has nothing of a product has no plan of it', () => {
  expect(ownPlan([pro], 'box')).toBeUndefined();
  expect(ownPlan([], undefined)).toBeUndefined();
});
