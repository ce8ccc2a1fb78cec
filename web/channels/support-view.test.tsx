import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { SupportPage } from '../../common/contract/support.ts';
import { languages } from '../../common/contract/text.ts';
import { exampleNames } from '../../examples/read-examples.ts';
import { channel, smallCentre } from '../../server/channels/testing.ts';
import { elementsOf, flawsOf, textOf } from '../public/testing/html.ts';
import { AdviceView } from './AdvicePage.tsx';
import { findQrContent } from './qr-content.ts';
import { BestWay } from './parts/Ways.tsx';
import { ReadingView } from './ReadingPage.tsx';
import { SupportView, viewingOf } from './SupportView.tsx';
import { exampleCentre, supportPageOf, type Shown } from './testing.ts';
import { ViewingContext } from './viewing.ts';

const night = '2026-11-18T22:00:00+08:00';
const supportHtml = (page: SupportPage) => renderToStaticMarkup(<SupportView page={page} />);
const adviceHtml = (page: SupportPage) => renderToStaticMarkup(<AdviceView page={page} unknown={[]} />);
const shown = async (name: (typeof exampleNames)[number], options: Shown = {}) => supportHtml(await supportPageOf(exampleCentre(name), options));

describe.each(exampleNames)('the support page of %s', (name) => {
  test.each(languages)('is whole in %s: no script, no lost anchor, every control named', async (language) => {
    for (const at of ['2026-11-18T10:00:00+08:00', night]) {
      const page = await supportPageOf(exampleCentre(name), { language, at, example: true });
      expect(flawsOf(supportHtml(page))).toEqual([]);
      expect(flawsOf(adviceHtml(page).replaceAll('href="/#', 'href="/'))).toEqual([]);
      const readings = page.readings.map((reading) => renderToStaticMarkup(<ViewingContext value={viewingOf(page)}><ReadingView reading={reading} name={page.name} /></ViewingContext>));
      expect(readings.flatMap(flawsOf)).toEqual([]);
    }
  });

  test('shows every channel, group and text that the centre describes', async () => {
    const page = await supportPageOf(exampleCentre(name));
    const text = textOf(supportHtml(page));
    const groups = page.topics.flatMap(({ fleets }) => fleets.flatMap((fleet) => fleet.groups));
    const described = [
      ...page.channels.flatMap((one) => [one.name, one.description ?? '', one.note ?? '']),
      ...groups.flatMap((group) => [group.name, group.number ?? '', group.note ?? '', ...group.conditions]),
      ...page.scope.flatMap(({ topic, note }) => [topic, note ?? '']),
      ...page.services.flatMap((service) => [service.name, service.note ?? '', ...service.documents.map(({ title }) => title), ...service.purchase.flatMap(({ where, how }) => [where, how])]),
      ...page.questions.map(({ question }) => question),
      ...page.contacts.flatMap((contact) => [contact.name, contact.role ?? '', contact.when]),
      ...page.readings.map(({ title }) => title),
    ];
    expect(described.filter((part) => !text.includes(part.replaceAll(/\s+/g, ' ')))).toEqual([]);
  });

  test('leads to the search for groups, unless all of them are kept private', async () => {
    const ways = async (centre: ReturnType<typeof exampleCentre>) => elementsOf(supportHtml(await supportPageOf(centre))).filter(({ attributes }) => attributes['href'] === '/find').length;
    const centre = exampleCentre(name);
    expect(await ways(centre)).toBe(1);
    expect(await ways({ ...centre, fleets: centre.fleets.map((fleet) => ({ ...fleet, public: false, groups: (fleet.groups ?? []).map(({ public: _found, ...group }) => group) })) })).toBe(0);
  });

  test('while it is an example, no number can be dialled and no address written to', async () => {
    const links = (html: string) => elementsOf(html).flatMap(({ attributes }) => attributes['href'] ?? []).filter((href) => /^(?:tel|mailto):/.test(href));
    expect(links(await shown(name, { example: true }))).toEqual([]);
    expect(links(await shown(name)).length > 0).toBe(name === 'websoft9');
  });

  test('every code that it shows can be drawn', async () => {
    const page = await supportPageOf(exampleCentre(name));
    const codes = elementsOf(supportHtml(page)).flatMap(({ name: tag, attributes }) => (tag === 'img' ? [attributes['src'] ?? ''] : []));
    const drawable = codes.map((code) => /^\/qr\/([a-z]+)\/([a-z0-9-]+)\/([a-z0-9-]+)\.png$/.exec(code)).map((parts) => findQrContent(page, parts?.[1] ?? '', parts?.[2] ?? '', parts?.[3] ?? ''));
    expect(drawable).not.toContain(undefined);
    expect(codes.length).toBe({ littleskin: 4, websoft9: 1, dingtalk: 0 }[name]);
  });
});

