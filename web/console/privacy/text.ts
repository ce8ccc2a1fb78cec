import type { consolePrivacyChinese } from '../../../common/locales/console-privacy/zh-CN.ts';
import { createAreaText } from '../area-text.tsx';

export type PrivacyTexts = typeof consolePrivacyChinese;
export const { AreaText: PrivacyText, useAreaText: usePrivacyText } = createAreaText<PrivacyTexts>();
