import type { SameKeys } from '../../i18n/messages.ts';
import type { rejectReasonsChinese } from './zh-CN.ts';

/** Reasons for rejecting that every centre starts with; applicants read them. */
export const rejectReasonsEnglish: SameKeys<typeof rejectReasonsChinese> = {
  'uid-unknown': 'There is no such UID. Compare the digits on your profile page of the product, then apply again.',
  'uid-not-yours': 'This UID is registered with another e-mail address. Apply with the address that you registered with.',
  'answer-unclear': 'We cannot tell what you need help with. Name the product and what happens, then apply again.',
  'other-group': 'Another group fits your question better. The join page says what each group is about.',
  'paid-only': 'This group is for customers with a support plan. Apply again once you have one.',
  'rules-unread': 'Read and confirm the notes for joining first, then apply again.',
  'advertising': 'Your application advertises something. This group takes no advertising.',
};
