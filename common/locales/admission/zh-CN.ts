/** What the parts of a reason are called where a policy names none of its own. [000] */
export const admissionChinese = {
  part_company: '公司',
  part_business: '业务',
  part_name: '姓名',
} as const;
