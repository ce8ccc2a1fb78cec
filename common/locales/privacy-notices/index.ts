import type { NoticeText, PrivacyForm } from '../../contract/privacy.ts';
import { noticesChinese } from './zh-CN.ts';
import { noticesEnglish } from './en.ts';

const of = (form: PrivacyForm): NoticeText => ({ 'zh-CN': noticesChinese[form].trim(), en: noticesEnglish[form].trim() });

/** The notice texts that this release suggests, by form. */
export const standardNotices: Readonly<Record<PrivacyForm, NoticeText>> = { proposal: of('proposal'), sign_in: of('sign_in'), application: of('application'), ticket: of('ticket') };

/** The same by language, for the test of all texts. */
export const noticeMessages = { 'zh-CN': noticesChinese, en: noticesEnglish };