describe('the recommended way', () => {
  test('says until when it is open, what is promised, and that nothing was measured yet', async () => {
    const text = textOf(await shown('websoft9', { question: { plan: 'websoft9/paid', urgency: 'hour' } }));
    expect(text).toMatch(/现在推荐 工单/);
    expect(text).toContain('1 小时内答复');
    expect(text).toContain('近 30 天还没有数据');
  });

  test('closed channels tell when they open', async () => {
    const text = textOf(await shown('websoft9', { at: night }));
    expect(text).toContain('现在没开');
    expect(text).toMatch(/微信（扫一扫） ○ 明天 08:00 开放/);
  });

  test.each([['2026-11-22T10:00:00+08:00', 'on Sunday'], ['2026-10-01T10:00:00+08:00', 'on a public holiday'], [night, 'at night'], ['2026-11-18T12:30:00+08:00', 'at lunch']])('%s nothing claims to be answered while one waits: %s', async (at) => {
    for (const urgency of ['now', 'emergency'] as const) {
      const page = await supportPageOf(exampleCentre('websoft9'), { language: 'en', at, question: { urgency } });
      expect(textOf(supportHtml(page)) + textOf(adviceHtml(page))).not.toMatch(/answered while you wait(?! in working hours)|People answer now/);
      const chinese = await supportPageOf(exampleCentre('websoft9'), { at, question: { urgency } });
      expect(textOf(supportHtml(chinese)) + textOf(adviceHtml(chinese))).not.toMatch(/(?<!工作时间内)实时答复|现在有人/);
    }
  });

  test('an open phone that nobody has to answer now says that it may be tried, and when it is answered', async () => {
    const text = textOf(await shown('websoft9', { at: '2026-11-22T10:00:00+08:00', question: { plan: 'websoft9/paid' } }));
    expect(text).toContain('开放到 12:00，但不在答复时间：可以一试，不作承诺');
    expect(text).toContain('工作时间内实时答复');
  });

  test('an urgent visitor who names no plan is not sent to pay [002]', async () => {
    const html = adviceHtml(await supportPageOf(exampleCentre('littleskin'), { question: { urgency: 'emergency' } }));
    expect(textOf(html)).toMatch(/现在推荐 主用户群/);
    expect(html.indexOf('t.me/littleskin')).toBeLessThan(html.indexOf('afdian.net'));
  });

  test('what states no hours says so once', async () => {
    const page = await supportPageOf(exampleCentre('dingtalk'), { question: { urgency: 'later' } });
    const { channel: tracker, reasons } = page.advice.best.find(({ channel: { key } }) => key === 'github-issue')!;
    const row = renderToStaticMarkup(<ViewingContext value={viewingOf(page)}><BestWay line={{ channel: tracker, reasons }} eyebrow="" /></ViewingContext>);
    expect(textOf(row).match(/服务时间没有写明/g)).toHaveLength(1);
  });

  test('when nothing is open, the first to open stands there instead', async () => {
    const centre = smallCentre([channel('phone', 'phone', { hours: { acceptance: 'weekdays' }, entries: [{ kind: 'phone', number: '0731-8957 2759' }] })]);
    const text = textOf(supportHtml(await supportPageOf(centre, { at: night })));
    expect(text).toContain('现在都没开，最早的是 phone');
    expect(text).toContain('明天 08:00 开放');
  });

  test('a centre without channels teaches what to do', async () => {
    const html = supportHtml(await supportPageOf(smallCentre([])));
    expect(textOf(html)).toContain('添加第一个渠道后');
    expect(flawsOf(html)).toEqual([]);
  });
});

describe('groups', () => {
  test('a frozen group says so, why, and what to do', async () => {
    const text = textOf(await shown('dingtalk'));
    expect(text).toContain('立春 · 冻结审批');
    expect(text).toContain('人数超过目标（500 人）的 80% 后');
    expect(text).toContain('请加入同一话题里还开放的群；谁还能进，看这个群自己的说明和条件');
    expect(text).not.toMatch(/受邀者|退群后/);
  });

  test('each carries the hue of its solar term, in the second round again the first', async () => {
    const classes = (html: string) => elementsOf(html).flatMap(({ attributes }) => attributes['class'] ?? []);
    expect(classes(await shown('dingtalk'))).toEqual(expect.arrayContaining(['term term-1 frozen', 'term term-3', 'group term-3']));
    const centre = exampleCentre('dingtalk');
    const fleets = centre.fleets.map((fleet) => ({ ...fleet, groups: fleet.groups?.map((group) => ({ ...group, term: 27 })) }));
    expect(classes(supportHtml(await supportPageOf({ ...centre, fleets })))).toContain('term term-3');
  });
});

describe('the adviser’s answer', () => {
  test('has the question in its form, as the address asked it', async () => {
    const html = adviceHtml(await supportPageOf(exampleCentre('websoft9'), { question: { plan: 'websoft9/free', about: 'suit:fault', urgency: 'later' } }));
    const selected = elementsOf(html).filter(({ name, attributes }) => name === 'option' && 'selected' in attributes).map(({ attributes }) => attributes['value']);
    expect(selected).toEqual(['websoft9/free', 'suit:fault', 'later']);
  });

  test('lists what is not for this case, with the reason', async () => {
    const text = textOf(adviceHtml(await supportPageOf(exampleCentre('websoft9'), { question: { plan: 'websoft9/free' } })));
    expect(text).toMatch(/不适合这次的 .*只对付费用户开放/);
  });

  test('tells what to do, and when, if nobody is reached; the last step is a person', async () => {
    expect(textOf(adviceHtml(await supportPageOf(exampleCentre('websoft9'), { question: { plan: 'websoft9/paid' } })))).toMatch(/找不到人？2 步 过几分钟，再试试/);
    expect(textOf(adviceHtml(await supportPageOf(exampleCentre('dingtalk'))))).toMatch(/找不到人？3 步 .*联系金喜（钉钉开放底座负责人）/);
  });

  test('says gently what it did not understand', async () => {
    const page = await supportPageOf(exampleCentre('websoft9'));
    const text = textOf(renderToStaticMarkup(<AdviceView page={page} unknown={['plan', 'urgency']} />));
    expect(text).toContain('已按“不确定”回答');
    expect(text).toContain('已按“现在就要”回答');
  });
});
