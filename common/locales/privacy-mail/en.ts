import type { SameKeys } from '../../i18n/messages.ts';
import type { privacyMailChinese } from './zh-CN.ts';

/** Mails about privacy. */
export const privacyMailEnglish: SameKeys<typeof privacyMailChinese> = {
  erasure_subject: 'Your account will be deleted; you have 7 days to change your mind',
  erasure_asked: '{name}, you asked for your account to be deleted. On {date} it and what belongs to it will be gone for good.',
  erasure_take_back: 'Until then you can take it back: sign in and open this page.',
  erasure_button: 'Take it back',
  erasure_not_you: 'If it was not you who asked, take it back now and change how you sign in.',
};
