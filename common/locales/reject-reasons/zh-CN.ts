/** Reasons for rejecting that every centre starts with; applicants read them. */
export const rejectReasonsChinese = {
  'uid-unknown': '没有查到这个 UID。请在产品的个人资料页核对数字，再重新申请。',
  'uid-not-yours': '这个 UID 登记的邮箱和你的不一样。请用注册产品时的邮箱申请。',
  'answer-unclear': '看不出你想在群里解决什么问题。请写清用的产品和遇到的情况，再重新申请。',
  'other-group': '你的问题更适合另一个群。请回到入群页，看看各个群聊什么。',
  'paid-only': '这个群只面向已购买支持服务的用户。购买后请重新申请。',
  'rules-unread': '请先读完入群须知并确认，再重新申请。',
  'advertising': '申请里有推广内容，这个群不接受推广。',
} as const;
