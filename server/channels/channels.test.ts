import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExample, type ExampleName } from '../../examples/read-examples.ts';
import { anonymous, callBy, commandLine, testGround, type TestGround } from '../../test/harness/operations.ts';
import type { Centre } from '../../common/contract/centre.ts';
import type { Language } from '../../common/contract/text.ts';
import type { EntitlementsOf } from '../services/index.ts';
import { callerFor, fieldSentence, type Actor } from '../platform/index.ts';
import { createChannelsOperations, nothingHeld, nothingMeasured, type FirstResponseStatistics } from './index.ts';
import { centreOf, shanghai, smallCentre } from './testing.ts';

let ground: TestGround;

beforeAll(async () => {
  ground = await testGround();
});
afterAll(() => ground.close());

type Asking = { actor?: Actor; language?: Language; at?: string; statistics?: FirstResponseStatistics; example?: string | null; entitlementsOf?: EntitlementsOf };

function asking(centre: Centre | null, { actor = anonymous, language = 'zh-CN', at = '2026-06-10 10:00', statistics = nothingMeasured, example = null, entitlementsOf = nothingHeld }: Asking = {}) {
  ground.clock.set(new Date(shanghai(at)));
  const operations = createChannelsOperations({ reader: { current: () => ({ revision: '1', example, centre }) }, statistics, entitlementsOf });
  return callerFor(ground, operations, callBy(actor, { language }));
}

const exampleCentre = (name: ExampleName) => centreOf(readExample(name));
const keys = (lines: { channel: { key: string } }[]) => lines.map(({ channel }) => channel.key);

async function valueOf<Value>(outcome: Promise<{ ok: true; value: Value } | { ok: false; refusal: unknown }>): Promise<Value> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(JSON.stringify(settled.refusal));
  return settled.value;
}

describe('the support page', () => {
  test.each(['websoft9', 'dingtalk', 'littleskin'] as const)('shows everything that the example %s describes', async (name) => {
    const centre = exampleCentre(name);
    const page = await valueOf(asking(centre, { example: name }).readSupportPage({}));
    expect(page.example).toBe(true);
    for (const section of ['products', 'channels', 'scope', 'services', 'readings', 'questions', 'safetyNotes', 'contacts', 'topics'] as const) {
      expect([section, page[section].map(({ key }) => key)]).toEqual([section, centre[section].map(({ key }) => key)]);
    }
    expect(page.topics.flatMap(({ fleets }) => fleets.map(({ key }) => key)).toSorted()).toEqual(centre.fleets.map(({ key }) => key).toSorted());
  });

  test('is the centre’s own once it is no example', async () => {
    expect((await valueOf(asking(exampleCentre('websoft9')).readSupportPage({}))).example).toBe(false);
  });

  test('says the same in English, and in the centre’s own language where it has only one', async () => {
    const centre = exampleCentre('websoft9');
    expect((await valueOf(asking(centre).readSupportPage({ language: 'en' }))).name).toBe('Websoft9 support');
    expect((await valueOf(asking(centre, { language: 'en' }).readSupportPage({}))).language).toBe('en');
    const chineseOnly = { ...centre, settings: { ...centre.settings, languages: ['zh-CN' as const] } };
    expect(await valueOf(asking(chineseOnly).readSupportPage({ language: 'en' }))).toMatchObject({ language: 'zh-CN', name: 'Websoft9 技术支持' });
  });

  test('names the nine groups of [000], two of them frozen and without a number', async () => {
    const page = await valueOf(asking(exampleCentre('dingtalk')).readSupportPage({}));
    const groups = page.topics.flatMap(({ fleets }) => fleets.flatMap((fleet) => fleet.groups));
    expect(groups).toHaveLength(9);
    expect(groups.filter(({ intake }) => intake === 'frozen').map(({ name, number }) => [name.slice(0, 2), number])).toEqual([['立春', undefined], ['雨水', undefined]]);
    expect(page.topics[0]?.fleets[0]).toMatchObject({ target: 500, divertAt: 60, freezeAt: 80 });
  });

  test('shows no group that is not open yet, or no longer', async () => {
    const fleet = { key: 'qq', topic: 'main', platform: 'manual' as const, app: 'qq' as const, groups: (['active', 'preparing', 'archived', 'dissolved'] as const).map((state) => ({ key: state, name: state, state })) };
    const page = await valueOf(asking(smallCentre([], { topics: [{ key: 'main', name: 'Main' }], fleets: [fleet] })).readSupportPage({}));
    expect(page.topics[0]?.fleets[0]?.groups.map(({ key }) => key)).toEqual(['active']);
  });

  test('shows what was measured in the last 30 days beside the promise', async () => {
    let asked: unknown;
    const statistics: FirstResponseStatistics = {
      measured: (channelKeys, since) => {
        asked = [channelKeys.length, since.toISOString()];
        return Promise.resolve(new Map([['ticket', { p50: 240, p90: 1200, count: 7 }]]));
      },
    };
    const page = await valueOf(asking(exampleCentre('websoft9'), { statistics }).readSupportPage({}));
    expect(asked).toEqual([6, '2026-05-11T02:00:00.000Z']);
    expect(page.channels.map(({ key, measured }) => [key, measured?.p50])).toContainEqual(['ticket', 240]);
    expect(page.channels.find(({ key }) => key === 'email')?.measured).toBeNull();
  });

  test('says when the clock has passed the last year whose holidays are known', async () => {
    const centre = exampleCentre('websoft9');
    expect((await valueOf(asking(centre).readSupportPage({}))).advice.holidaysUnknown).toBe(false);
    expect((await valueOf(asking(centre, { at: '2031-01-02 10:00' }).readSupportPage({}))).advice.holidaysUnknown).toBe(true);
  });

  test('is not found while nothing is described', async () => {
    expect(await asking(null).readSupportPage({})).toEqual({ ok: false, refusal: { code: 'not_found' } });
  });
});

