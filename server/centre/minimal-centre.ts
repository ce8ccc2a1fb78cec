import type { CentreSettings } from '../../common/contract/centre.ts';
import { centreMessages } from '../../common/locales/centre/index.ts';

/** The settings of a centre of which nothing is known yet. */
export const minimalSettings: CentreSettings = {
  name: { 'zh-CN': centreMessages['zh-CN'].new_centre, en: centreMessages.en.new_centre },
  languages: ['zh-CN', 'en'],
  timeZone: 'Asia/Shanghai',
};
