import { defineMessages } from '../../i18n/messages.ts';
import { upkeepEnglish } from './en.ts';
import { upkeepChinese } from './zh-CN.ts';

export const upkeepMessages = defineMessages(upkeepChinese, upkeepEnglish);
