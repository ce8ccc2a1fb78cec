/** What operations on the described centre and the support page do, in Chinese. */
const own: Readonly<Record<string, string>> = {
  readJoinPage: '读取领域或群系列的链接显示的内容：会进哪个群、现在怎样、要填什么、为什么。',
  readJoinStrip: '读取各群系列现在的情况：会进哪个群、公开的群各有多少人、收不收人。',
  readCentreSettings: '读取整个中心的设置。',
  updateCentreSettings: '替换中心的设置。',
  importCentre: '用中心文件覆盖现在的内容，要么全部成功、要么不变，并说明改动。',
  exportCentre: '把中心导出为文件。',
  readCentreSchema: '读取中心文件的 JSON Schema。',
  adoptExample: '把示例变成自己的。',
  clearExample: '移除示例，留下空的中心。',
  undoClearExample: '恢复移除的示例，只要没有别的改动。',
  submitProposal: '告诉我们哪里缺了或写错了。',
  listProposals: '列出访客的建议，新的在前。',
  resolveProposal: '处理一条建议，或撤回处理。',
  eraseProposalContact: '永久去掉建议里的联系方式。',
  listAudit: '列出修改历史，新的在前。',
  readToday: '列出运营者今天要处理的事，急的在前。',
  readSupportPage: '读取整个支持页，以及对一个问题的建议。',
  advise: '告诉你现在怎样得到帮助：渠道由好到次，附理由和答复承诺。',
  simulateAdvice: '试算另一个时刻会推荐什么。',
  readCalendarYear: '读取服务时间在一年里的每一天。',
  previewCalendarYear: '预览还没保存的服务时间的一年，并说明哪里不对。',
  readApiDescription: '以 OpenAPI 3.1 读取这份接口说明。',
};

/** Sections of the centre: how operations are named after them, and what one entry is called. */
const sections: readonly (readonly [plural: string, one: string, chinese: string])[] = [
  ['Calendars', 'Calendar', '服务时间'], ['Products', 'Product', '产品'], ['Channels', 'Channel', '支持渠道'], ['ScopeEntries', 'ScopeEntry', '支持范围的条目'], ['Services', 'Service', '按需服务'], ['Readings', 'Reading', '阅读'],
  ['Questions', 'Question', '常见问题'], ['SafetyNotes', 'SafetyNote', '安全提示'], ['Contacts', 'Contact', '升级联系人'], ['Topics', 'Topic', '领域'], ['Fleets', 'Fleet', '群系列'],
];

export const centreSummaries: Readonly<Record<string, string>> = {
  ...own,
  ...Object.fromEntries(
    sections.flatMap(([plural, one, chinese]) => [
      [`list${plural}`, `按顺序列出全部${chinese}，或已删除的；给了 limit 就分页。`],
      [`read${one}`, `读取一条${chinese}。`],
      [`create${one}`, `在末尾添加一条${chinese}。`],
      [`update${one}`, `替换一条${chinese}；按读取时的版本比对。`],
      [`delete${one}`, `删除一条${chinese}，除非别的条目引用着它；可以恢复。`],
      [`restore${one}`, `恢复一条删除的${chinese}。`],
      [`move${one}`, `把一条${chinese}移到另一条前面。`],
    ]),
  ),
};
