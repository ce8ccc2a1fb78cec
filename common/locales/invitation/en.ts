import type { SameKeys } from '../../i18n/messages.ts';
import type { invitationChinese } from './zh-CN.ts';

export const invitationEnglish: SameKeys<typeof invitationChinese> = {
  title: 'Join the support centre',
  lead: 'You are invited to be {roles}.',
  lead_by: '{name} invites you to be {roles}.',
  and: ' and ',
  address: 'The invitation was sent to {email}.',
  until: 'It holds until {when}.',
  name: 'What shall we call you',
  name_hint: 'Colleagues and the change history show this name.',
  accept: 'Accept the invitation',
  sign_in_first: 'There is an account with this address. Sign in, and you come back here.',
  sign_in: 'Sign in',
  other_account: 'You are signed in with another account, which has not proven this address. Sign out first, then open the link of the invitation again.',
  sign_out: 'Sign out',
  afterwards: 'Next, you set up how you sign in, and a second factor.',
};
