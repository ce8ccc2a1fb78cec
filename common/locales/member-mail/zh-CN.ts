/** Mails to members of groups. */
export const memberMailChinese = {
  hello: '你好：',
  dissolved_subject: '{group}解散了',
  dissolved_member: '你所在的{group}解散了，你不再是它的成员。',
  dissolved_held: '{group}解散了，为你保留的位置也没有了。',
  dissolved_on: '还有哪些群可以加入，在这里看：',
  dissolved_button: '看看别的群',
} as const;
