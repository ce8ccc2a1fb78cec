/** Mails to whoever sent an enterprise certificate. */
export const certificateMailChinese = {
  verified_subject: '{organisation}的企业证书通过了',
  verified_text: '{name}，你交来的{organisation}的证书（{issuer}，编号 {number}）核对过了，已经通过。',
  rejected_subject: '{organisation}的企业证书没有通过',
  rejected_text: '{name}，你交来的{organisation}的证书（{issuer}，编号 {number}）没有通过。',
  rejected_reason: '原因：{reason}',
  rejected_next: '按原因改好后，可以在组织的页面上重新提交：',
  verified_next: '组织的页面：',
  button: '打开组织',
} as const;
