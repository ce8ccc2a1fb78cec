/** Mails to applicants about outages, and the code that stands in for the browser's work. */
export const admissionOutsideMailChinese = {
  code_subject: '你在 {host} 的申请验证码',
  code_text: '你的申请验证码是：\n\n{code}\n\n{minutes} 分钟内，在刚才的申请页面里填写。\n\n如果不是你本人操作，忽略这封邮件就好。',
  lifted_subject: '“{fleet}”的那次拒绝不计次了',
  lifted_text: '你申请加入“{fleet}”的那段时间，我们发现产品出了故障，查不了 UID。\n\n那次申请没有通过，但不再计次，你的机会没有减少，现在可以重新申请。\n\n在这里查看：\n\n{address}\n\n请用这个链接；直接回复这封邮件，目前还没有人看。',
  status_button: '查看申请',
  owed_subject: '请补上你的 UID：“{fleet}”',
  owed_text: '你加入“{fleet}”时产品打不开，所以先没有查 UID。\n\n请在 {until} 之前补上你的 UID：\n\n{address}\n\n到期没有补上，会由管理员处理。请用这个链接；直接回复这封邮件，目前还没有人看。',
  owed_button: '补上 UID',
} as const;
