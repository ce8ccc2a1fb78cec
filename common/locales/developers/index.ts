import { defineMessages } from '../../i18n/messages.ts';
import { developersEnglish } from './en.ts';
import { developersChinese } from './zh-CN.ts';

export const developersMessages = defineMessages(developersChinese, developersEnglish);
