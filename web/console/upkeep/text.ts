import type { consoleUpkeepChinese } from '../../../common/locales/console-upkeep/zh-CN.ts';
import { createAreaText } from '../area-text.tsx';

export const { AreaText: UpkeepText, useAreaText: useUpkeepText } = createAreaText<typeof consoleUpkeepChinese>();
