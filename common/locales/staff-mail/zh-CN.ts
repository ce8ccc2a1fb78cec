/** The mail that invites somebody to the staff. */
export const staffMailChinese = {
  subject: '邀请你加入支持中心',
  lead: '你被邀请成为支持中心的工作人员。',
  lead_by: '{name}邀请你成为支持中心的工作人员。',
  note: '附言：{note}',
  how: '打开下面的链接，按一下页面上的按钮就加入了。链接只能用一次。',
  until: '这份邀请在 {date} 之前有效。',
  not_you: '不认识发件人，或者没打算加入？不用理会这封邮件，什么也不会发生。',
  button: '查看邀请',
} as const;
