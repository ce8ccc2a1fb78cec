/** The page of an invitation to the staff. */
export const invitationChinese = {
  title: '加入支持中心',
  lead: '你被邀请成为{roles}。',
  lead_by: '{name}邀请你成为{roles}。',
  and: '、',
  address: '邀请发给 {email}。',
  until: '{when} 之前有效。',
  name: '怎么称呼你',
  name_hint: '同事和改动记录里会显示这个名字。',
  accept: '接受邀请',
  sign_in_first: '这个邮箱已有账号。登录之后就会回到这里。',
  sign_in: '登录',
  other_account: '你现在登录的是另一个账号，它没有证实过这个邮箱。请先退出，再打开邀请链接。',
  sign_out: '退出登录',
  afterwards: '接受之后，下一步设置你的登录方式和两步验证。',
} as const;
