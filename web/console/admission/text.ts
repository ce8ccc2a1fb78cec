import type { consoleOutsideChinese } from '../../../common/locales/console-outside/zh-CN.ts';
import { createAreaText } from '../area-text.tsx';
import { createUseDeeds, type DeedOf, type Sentence } from '../deeds.ts';

export const { AreaText: OutsideText, useAreaText: useOutsideText } = createAreaText<typeof consoleOutsideChinese>();
export const useOutsideDeeds = createUseDeeds<typeof consoleOutsideChinese>(useOutsideText);
export type OutsideDeed = DeedOf<Sentence<typeof consoleOutsideChinese>>;
