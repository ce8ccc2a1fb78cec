import { defineMessages } from '../../i18n/messages.ts';
import { invitationEnglish } from './en.ts';
import { invitationChinese } from './zh-CN.ts';

export const invitationMessages = defineMessages(invitationChinese, invitationEnglish);
