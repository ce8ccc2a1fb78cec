import type { consolePeopleChinese } from '../../../common/locales/console-people/zh-CN.ts';
import type { rightsChinese } from '../../../common/locales/rights/zh-CN.ts';
import { createAreaText } from '../area-text.tsx';

/** The texts of the pages about persons, staff and rights, for what stands on them. */
export type PeopleTexts = typeof consolePeopleChinese & typeof rightsChinese;
const area = createAreaText<PeopleTexts>();
export const { AreaText: PeopleText, useAreaText: usePeopleText } = area;
