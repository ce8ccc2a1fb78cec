/** Words for the parts of a centre, in sentences and in lists. */
export const centreChinese = {
  new_centre: '支持中心',
  settings: '整体设置',
  calendars: '服务时间',
  products: '产品',
  channels: '支持渠道',
  scope: '支持范围',
  services: '按需服务',
  readings: '阅读材料',
  questions: '常见问题',
  safetyNotes: '安全提示',
  contacts: '升级联系人',
  topics: '领域',
  fleets: '群系列',
  named: '{section}“{name}”',
  located: '{place}（{name}）',
  separator: '、',
} as const;
