import type { SameKeys } from '../../i18n/messages.ts';
import type { staffMailChinese } from './zh-CN.ts';

export const staffMailEnglish: SameKeys<typeof staffMailChinese> = {
  subject: 'You are invited to the support centre',
  lead: 'You are invited to join the staff of the support centre.',
  lead_by: '{name} invites you to join the staff of the support centre.',
  note: 'Their note: {note}',
  how: 'Open the link below and press the button on the page to join. The link works once.',
  until: 'This invitation holds until {date}.',
  not_you: 'You do not know the sender, or did not mean to join? Ignore this mail and nothing happens.',
  button: 'See the invitation',
};
