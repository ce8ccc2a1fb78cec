import type { SameKeys } from '../../i18n/messages.ts';
import type { memberMailChinese } from './zh-CN.ts';

export const memberMailEnglish: SameKeys<typeof memberMailChinese> = {
  hello: 'Hello,',
  dissolved_subject: '{group} was dissolved',
  dissolved_member: 'Your group {group} was dissolved; you are no longer a member of it.',
  dissolved_held: '{group} was dissolved, and with it the seat that was held for you.',
  dissolved_on: 'See which groups you can join:',
  dissolved_button: 'See other groups',
};
