/** Importing lines from a table: what happens to each, and the report. */
export const importsChinese = {
  report_line: '行号',
  report_result: '结果',
  report_what: '说明',
  report_name: '导入报告',
  will_create: '将新增',
  will_change: '将修改',
  will_same: '没有变化',
  will_wrong: '有错，不导入',
  will_failed: '没有完成',
  did_create: '已新增',
  did_change: '已修改',
  did_same: '没有变化',
  did_wrong: '有错，没有导入',
  did_failed: '没有完成',
  template_members: '组织成员导入模板',
  template_entitlements: '权益导入模板',
} as const;
