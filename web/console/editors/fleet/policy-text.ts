import { createAreaText } from '../../area-text.tsx';
import type { consolePolicyChinese } from '../../../../common/locales/console-policy/zh-CN.ts';

export type PolicyTexts = typeof consolePolicyChinese;
const area = createAreaText<PolicyTexts>();
/** The texts of the form of a fleet, which only its pages load. */
export const { AreaText: PolicyText, useAreaText: usePolicyText } = area;
