import { defineMessages } from '../../i18n/messages.ts';
import { joinProofsEnglish } from './en.ts';
import { joinProofsChinese } from './zh-CN.ts';

/** What applicants prove while they fill the form. */
export const joinProofsMessages = defineMessages(joinProofsChinese, joinProofsEnglish);
