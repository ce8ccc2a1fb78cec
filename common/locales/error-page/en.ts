import type { SameKeys } from '../../i18n/messages.ts';
import type { errorPageChinese } from './zh-CN.ts';

/** One title and one way on for each kind of failed page. */
export const errorPageEnglish: SameKeys<typeof errorPageChinese> = {
  not_found_title: 'This page is not here',
  not_found_body: 'The address may be mistyped, or the content has moved.',
  sign_in_title: 'Please sign in first',
  sign_in_body: 'Once you are signed in you can see this page.',
  forbidden_title: 'This was not done',
  forbidden_body: 'The request came from another site, so nothing was done or saved. Please try again on the pages of this site.',
  too_large_title: 'That is too large',
  too_large_body: 'Nothing was saved. Send less and try again.',
  host_title: 'This address is not registered',
  host_body: 'Please use the official address of the support centre. If you are an operator, set PUBLIC_URL or ALLOWED_HOSTS.',
  too_many_title: 'Too many requests',
  too_many_body: 'Wait a little and try again; nothing is lost.',
  request_title: 'This request makes no sense',
  request_body: 'Please start again from the support page.',
  fault_title: 'Something went wrong',
  fault_body: 'This was not finished and nothing was saved. Please try again in a moment.',
  away_title: 'The service is briefly out of reach',
  away_body: 'Nothing was saved. Please try again in a few seconds.',
  request_id: 'If you report it, please quote: ',
  home: 'Back to the support page',
  sign_in: 'Sign in',
  set_up_title: 'This link can no longer be used',
  set_up_body: 'A set-up link works once and for one day. Restart Lichun, and the terminal shows a new one.',
};
