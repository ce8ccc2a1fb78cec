/** Signing in, signing out, and the first operator. */
export const peopleChinese = {
  email: '邮箱',
  password: '密码',
  name: '怎么称呼你',
  name_hint: '改动记录里会显示这个名字。',
  email_hint: '登录时用，不会公开。',
  password_hint: '至少 {minimum} 个字符，用一句话最好记；太常见的、连续的数字，或者你自己的名字，都不行。',
  insecure: '这个连接没有加密，同一网络里的人可能看到你的密码。只在可信的网络里这样登录；正式使用请配置 https。',
  sign_out_title: '退出登录',
  sign_out_lead: '你现在以{name}的身份登录。',
  sign_out: '退出登录',
  stay: '回控制台',
  set_up_title: '成为第一位运营者',
  set_up_lead: '填好这三项，支持中心就归你管理。这个页面只出现这一次。',
  set_up: '完成设置',
} as const;