describe('advice', () => {
  test('follows plan, urgency and clock', async () => {
    const centre = exampleCentre('websoft9');
    const paid = await valueOf(asking(centre, { at: '2026-06-14 10:00' }).advise({ plan: 'websoft9/paid' }));
    expect([keys(paid.best), keys(paid.later), keys(paid.others)]).toEqual([['ticket', 'email', 'phone'], ['wechat-group', 'wechat'], ['github-issue']]);
    expect(paid).toMatchObject({ product: 'websoft9', plan: 'paid', entitlement: 'paid', urgency: 'now', standardHours: { open: false, opensAt: '2026-06-15T00:00:00.000Z', hours: { key: 'standard' } } });
    expect(paid.best[0]?.channel.promise).toEqual({ kind: 'within', minutes: 60, dueAt: '2026-06-15T01:00:00.000Z' });
    expect(paid.notReached.map(({ kind }) => kind)).toEqual(['retry', 'other_channel']);
    const free = await valueOf(asking(centre).advise({ plan: 'websoft9/free', urgency: 'emergency' }));
    expect(keys(free.best)).toEqual(['github-issue']);
  });

  test('shows a promise to answer at once as holding only while it holds', async () => {
    const promiseOf = async (at: string) => (await valueOf(asking(exampleCentre('websoft9'), { at }).readSupportPage({}))).channels.find(({ key }) => key === 'phone')?.promise;
    expect(await promiseOf('2026-06-10 10:00')).toEqual({ kind: 'realtime', now: true });
    expect(await promiseOf('2026-06-14 10:00')).toEqual({ kind: 'realtime', now: false });
  });

  test('ends with the named contact, with the way to them [000]', async () => {
    const { notReached } = await valueOf(asking(exampleCentre('dingtalk')).advise({}));
    expect(notReached.at(-1)).toMatchObject({ kind: 'contact', name: '金喜', role: expect.stringContaining('开放底座') });
  });

  test('names what to read before asking [002]', async () => {
    const { readings } = await valueOf(asking(exampleCentre('littleskin')).advise({}));
    expect(readings.map(({ key }) => key)).toEqual(['before-you-ask']);
  });

  test('writes subjects in the reader’s language', async () => {
    const { others } = await valueOf(asking(exampleCentre('websoft9')).advise({ plan: 'websoft9/free', language: 'en' }));
    expect(others.find(({ channel }) => channel.key === 'phone')?.reasons).toEqual([{ code: 'paid_only', subject: 'paying users' }, { code: 'everyone_for_subject', subject: 'questions before buying' }]);
  });

  test.each([
    [{ plan: 'websoft9/payed' }, { path: 'plan', code: 'not_one_of_similar', parameters: { similar: 'websoft9/paid' } }],
    [{ plan: 'x' }, { path: 'plan', code: 'not_one_of' }],
    [{ about: 'suit:faults' }, { path: 'about', code: 'not_one_of_similar', parameters: { similar: 'suit:fault' } }],
    [{ about: 'topic:gone' }, { path: 'about' }],
    [{ about: 'weather' }, { path: 'about', code: 'about_form' }],
  ])('refuses %j, which this centre does not have, and names what it has', async (question, field) => {
    const centre = exampleCentre('websoft9');
    const refused = { ok: false, refusal: { code: 'invalid_input', fields: [field] } };
    expect(await asking(centre).advise(question)).toMatchObject(refused);
    expect(await asking(centre).readSupportPage(question)).toMatchObject(refused);
  });
});

