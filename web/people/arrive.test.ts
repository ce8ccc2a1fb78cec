import { describe, expect, test } from 'vitest';
import type { SignInStep } from '../../common/contract/sign-in.ts';
import { nextOf } from './arrive.ts';

const page = { secure: false, sessionCookie: () => 'session=x' };
const done = (more: Partial<Extract<SignInStep, { step: 'done' }>>): SignInStep => ({ step: 'done', token: 'x', expiresAt: '2026-11-30T06:00:00Z', name: '谷雨', newcomer: false, staff: false, held: false, consent: false, to: '', ...more });

describe('after signing in one comes', () => {
  test.each<[string, Parameters<typeof done>[0], string]>([
    ['where one wanted', { to: '/propose' }, '/propose'],
    ['to saying how one is called, when one is new', { newcomer: true, to: '/propose', consent: true }, '/account/welcome?to=%2Fpropose'],
    ['to one’s application at once, also when one is new', { newcomer: true, to: '/applications/continue' }, '/applications/continue'],
    ['to what needs an agreement first, also on the way to an application', { newcomer: true, to: '/applications/continue', consent: true }, '/account/welcome?to=%2Fapplications%2Fcontinue&again=1'],
    ['to it when the notice has changed', { staff: true, consent: true }, '/account/welcome?to=%2Fconsole&again=1'],
    ['to it before the second factor that staff still set up', { staff: true, held: true, consent: true }, '/account/welcome?to=%2Faccount%2Fsecurity%3Fto%3D%252Fconsole&again=1'],
  ])('%s', (_name, step, to) => {
    expect(nextOf(done(step), page).to).toBe(to);
  });
});
