import type { SameKeys } from '../../i18n/messages.ts';
import type { admissionChinese } from './zh-CN.ts';

export const admissionEnglish: SameKeys<typeof admissionChinese> = {
  part_company: 'company',
  part_business: 'business',
  part_name: 'name',
  part_quoted: '“{name}”',
  example: 'Wangding-Attendance-Zhang San',
  example_part: 'your {name}',
};
