/** What the parts of a reason are called where a policy names none of its own, and examples of a reason. [000] */
export const admissionChinese = {
  part_company: '公司',
  part_business: '业务',
  part_name: '姓名',
  part_quoted: '“{name}”',
  example: '网钉科技-考勤排班-张三',
  example_part: '你的{name}',
} as const;
