import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { applicationStates } from '../../common/contract/admission.ts';
import { elementsOf, textOf } from '../public/testing/html.ts';
import { ApplicationView, type ApplicationViewProps } from './ApplicationView.tsx';
import { JoinView, type JoinViewProps } from './JoinView.tsx';
import { applicationIn, joinFleet, joinPage, now } from './testing.ts';
import { nothingTyped } from './typed.ts';

const join = (changes: Partial<JoinViewProps> = {}) =>
  renderToStaticMarkup(<JoinView language="zh-CN" now={now} origin="https://help.example.com" page={joinPage([joinFleet()])} applicant={{ kind: 'stranger' }} standing={undefined} notice={undefined} typed={nothingTyped} problem={undefined} invited={false} group={undefined} {...changes} />);
const application = (changes: Partial<ApplicationViewProps> & Pick<ApplicationViewProps, 'status'>) =>
  renderToStaticMarkup(<ApplicationView language="zh-CN" now={now} timeZone="Asia/Shanghai" fleet={joinFleet()} to="/applications/status" byLink problem={undefined} {...changes} />);
const named = (html: string, name: string) => elementsOf(html).find(({ attributes }) => attributes['name'] === name)?.attributes;

describe('the join page', () => {
  test('says where one lands, how it stands in words and shape, what is asked and why, and for how long one waits', () => {
    const text = textOf(join());
    for (const words of ['雨水 · 312/500', '雨水-Stream 模式', '▲ 快满了，仍在收人', '一半在 2 分钟内有结果', '九成在 1 小时 30 分钟内', '申请理由：公司-业务-姓名', '说清楚来历', '填的 UID 不存在会计次，3 次后不再受理', '你要属于其中一个组织']) expect(text).toContain(words);
  });

  test('of a full fleet lets one apply for a place, also where nothing is asked', () => {
    const landing = { kind: 'waitlist' as const, waiting: 2, reason: 'closed' as const };
    const html = join({ page: joinPage([joinFleet({ landing, waiting: 2, applies: true, fields: [], checks: [], readings: [], joinsAtOnce: false })]) });
    expect(textOf(html)).toContain('已有 2 人排队，提交后你排在第 3 位。');
    expect(elementsOf(html).some(({ name, attributes }) => name === 'form' && attributes['id'] === 'apply')).toBe(true);
    expect(html).not.toContain('/scan');
  });

  test('keeps what was typed through a refusal, with what is wrong beside each field and above the form', () => {
    const problem = { type: '', title: '有内容要改', status: 400, code: 'invalid_input' as const, fields: [{ path: 'answers.reason', code: 'reason_part_missing', message: '还少“姓名”' }, { path: 'answers.readings', code: 'reading_missing', message: '请先读完' }] };
    const html = join({ problem, typed: { ...nothingTyped, answers: { reason: '网钉-考勤', uid: '12' }, unreachable: true, email: 'a@b.cn', readings: ['before', 'conduct'] } });
    expect(named(html, 'reason')).toMatchObject({ value: '网钉-考勤', 'aria-invalid': 'true', 'aria-describedby': 'reason-hint reason-wrong' });
    expect([named(html, 'uid')?.['value'], named(html, 'email')?.['value'], named(html, 'readings')?.['value']]).toEqual(['12', 'a@b.cn', 'before conduct']);
    expect('checked' in (named(html, 'readings') ?? {}) && 'checked' in (named(html, 'uidUnreachable') ?? {})).toBe(true);
    expect(elementsOf(html).filter(({ attributes }) => attributes['href'] === '#reason')).toHaveLength(1);
    expect(elementsOf(html).find(({ attributes }) => attributes['id'] === 'problems')?.attributes).toMatchObject({ role: 'alert', tabindex: '-1' });
  });

  test('asks strangers for their address, and nobody who has proven one', () => {
    expect(named(join(), 'email')).toBeDefined();
    expect(textOf(join())).toContain('提交，去收验证码');
    const known = join({ applicant: { kind: 'person', name: '谷雨', email: 'guyu@example.com' } });
    expect(named(known, 'email')).toBeUndefined();
    expect(textOf(known)).toContain('以 谷雨（guyu@example.com）的身份申请');
    expect(named(join({ applicant: { kind: 'person', name: '谷雨' } }), 'email')).toBeDefined();
  });

  test('shows the waitlist and how many wait when nobody gets a seat', () => {
    const full = joinFleet({ landing: { kind: 'waitlist', waiting: 3, reason: 'all_frozen' }, offerHours: 48 });
    const html = join({ page: joinPage([full]), applicant: { kind: 'person', name: '谷雨', email: 'guyu@example.com' } });
    expect(textOf(html)).toContain('已有 3 人排队，提交后你排在第 4 位');
    expect(textOf(html)).toContain('名额为你保留 48 小时');
    expect(textOf(html)).toContain('加入候补');
  });

  test('tells a member that they are in, and shows the form for another group only where one may have a seat beside', () => {
    const isForm = (html: string) => elementsOf(html).some(({ name, attributes }) => name === 'form' && attributes['id'] === 'apply');
    const member = { kind: 'member' as const, group: '雨水-Stream 模式', to: '/groups/yushui', elsewhere: true };
    const plain = joinPage([joinFleet({ fields: [] })]);
    expect(textOf(join({ standing: member, page: plain, group: 'lichun' }))).toContain('你已经在群里了：雨水-Stream 模式。');
    expect(isForm(join({ standing: member, page: plain, group: 'lichun' }))).toBe(false);
    expect(isForm(join({ standing: { ...member, elsewhere: false }, group: 'yushui' }))).toBe(false);
    for (const html of [join({ standing: member, group: 'lichun' }), join({ standing: member, page: plain, group: 'lichun', beside: true })]) {
      expect(textOf(html)).toContain('想再进立春-Stream 模式？');
      expect(isForm(html)).toBe(true);
    }
  });

  test('lets whoever is in an archived group apply for one that takes people', () => {
    const html = join({ standing: { kind: 'archived', group: '立春-Stream 模式', to: '/groups/lichun' } });
    expect(textOf(html)).toContain('你的群已经归档，只能看：立春-Stream 模式。');
    expect(textOf(html)).not.toContain('你已经在群里了');
    expect(elementsOf(html).some(({ name, attributes }) => name === 'form' && attributes['id'] === 'apply')).toBe(true);
  });

  test('a topic with several fleets lets one choose, and shows no form', () => {
    const html = join({ page: joinPage([joinFleet(), joinFleet({ key: 'stream-qq', address: 'stream-qq', app: 'qq', name: 'Stream 模式（QQ）' })]) });
    expect(elementsOf(html).filter(({ name }) => name === 'form')).toEqual([]);
    expect(elementsOf(html).filter(({ attributes }) => attributes['href'] === '/g/stream-qq')).toHaveLength(1);
  });

  test('leads to the search for groups, of a topic or a fleet, unless none of them can be found', () => {
    const ways = (page: JoinViewProps['page']) => elementsOf(join({ page })).filter(({ attributes }) => attributes['href'] === '/find').length;
    const topic = [joinFleet(), joinFleet({ key: 'stream-qq', address: 'stream-qq' })];
    expect([ways(joinPage([joinFleet()])), ways(joinPage(topic)), ways({ ...joinPage([joinFleet()]), searchable: false }), ways({ ...joinPage(topic), searchable: false })]).toEqual([1, 1, 0, 0]);
  });

  test('a group that was asked for by its number goes with the form; when it takes nobody, that is said', () => {
    const taken = join({ group: 'lichun' });
    expect(textOf(taken)).toContain('立春-Stream 模式冻结审批中，不再收人。');
    expect(textOf(taken)).toContain('现在申请会进雨水-Stream 模式。');
    expect(named(taken, 'group')).toMatchObject({ type: 'hidden', value: 'lichun' });
    expect(textOf(join({ group: 'yushui' }))).toContain('你选了雨水-Stream 模式');
  });

  test('where nobody applies, number and link stand there instead of a form', () => {
    const html = join({ page: joinPage([joinFleet({ applies: false, ways: { group: 'yushui', number: '96330019658', link: 'https://example.com/join' }, fields: [], checks: [] })]) });
    expect(elementsOf(html).filter(({ name }) => name === 'form')).toEqual([]);
    expect(textOf(html)).toContain('96330019658');
  });
});

