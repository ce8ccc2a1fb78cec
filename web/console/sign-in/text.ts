import type { consoleSignInChinese } from '../../../common/locales/console-sign-in/zh-CN.ts';
import { createAreaText } from '../area-text.tsx';

export const { AreaText: SignInText, useAreaText: useSignInText } = createAreaText<typeof consoleSignInChinese>();
