import type { SameKeys } from '../../i18n/messages.ts';
import type { certificateMailChinese } from './zh-CN.ts';

/** Mails to whoever sent an enterprise certificate. */
export const certificateMailEnglish: SameKeys<typeof certificateMailChinese> = {
  verified_subject: 'The certificate of {organisation} was accepted',
  verified_text: '{name}, the certificate of {organisation} that you sent ({issuer}, number {number}) was checked and accepted.',
  rejected_subject: 'The certificate of {organisation} was not accepted',
  rejected_text: '{name}, the certificate of {organisation} that you sent ({issuer}, number {number}) was not accepted.',
  rejected_reason: 'Reason: {reason}',
  rejected_next: 'Once that is mended, send it again on the page of the organisation:',
  verified_next: 'The page of the organisation:',
  button: 'Open the organisation',
};
