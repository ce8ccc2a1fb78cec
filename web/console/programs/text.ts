import type { consoleProgramsChinese } from '../../../common/locales/console-programs/zh-CN.ts';
import { createAreaText } from '../area-text.tsx';

export type ProgramsTexts = typeof consoleProgramsChinese;
export const { AreaText: ProgramsText, useAreaText: useProgramsText } = createAreaText<ProgramsTexts>();
