import type { Language } from '../../common/contract/text.ts';
import type { Translate } from '../../common/i18n/messages.ts';
import type { cliUpkeepChinese } from '../../common/locales/cli-upkeep/zh-CN.ts';
import type { Configuration } from '../platform/config/schema.ts';
import type { Log } from '../platform/index.ts';

/** What a command of upkeep works with. */
export type UpkeepTold = {
  say(text: string): void;
  complain(text: string): void;
  /** A line that is written over; an empty one takes it away. */
  progress(text: string): void;
  colour: boolean;
  /** Where it was called. */
  folder: string;
  configuration: Configuration;
  language: Language;
  log: Log;
  u: Translate<typeof cliUpkeepChinese>;
};
