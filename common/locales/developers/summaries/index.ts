import { admissionSummaries } from './admission.ts';
import { centreSummaries } from './centre.ts';
import { groupsSummaries } from './groups.ts';
import { organisationsSummaries } from './organisations.ts';
import { peopleSummaries } from './people.ts';
import { programsSummaries } from './programs.ts';

export { operationDescriptions } from './descriptions.ts';

/** What each operation does, in Chinese. The English sentences are in the operations themselves, from where the OpenAPI document has them. */
export const operationSummaries: Readonly<Record<string, string>> = { ...peopleSummaries, ...organisationsSummaries, ...programsSummaries, ...groupsSummaries, ...admissionSummaries, ...centreSummaries };

/** What the areas of the API are called, and what is in them. */
export const areaWords: Readonly<Record<string, { name: string; description: string }>> = {
  people: { name: '用户', description: '用户和他们的账号，工作人员和角色。' },
  'sign-in': { name: '登录', description: '怎样登录，以及由此而来的会话。' },
  organisations: { name: '组织', description: '企业、部门和成员。' },
  services: { name: '权益', description: '谁可以用什么，从什么时候到什么时候。' },
  privacy: { name: '隐私', description: '隐私说明、同意、保存期限、导出和删除。' },
  programs: { name: '程序', description: 'API 密钥、Webhook 和传入 Webhook。' },
  notices: { name: '通知', description: '工作人员收到什么通知，在哪里、什么时候。' },
  upkeep: { name: '运维', description: '健康、任务、存储和备份。' },
  groups: { name: '群', description: '群系列、群和席位。' },
  admission: { name: '入群', description: '申请、决定、邀请、计次。' },
  centre: { name: '支持中心', description: '中心的描述：访客看到的内容。' },
  channels: { name: '支持页', description: '支持页和求助向导。' },
  about: { name: '关于', description: '这份接口说明。' },
};
