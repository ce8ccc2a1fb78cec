import type { SameKeys } from '../../i18n/messages.ts';
import type { problemsChinese } from './zh-CN.ts';

export const problemsEnglish: SameKeys<typeof problemsChinese> = {
  invalid_input: 'Something is not filled in correctly. Mend the marked fields and send again.',
  unreadable_body: 'The request cannot be read: it takes one JSON object in which each field appears once.',
  sign_in_required: 'Sign in first, then do this.',
  wrong_credentials: 'The name or the password is wrong. Check both and try again.',
  second_factor_required: 'This centre asks its staff for a second factor. Set one up under “Sign-in and security”, then go on here.',
  recent_sign_in_required: 'Confirm first that it is you; this changes who can get in.',
  foreign_origin: 'This request came from another site and was not carried out. Do it again on a page of this site.',
  not_found: 'There is nothing here for you: it may have moved, or you may not see it.',
  method_not_allowed: 'This address does not support that method.',
  stale_revision: 'Someone changed this after you opened it. Reload, look at the new text and save again; what you typed is still on the page.',
  already_exists: 'This short name is taken. Choose another.',
  still_referenced: 'Other entries still use it: {subject}. Change those first.',
  idempotency_key_reused: 'This Idempotency-Key was used for other content. Use a new one for a new request.',
  section_full: 'There can be {maximum} entries of this kind at most. Delete some that are not needed.',
  not_an_example: 'What is shown is no example any more; nothing was changed. Reload to see what is there now.',
  last_operator: 'This is the last operator and cannot be removed. Add another one first.',
  body_too_large: 'That is too large: {maximum} KB at most.',
  wrong_content_type: 'Send the content as application/json.',
  unknown_host: 'This address is not known here. Use the centre’s official address; if you are its operator, set PUBLIC_URL or ALLOWED_HOSTS.',
  invalid_centre: '{count} places in the file are wrong; nothing was changed.',
  too_many_requests: 'That was too often. Try again in {seconds} seconds.',
  internal_error: 'Something went wrong: this was not done and nothing was changed. Try again later, and quote {requestId} when you report it.',
  unavailable: 'The database cannot be reached just now; nothing was changed. Try again in {seconds} seconds.',
};
