import { defineMessages } from '../../i18n/messages.ts';
import { centreEnglish } from './en.ts';
import { centreChinese } from './zh-CN.ts';

export const centreMessages = defineMessages(centreChinese, centreEnglish);