describe('what would be recommended at another time', () => {
  const simulate = (at: string) => asking(exampleCentre('websoft9'), { actor: commandLine }).simulateAdvice({ at, plan: 'websoft9/paid', urgency: 'now' });

  test.each([
    ['2026-10-01T10:00', '2026-10-01T02:00:00.000Z'],
    ['2026-10-01T10:00:30', '2026-10-01T02:00:30.000Z'],
    ['2026-10-01T10:00:00Z', '2026-10-01T10:00:00.000Z'],
    ['2026-10-01T10:00:00+02:00', '2026-10-01T08:00:00.000Z'],
  ])('%s is %s', async (at, instant) => {
    expect((await valueOf(simulate(at))).at).toBe(instant);
  });

  test('on National Day', async () => {
    const advice = await valueOf(simulate('2026-10-01T10:00'));
    expect([keys(advice.best), keys(advice.later)]).toEqual([['ticket', 'email', 'phone'], ['wechat-group', 'wechat']]);
  });

  test.each([['2026-02-30T10:00'], ['2026-10-01T25:00'], ['1999-12-31T23:00'], ['2101-01-01T10:00'], ['tomorrow']])('%s is refused', async (at) => {
    expect(await simulate(at)).toMatchObject({ ok: false, refusal: { code: 'invalid_input', fields: [{ path: 'at', code: 'instant_form' }] } });
  });

  test('a local time that the clock skips in spring is answered, not refused', async () => {
    const berlin = smallCentre([]);
    const operations = asking({ ...berlin, settings: { ...berlin.settings, timeZone: 'Europe/Berlin' } }, { actor: commandLine });
    expect((await valueOf(operations.simulateAdvice({ at: '2026-03-29T02:30' }))).at).toMatch(/^2026-03-29T0[01]:30:00\.000Z$/);
  });

  test('is for operators', async () => {
    expect(await asking(exampleCentre('websoft9')).simulateAdvice({ at: '2026-10-01T10:00' })).toMatchObject({ ok: false, refusal: { code: 'sign_in_required' } });
  });
});

describe('the year of a calendar', () => {
  const operator = { actor: commandLine };

  test('has every day with its hours and why', async () => {
    const year = await valueOf(asking(exampleCentre('websoft9'), operator).readCalendarYear({ key: 'weekdays-5x8', year: '2026' }));
    expect(year.days).toHaveLength(365);
    const day = (date: string) => year.days.find((candidate) => candidate.date === date);
    expect(day('2026-10-01')).toEqual({ date: '2026-10-01', weekday: 'thu', ranges: [], because: 'holiday', name: '国庆节', beyondData: false });
    expect(day('2026-09-20')).toMatchObject({ weekday: 'sun', because: 'make_up', ranges: ['08:00-12:00', '13:30-17:30'] });
    // 261 weekdays of 2026, less 19 on which holidays fall, plus 6 worked weekend days.
    expect(year.openDays).toBe(261 - 19 + 6);
    expect(year.openMinutes).toBe(year.openDays * 480);
  });

  test.each([['gone', 2026, 'not_found'], ['standard', 1999, 'invalid_input'], ['standard', 'soon', 'invalid_input']])('%s in %s is refused: %s', async (key, year, code) => {
    expect(await asking(exampleCentre('websoft9'), operator).readCalendarYear({ key, year })).toMatchObject({ ok: false, refusal: { code } });
  });

  test.each([[2101, 'zh-CN', '年份不能晚于 2100。'], ['1999', 'en', 'The year cannot be before 2000.']] as const)('of %s says in %s which years there are, as years are written', async (year, language, message) => {
    const refused = await asking(exampleCentre('websoft9'), operator).readCalendarYear({ key: 'standard', year });
    const [field] = (!refused.ok && refused.refusal.fields) || [];
    expect(field && fieldSentence(field, language)).toBe(message);
  });

  const draft = { key: 'draft', name: 'Draft', hours: { mon: ['08:00-12:00'] }, exceptions: [{ date: '2026-06-08', hours: ['10:00-11:00'], note: 'Moving house' }] };

  test('can be seen before the calendar is saved', async () => {
    const preview = await valueOf(asking(exampleCentre('websoft9'), operator).previewCalendarYear({ calendar: draft, year: 2026 }));
    expect(preview.problems).toEqual([]);
    expect(preview.year).toMatchObject({ timeZone: 'Asia/Shanghai', openDays: 52, openMinutes: 51 * 240 + 60 });
    expect(preview.year?.days.find(({ date }) => date === '2026-06-08')).toMatchObject({ because: 'exception', name: 'Moving house', ranges: ['10:00-11:00'] });
  });

  test('of a draft that overlaps is not counted; what is wrong is said in words', async () => {
    const calendar = { ...draft, hours: { mon: ['08:00-12:00', '11:00-13:00'] }, exceptions: [...draft.exceptions, { date: '2026-06-01', until: '2026-06-08', hours: [] }] };
    expect(await valueOf(asking(exampleCentre('websoft9'), operator).previewCalendarYear({ calendar, year: 2026 }))).toEqual({
      year: null,
      problems: [
        { path: 'calendar.hours.mon', code: 'ranges_overlap', message: '同一天的时间段有重叠：08:00-12:00 与 11:00-13:00。' },
        { path: 'calendar.exceptions[2].date', code: 'exceptions_overlap', message: '2026-06-08 被两条例外同时覆盖，请只留一条。' },
      ],
    });
  });

  test('is for operators', async () => {
    expect(await asking(exampleCentre('websoft9')).readCalendarYear({ key: 'standard', year: 2026 })).toMatchObject({ ok: false, refusal: { code: 'sign_in_required' } });
    expect(await asking(exampleCentre('websoft9')).previewCalendarYear({ calendar: draft, year: 2026 })).toMatchObject({ ok: false, refusal: { code: 'sign_in_required' } });
  });
});
