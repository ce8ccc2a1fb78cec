import { defineMessages } from '../../i18n/messages.ts';
import { auditKindsEnglish } from './en.ts';
import { auditKindsChinese } from './zh-CN.ts';

export const auditKindMessages = defineMessages(auditKindsChinese, auditKindsEnglish);
