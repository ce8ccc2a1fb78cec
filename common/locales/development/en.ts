import type { SameKeys } from '../../i18n/messages.ts';
import type { developmentChinese } from './zh-CN.ts';

export const developmentEnglish: SameKeys<typeof developmentChinese> = {
  title: 'Developer panel',
  only: 'Exists under npm run dev only.',
  sign_in_as: 'Sign in as one of the cast',
  no_role: 'no role',
  clock: 'Clock',
  now: 'In the program it is {time}',
  shifted: '{minutes} minutes ahead of the real time',
  forward_hour: 'An hour on',
  forward_day: 'A day on',
  forward_week: 'A week on',
  reset: 'Back to the real time',
  outbox: 'Outbox',
  outbox_counts: '{waiting} waiting, {failing} failing, {parked} parked',
  jobs: 'Jobs',
  mails: 'Caught mails',
  mail_empty: '(no text)',
  events: 'Latest events',
  none: 'None yet',
  gallery: 'Parts of the interface',
  gallery_text: 'Parts of public pages',
};
