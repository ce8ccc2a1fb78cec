import { defineMessages } from '../../i18n/messages.ts';
import { adviserEnglish } from './en.ts';
import { adviserChinese } from './zh-CN.ts';

export const adviserMessages = defineMessages(adviserChinese, adviserEnglish);