describe('an application', () => {
  test('on the waitlist says the place and how long the wait usually is; with an offer neither', () => {
    expect(textOf(application({ status: applicationIn('waitlisted') }))).toMatch(/你排在第 4 位。.*最近 120 位候补，一半在 2 分钟内轮到，九成在 1 小时 30 分钟内。/);
    expect(textOf(application({ status: applicationIn('waitlisted', { usualWait: null }) }))).toContain('最近候补的人还不多');
    expect(textOf(application({ status: applicationIn('waitlisted', { offer: { until: '2026-11-19T02:00:00.000Z' } }) }))).not.toMatch(/排在|位候补/);
    expect(textOf(application({ status: applicationIn('in_review') }))).toContain('由管理员看的申请');
  });

  test('that came to nothing says why: a proof that never came frees no seat for anybody', () => {
    const ended = (changes = {}) => textOf(application({ status: applicationIn('expired', changes) }));
    expect(ended()).toContain('名额已经给了下一位');
    expect(ended({ ended: 'not_proven' })).toContain('邮箱没有在 24 小时内验证');
    expect(ended({ ended: 'not_proven' })).not.toContain('下一位');
  });

  test.each([['left', '你离开了'], ['removed', '管理员把你移出了'], ['dissolved', '已经解散']] as const)('of somebody who was in and is no more (%s) says so, since when, and how to come back', (ended, words) => {
    const html = application({ status: applicationIn('joined', { ended, endedAt: '2026-11-17T02:00:00.000Z' }) });
    expect(textOf(html)).toContain(words);
    expect(textOf(html)).toContain('11 月 17 日 10:00 起不在群里');
    expect(textOf(html)).not.toMatch(/你已经在群里了|你在的群/);
    expect(elementsOf(html).filter(({ attributes }) => attributes['href'] === '/g/stream-dingtalk')).toHaveLength(1);
    expect(elementsOf(html).filter(({ attributes }) => attributes['aria-current'] === 'step')).toHaveLength(1);
  });

  test('whose held seat was taken back, or went with its group, is not told that its time ran out', () => {
    for (const [ended, words] of [['removed', '管理员收回了'], ['dissolved', '群解散了']] as const) {
      const text = textOf(application({ status: applicationIn('expired', { ended }) }));
      expect(text).toContain(words);
      expect(text).toContain('申请已结束');
      expect(text).not.toMatch(/过期|下一位/);
    }
  });

  test('that was sent back says until when it is waited for', () => {
    expect(textOf(application({ status: applicationIn('awaiting_correction', { correctUntil: '2026-12-02T02:00:00.000Z' }) }))).toMatch(/请在.*12.*前改好，过了时间申请就结束了。/);
  });

  test.each(applicationStates.flatMap((state) => (['zh-CN', 'en'] as const).map((language) => [state, language] as const)))('%s is drawn in %s with a line of three steps, one of them the present one', (state, language) => {
    const html = application({ status: applicationIn(state), language });
    const steps = elementsOf(html).filter(({ name, attributes }) => name === 'li' && /^(?:done|now-here|stopped|ahead)$/.test(attributes['class'] ?? ''));
    expect(steps).toHaveLength(3);
    expect(steps.filter(({ attributes }) => attributes['aria-current'] === 'step')).toHaveLength(state === 'joined' ? 0 : 1);
    expect(textOf(html)).not.toMatch(/\{\w+\}/);
  });

  test('offers only what its owner may do', () => {
    const doing = (status: Parameters<typeof applicationIn>[1], state: Parameters<typeof applicationIn>[0]) => elementsOf(application({ status: applicationIn(state, status) })).filter(({ attributes }) => attributes['name'] === 'do').map(({ attributes }) => attributes['value']);
    expect(doing({}, 'approved')).toEqual(['confirm', 'withdraw']);
    expect(doing({ offer: { until: '2026-11-19T02:00:00.000Z' }, may: { withdraw: true, correct: false, accept: true, confirm: false, appeal: false, giveUid: false } }, 'waitlisted')).toEqual(['accept', 'withdraw']);
    expect(doing({}, 'rejected')).toEqual(['appeal']);
    expect(doing({}, 'withdrawn')).toEqual([]);
  });

  test('shows the code that opens the group, until when the seat is held, and what to do', () => {
    const text = textOf(application({ status: applicationIn('approved') }));
    for (const words of ['K7WM-3QXZ', '96330019658', '明天 10:00 前进群', '钉钉', '我已进群']) expect(text).toContain(words);
  });

  test('a rejection says why, whether it counts, and how many chances are left', () => {
    expect(textOf(application({ status: applicationIn('rejected') }))).toMatch(/没有这个 UID.*这次计一次。 还有 2 次机会/);
    expect(textOf(application({ status: applicationIn('rejected', { counted: false }) }))).toContain('这次不计次');
    expect(textOf(application({ status: applicationIn('rejected', { chancesLeft: 0 }) }))).toContain('机会已经用完');
  });

  test('a correction comes back with what was typed', () => {
    const html = application({ status: applicationIn('awaiting_correction') });
    expect(html).toMatch(/value="correct"/);
    expect(html.replaceAll(/<details.*?<\/details>/gs, '')).toMatch(/value="correct"/);
    expect(named(html, 'reason')).toMatchObject({ value: '网钉科技-考勤排班' });
    expect(named(html, 'revision')).toMatchObject({ value: '3' });
  });
});
