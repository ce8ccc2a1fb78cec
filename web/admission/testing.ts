import type { ApplicationState, ApplicationStatus } from '../../common/contract/admission.ts';
import type { JoinFleetPage, JoinPage } from '../../common/contract/join.ts';

/** A fleet and applications as pages get them, for tests of the views. */

export const now = '2026-11-18T02:00:00.000Z';

export function joinFleet(changes: Partial<JoinFleetPage> = {}): JoinFleetPage {
  return {
    key: 'stream-dingtalk', topic: 'stream', name: 'Stream 模式', topicName: 'Stream 模式', app: 'dingtalk', joinsAtOnce: false, address: 'stream-dingtalk', applies: true, audience: ['everyone'],
    landing: { kind: 'group', name: '雨水-Stream 模式', term: 2, heads: 312, target: 500, counted: '2026-11-16T02:00:00.000Z', intake: 'diverting' },
    groups: [
      { key: 'lichun', name: '立春-Stream 模式', term: 1, number: '96330019657', heads: 401, target: 500, counted: '2026-11-16T02:00:00.000Z', intake: 'frozen', conditions: [], documents: [] },
      { key: 'yushui', name: '雨水-Stream 模式', term: 2, number: '96330019658', heads: 312, target: 500, counted: '2026-11-16T02:00:00.000Z', intake: 'diverting', conditions: [], documents: [] },
    ],
    languages: ['zh-CN'], usualWait: { p50: 90, p90: 5400, count: 120 }, waiting: 0,
    fields: [
      { name: 'reason', label: '申请理由：公司-业务-姓名', hint: '按“公司-业务-姓名”填写，用短横线隔开，例如 网钉科技-考勤排班-张三', why: '说清楚来历，当场就能批。', example: '网钉科技-考勤排班-张三', required: true, form: 'line', maximum: 300 },
      { name: 'uid', label: '你的 LittleSkin UID', hint: '登录 LittleSkin，在用户中心的个人资料页可以找到。只填数字。', why: '用来确认你在用 LittleSkin，不需要密码，也不会公开。', required: true, form: 'digits', maximum: 64 },
      { name: 'pullRequest', label: '合并请求地址', hint: '你在 open-dingtalk/dingtalk-stream-sdk-nodejs 已合并的合并请求，例如 https://github.com/open-dingtalk/dingtalk-stream-sdk-nodejs/pull/12', why: '作者是你、已经合并，就有优先资格。', required: false, form: 'address', maximum: 300 },
    ],
    checks: [{ check: 'organisation', text: '你要属于其中一个组织：网钉科技' }],
    conditions: ['只讨论 Stream 模式的接入问题。'], steps: [], readings: [{ key: 'before', title: '提问之前', confirm: true }, { key: 'conduct', title: '群里的规矩', confirm: true }],
    chances: 3, review: false, isForSome: false, confirmHours: 24, offerHours: 24,
    ...changes,
  };
}

export function joinPage(fleets: JoinFleetPage[], changes: Partial<JoinPage> = {}): JoinPage {
  const [first = joinFleet()] = fleets;
  return {
    name: fleets.length === 1 ? first.key : 'stream', kind: fleets.length === 1 ? 'fleet' : 'topic', title: 'Stream 模式', description: '用 Stream 模式接收事件与回调，遇到问题在这里问。', rules: '只谈 **Stream 模式**。闲聊请去咖啡馆。',
    topic: { key: 'stream', name: 'Stream 模式', fleets: fleets.length }, offTopicTo: { key: 'cafe', name: '穗香咖啡馆' }, documents: [{ title: 'Stream 模式介绍', url: 'https://example.com/stream' }],
    fleets, searchable: true, example: false, timeZone: 'Asia/Shanghai', ...changes,
  };
}

const mayNothing = { withdraw: false, correct: false, accept: false, confirm: false, appeal: false, giveUid: false };
const findings: ApplicationStatus['findings'] = [
  { check: 'reason', verdict: 'ok', text: '申请理由写全了。' },
  { check: 'uid', verdict: 'unclear', text: 'UID 存在，还不能确认是你的，由管理员来看。' },
];

/** An application in a state, with everything that belongs to it. */
export function applicationIn(state: ApplicationState, changes: Partial<ApplicationStatus> = {}): ApplicationStatus {
  const base: ApplicationStatus = {
    id: '01a1ec61-e100-7007-816e-80a17352fc7a', fleet: 'stream-dingtalk', fleetName: 'Stream 模式', topicName: 'Stream 模式', state, submittedAt: '2026-11-18T01:20:00.000Z', findings: [], usualWait: { p50: 90, p90: 5400, count: 120 },
    may: mayNothing, answers: { reason: '网钉科技-考勤排班', uid: '1024', readings: ['before', 'conduct'] }, revision: 3,
  };
  const group = { id: '01a1ec61-e100-7007-816e-80a17352fc7b', name: '雨水-Stream 模式', term: 2 };
  const own: Partial<Record<ApplicationState, Partial<ApplicationStatus>>> = {
    awaiting_correction: { findings: [{ check: 'reason', verdict: 'wrong', text: '还少“姓名”，例如 网钉科技-考勤排班-张三。' }], may: { ...mayNothing, correct: true, withdraw: true } },
    in_review: { findings, may: { ...mayNothing, withdraw: true, correct: true } },
    waitlisted: { position: 4, may: { ...mayNothing, withdraw: true } },
    approved: { group, seat: { until: '2026-11-19T02:00:00.000Z', code: 'K7WM-3QXZ', number: '96330019658', link: 'https://qr.dingtalk.com/action/joingroup', steps: [] }, may: { ...mayNothing, confirm: true, withdraw: true } },
    joined: { group, findings: [{ check: 'reason', verdict: 'ok', text: '申请理由写全了。' }] },
    rejected: { reason: '没有这个 UID。请登录后在个人资料页核对。', counted: true, chancesLeft: 2, decidedAt: '2026-11-18T01:21:00.000Z', findings: [{ check: 'uid', verdict: 'wrong', text: '没有这个 UID。' }], may: { ...mayNothing, appeal: true } },
  };
  return { ...base, ...own[state], ...changes };
}
