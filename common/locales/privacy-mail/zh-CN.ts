/** Mails about privacy. */
export const privacyMailChinese = {
  erasure_subject: '你的账号将被删除，7 天内可以反悔',
  erasure_asked: '{name}，你申请了删除账号。到 {date} 账号和相关信息会被彻底删除，之后无法恢复。',
  erasure_take_back: '在那之前，登录后打开下面的页面就可以撤回：',
  erasure_button: '撤回删除',
  erasure_not_you: '如果不是你本人申请的，请马上撤回并更换登录方式。',
} as const;
