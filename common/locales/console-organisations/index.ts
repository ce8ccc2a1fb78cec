import { defineMessages } from '../../i18n/messages.ts';
import { consoleOrganisationsEnglish } from './en.ts';
import { consoleOrganisationsChinese } from './zh-CN.ts';

export const consoleOrganisationsMessages = defineMessages(consoleOrganisationsChinese, consoleOrganisationsEnglish);
