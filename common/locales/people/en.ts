import type { SameKeys } from '../../i18n/messages.ts';
import type { peopleChinese } from './zh-CN.ts';

/** Signing in, signing out, and the first operator. */
export const peopleEnglish: SameKeys<typeof peopleChinese> = {
  email: 'E-mail',
  password: 'Password',
  name: 'Your name',
  name_hint: 'Shown in the record of changes.',
  email_hint: 'For signing in. It is not published.',
  password_hint: 'At least {minimum} characters; a sentence is easiest to remember. Not a common one, not a run of digits, not your own name.',
  insecure: 'This connection is not encrypted; people on the same network could see your password. Sign in like this on a trusted network only, and set up https for real use.',
  sign_out_title: 'Sign out',
  sign_out_lead: 'You are signed in as {name}.',
  sign_out: 'Sign out',
  stay: 'Back to the console',
  set_up_title: 'Become the first operator',
  set_up_lead: 'Fill in these three, and the support centre is yours to run. This page appears only once.',
  set_up: 'Finish',
};
