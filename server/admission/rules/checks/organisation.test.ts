import { expect, test } from 'vitest';
import { checkOrganisation } from './organisation.ts';

const organisations = ['网钉科技', '春风软件'];

test('one of the named organisations is enough', () => {
  expect(checkOrganisation({ organisations: ['春风软件'] }, { organisations })).toEqual({ verdict: 'ok', reason: 'organisation_member', parameters: { organisation: '春风软件' } });
});

test.each([[[]], [['别的公司']]])('%j is none of them', (own) => {
  expect(checkOrganisation({ organisations: own }, { organisations })).toMatchObject({ verdict: 'wrong', parameters: { organisation: '网钉科技、春风软件' } });
});
