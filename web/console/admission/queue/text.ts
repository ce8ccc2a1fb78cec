import type { consoleQueueChinese } from '../../../../common/locales/console-queue/zh-CN.ts';
import { createAreaText } from '../../area-text.tsx';
import { createUseDeeds, type DeedOf, type Sentence } from '../../deeds.ts';

export const { AreaText: QueueText, useAreaText: useQueueText } = createAreaText<typeof consoleQueueChinese>();
export const useQueueDeeds = createUseDeeds<typeof consoleQueueChinese>(useQueueText);
export type QueueDeed = DeedOf<Sentence<typeof consoleQueueChinese>>;
