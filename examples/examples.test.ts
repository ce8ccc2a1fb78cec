import { describe, expect, test } from 'vitest';
import { sectionNames, type CentreFile } from '../common/contract/centre.ts';
import type { Entry } from '../common/contract/channel.ts';
import { exampleNames, readExample, readSource, sourceOfExample, sourcesPresent, stringsIn, valueAt, type ExampleName } from './read-examples.ts';

if (!sourcesPresent) console.log('skipped: comparing the examples with the sources, because ../shared/source is absent');

const han = /\p{Script=Han}/gu;
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

describe.each(exampleNames)('the example %s', (name) => {
  const file = readExample(name);
  const strings = stringsIn(file);

  test('speaks Chinese by default and English as well', () => {
    expect(file.centre?.languages).toEqual(['zh-CN', 'en']);
  });

  test('gives every text in both languages', () => {
    const oneSided = localizedTexts(file).filter((text) => text['zh-CN'] === undefined || text.en === undefined);
    expect(oneSided).toEqual([]);
    // An organisation has one name, whoever reads it.
    const chineseForEveryone = strings.filter(({ path, text }) => !['zh-CN', 'en'].includes(path.at(-1) ?? '') && path.at(-2) !== 'organisations' && count(text, han) > 0);
    expect(chineseForEveryone).toEqual([]);
  });

  test('writes English in the English texts', () => {
    const inEnglish = strings.filter(({ path }) => path.at(-1) === 'en').map(({ text }) => text);
    expect(inEnglish.length).toBeGreaterThan(20);
    expect(inEnglish.filter((text) => count(text, /[A-Za-z]/g) <= count(text, han))).toEqual([]);
  });

  test('speaks calmly and says 你', () => {
    expect(strings.filter(({ text }) => /[!！您]/.test(text))).toEqual([]);
  });

  test('names only what it describes', () => {
    expect(brokenReferences(file)).toEqual([]);
  });

  test('uses a key once in its section', () => {
    const repeated = [
      ...sections(file).flatMap(([section, entries]) => repeats(entries.map(({ key }) => `${section}.${key}`))),
      ...(file.fleets ?? []).flatMap((fleet) => repeats((fleet.groups ?? []).map(({ key }) => `fleets.${fleet.key}.${key}`))),
    ];
    expect(repeated).toEqual([]);
  });

  test('shows no picture of the source', () => {
    expect(strings.filter(({ text }) => /\.(?:png|jpe?g)\b/.test(text))).toEqual([]);
  });
});

/** What the sources state, value by value; the line is where it stands. */
const facts: { example: ExampleName; at: string; is: unknown; line: number; written?: string }[] = [
  { example: 'dingtalk', at: 'channels.online.entries.0.url', is: 'https://open-dev.dingtalk.com', line: 20 },
  { example: 'dingtalk', at: 'channels.ticket.entries.0.url', is: 'https://open-dev.dingtalk.com', line: 27 },
  { example: 'dingtalk', at: 'channels.big-group.entries.0.url', is: 'https://open-dev.dingtalk.com', line: 35 },
  { example: 'dingtalk', at: 'channels.github-issue.kind', is: 'issue_tracker', line: 76, written: 'GitHub issue' },
  { example: 'dingtalk', at: 'fleets.ai-assistant-dingtalk.groups.ai-assistant.number', is: '96330019657', line: 49 },
  { example: 'dingtalk', at: 'topics.ai-assistant.documents.0.url', is: 'https://open.dingtalk.com/document/ai-dev/create-a-dingtalk-ai-assistant', line: 49 },
  { example: 'dingtalk', at: 'fleets.stream-mode-dingtalk.groups.lichun.intake', is: 'frozen', line: 50, written: '冻结审批' },
  { example: 'dingtalk', at: 'fleets.stream-mode-dingtalk.groups.lichun.term', is: 1, line: 50, written: '立春' },
  { example: 'dingtalk', at: 'fleets.stream-mode-dingtalk.groups.yushui.intake', is: 'frozen', line: 51, written: '冻结审批' },
  { example: 'dingtalk', at: 'fleets.stream-mode-dingtalk.groups.yushui.term', is: 2, line: 51, written: '雨水' },
  { example: 'dingtalk', at: 'fleets.stream-mode-dingtalk.groups.jingzhe.number', is: '70885003679', line: 52 },
  { example: 'dingtalk', at: 'fleets.stream-mode-dingtalk.groups.jingzhe.term', is: 3, line: 52, written: '惊蛰' },
  { example: 'dingtalk', at: 'fleets.interactive-cards-dingtalk.groups.interactive-cards.number', is: '32815007951', line: 53 },
  { example: 'dingtalk', at: 'fleets.connector-isv-dingtalk.groups.connector-isv.number', is: '35259459', line: 54 },
  { example: 'dingtalk', at: 'fleets.hr-dingtalk.groups.hr.number', is: '23128045', line: 55 },
  { example: 'dingtalk', at: 'fleets.unified-authorisation-dingtalk.groups.unified-authorisation.number', is: '27520024199', line: 56 },
  { example: 'dingtalk', at: 'topics.unified-authorisation.documents.0.url', is: 'https://open.dingtalk.com/document/personalapp/overview-2', line: 56 },
  { example: 'dingtalk', at: 'fleets.mac-dingtalk.groups.mac.number', is: '21947662', line: 57 },
  { example: 'dingtalk', at: 'contacts.jin-xi.name.zh-CN', is: '金喜', line: 70 },

  { example: 'websoft9', at: 'channels.ticket.entries.0.url', is: 'https://share.hsforms.com/1V3u-6EPoRgOKEdi9kSk12w568t5', line: 44 },
  { example: 'websoft9', at: 'channels.ticket.recommended', is: true, line: 44, written: '推荐' },
  { example: 'websoft9', at: 'channels.ticket.suits', is: ['fault'], line: 44, written: '处理故障' },
  { example: 'websoft9', at: 'channels.ticket.hours', is: { acceptance: 'always', answering: 'standard' }, line: 44, written: '7×24' },
  { example: 'websoft9', at: 'channels.ticket.promise', is: { kind: 'within', minutes: 60 }, line: 72, written: '1 个小时内' },
  { example: 'websoft9', at: 'channels.email.entries.0.address', is: 'help@websoft9.com', line: 45 },
  { example: 'websoft9', at: 'channels.email.suits', is: ['fault', 'cooperation'], line: 45, written: '合作' },
  { example: 'websoft9', at: 'channels.email.hours', is: { acceptance: 'always', answering: 'standard' }, line: 45, written: '7×24' },
  { example: 'websoft9', at: 'channels.email.promise', is: { kind: 'within', minutes: 60 }, line: 72, written: '1 个小时内' },
  { example: 'websoft9', at: 'channels.wechat-group.entries.0.id', is: '128631425', line: 46 },
  {
    example: 'websoft9', at: 'channels.wechat-group.entries.1.url', line: 46,
    is: 'http://shang.qq.com/wpa/qunwpa?idkey=97f84fb81422d72ef343017e250275c565fdde58ae4d6e2cea2d22fdb0651215',
  },
  { example: 'websoft9', at: 'channels.wechat-group.hoursLabel', is: '5×8', line: 46 },
  { example: 'websoft9', at: 'channels.wechat.hoursLabel', is: '5×8', line: 47 },
  { example: 'websoft9', at: 'channels.wechat.promise', is: { kind: 'realtime' }, line: 72, written: '实时响应' },
  { example: 'websoft9', at: 'channels.phone.entries.0.number', is: '0731-8957 2759', line: 48 },
  { example: 'websoft9', at: 'channels.phone.hoursLabel', is: '7×8', line: 48 },
  { example: 'websoft9', at: 'channels.phone.suits', is: ['presales', 'emergency'], line: 48, written: '售前或紧急故障' },
  { example: 'websoft9', at: 'channels.phone.promise', is: { kind: 'realtime' }, line: 72, written: '实时响应' },
  { example: 'websoft9', at: 'channels.phone.hours.emergency', is: 'always', line: 76, written: '情况紧急' },
  { example: 'websoft9', at: 'calendars.standard.hours.mon', is: ['08:00-17:30'], line: 70, written: '8:00--17:30' },
  { example: 'websoft9', at: 'calendars.standard.hours.sat', is: ['08:00-17:30'], line: 70, written: '周一至周六' },
  { example: 'websoft9', at: 'calendars.standard.hours.sun', is: undefined, line: 70, written: '周一至周六' },
  { example: 'websoft9', at: 'channels.phone.audience', is: ['paid'], line: 23, written: '付费镜像' },
  { example: 'websoft9', at: 'channels.phone.everyoneFor', is: ['presales'], line: 48, written: '售前' },
  { example: 'websoft9', at: 'channels.github-issue.entries.0.url', is: 'https://github.com/Websoft9', line: 24 },
  { example: 'websoft9', at: 'scope.documents.level', is: 'document', line: 21, written: '文档指导服务' },
  { example: 'websoft9', at: 'scope.not-listed.level', is: 'on_demand', line: 22, written: '按需服务' },
  {
    example: 'websoft9', at: 'services.on-demand.documents.0.url', line: 29,
    is: 'https://libs.websoft9.com/Websoft9/DocsPicture/zh/common/sopservices-websoft9.pdf',
  },

  { example: 'littleskin', at: 'channels.one-to-one.entries.0.url', is: 'https://afdian.net/a/tnqzh123', line: 18 },
  { example: 'littleskin', at: 'channels.one-to-one.audience', is: ['sponsor'], line: 19, written: '赞助支持' },
  { example: 'littleskin', at: 'fleets.main-qq.groups.main-qq.name', is: '[user@LittleSkin ~/group/QQ]$', line: 79 },
  { example: 'littleskin', at: 'fleets.main-qq.groups.main-qq.number', is: '586146922', line: 79 },
  { example: 'littleskin', at: 'fleets.main-qq.groups.main-qq.link', is: 'https://jq.qq.com/?_wv=1027&k=5uVljsY', line: 78 },
  { example: 'littleskin', at: 'fleets.main-telegram.groups.main-telegram.handle', is: '@littleskin', line: 82 },
  { example: 'littleskin', at: 'fleets.main-telegram.groups.main-telegram.link', is: 'https://t.me/littleskin', line: 82 },
  { example: 'littleskin', at: 'topics.main.offTopicTo', is: 'cafe', line: 88, written: '#cafe' },
  { example: 'littleskin', at: 'fleets.cafe-qq.groups.cafe-qq.name', is: 'Honoka Café', line: 95 },
  { example: 'littleskin', at: 'fleets.cafe-qq.groups.cafe-qq.number', is: '651672723', line: 95 },
  { example: 'littleskin', at: 'fleets.cafe-qq.groups.cafe-qq.link', is: 'https://jq.qq.com/?_wv=1027&k=3S0sYT6C', line: 94 },
  { example: 'littleskin', at: 'fleets.cafe-telegram.groups.cafe-telegram.handle', is: '@honokacafe', line: 98 },
  { example: 'littleskin', at: 'fleets.cafe-telegram.groups.cafe-telegram.link', is: 'https://t.me/honokacafe', line: 98 },
  { example: 'littleskin', at: 'topics.cafe.offTopicTo', is: 'main', line: 102, written: '主用户群' },
];

describe('what the sources state', () => {
  test.each(facts)('$example: $at (line $line)', ({ example, at, is }) => {
    expect(valueAt(readExample(example), at)).toEqual(is);
  });

  test.skipIf(!sourcesPresent).each(facts)('line $line of the source of $example has it', ({ example, is, line, written }) => {
    expect(readSource(sourceOfExample[example])[line - 1]).toContain(written ?? String(is));
  });

  test('DingTalk has nine groups, two of them frozen without number, link or handle (000, lines 49–57)', () => {
    const groups = (readExample('dingtalk').fleets ?? []).flatMap((fleet) => fleet.groups ?? []);
    expect(groups).toHaveLength(9);
    const frozen = groups.filter((group) => group.intake === 'frozen');
    expect(frozen.map(({ key }) => key)).toEqual(['lichun', 'yushui']);
    for (const group of frozen) expect([group.number, group.link, group.handle]).toEqual([undefined, undefined, undefined]);
    expect(groups.filter((group) => group.number !== undefined)).toHaveLength(7);
  });

  test('DingTalk aims at 500 people, diverts above 60 % and freezes above 80 %, by solar terms (000, lines 65–68)', () => {
    const fleets = readExample('dingtalk').fleets ?? [];
    expect(fleets).toHaveLength(7);
    for (const { target, divertAt, freezeAt, naming } of fleets) {
      expect({ target, divertAt, freezeAt, naming }).toEqual({ target: 500, divertAt: 60, freezeAt: 80, naming: 'solar_terms' });
    }
  });

  test('every DingTalk group asks for company, business and name (000, line 61)', () => {
    for (const fleet of readExample('dingtalk').fleets ?? []) {
      expect(stringsIn(fleet.asks).map(({ text }) => text)).toEqual([expect.stringContaining('网钉科技-考勤排班-张三'), expect.stringContaining('网钉科技-考勤排班-张三')]);
    }
  });

  test('only the connector group has a condition: the organisation 钉钉ISV沟通组 (000, line 54)', () => {
    const conditional = (readExample('dingtalk').fleets ?? []).filter((fleet) => stringsIn((fleet.groups ?? []).map(({ conditions }) => conditions)).length > 0);
    expect(conditional.map(({ key }) => key)).toEqual(['connector-isv-dingtalk']);
    expect(stringsIn(conditional[0]?.groups?.[0]?.conditions).every(({ text }) => text.includes('钉钉ISV沟通组'))).toBe(true);
  });

  test.each(['dingtalk', 'littleskin'] as const)('%s states no hours, so none are claimed', (name) => {
    const file = readExample(name);
    expect(file.calendars).toBeUndefined();
    for (const channel of file.channels ?? []) expect(channel.hours).toEqual({ acceptance: 'unstated', answering: 'unstated' });
  });

  test('Websoft9 opens eight hours on five days and eight hours on seven days (001, lines 46–48)', () => {
    const calendars = readExample('websoft9').calendars;
    expect(hoursOfWeek(calendars, 'weekdays-5x8')).toEqual([8, 8, 8, 8, 8, 0, 0]);
    expect(hoursOfWeek(calendars, 'daily-7x8')).toEqual([8, 8, 8, 8, 8, 8, 8]);
    expect(hoursOfWeek(calendars, 'standard')).toEqual([9.5, 9.5, 9.5, 9.5, 9.5, 9.5, 0]);
  });

  test('Websoft9 answers six questions (001, lines 53–84)', () => {
    expect(readExample('websoft9').questions).toHaveLength(6);
  });

  test('LittleSkin has a main group and a café, each on QQ and on Telegram (002, line 13)', () => {
    expect((readExample('littleskin').fleets ?? []).map(({ topic, app }) => `${topic} ${app}`)).toEqual(['main qq', 'main telegram', 'cafe qq', 'cafe telegram']);
  });
});

/** Links of the sources that no example carries, and why. */
const leftOut: Record<ExampleName, Record<string, string>> = {
  dingtalk: {
    '/docs/contrib/overview': 'relative link: the site is not named',
    '/docs/contrib/how-to': 'relative link: the site is not named',
  },
  websoft9: {
    '#ondemandservice': 'place on the same page, now the section "services"',
    '#contact': 'place on the same page, now the section "channels"',
    '/zh/contact.md': 'relative link: the site is not named',
    'http://pub.idqqimg.com/wpa/images/group.png': 'picture: the button of the QQ link',
  },
  littleskin: {
    '/email': 'relative link: its text is not among the sources; the path is named in words',
    './problems': 'relative link: its text is not among the sources; the path is named in words',
    '#cafe': 'place on the same page, now the topic "cafe"',
  },
};

describe.skipIf(!sourcesPresent).each(exampleNames)('beside its source, the example %s', (name) => {
  const source = sourcesPresent ? readSource(sourceOfExample[name]).join('\n') : '';
  const carried = stringsIn(readExample(name)).map(({ text }) => text).join('\n');

  test('carries every link that is not a picture', () => {
    const links = [...source.matchAll(/\]\(([^)\s]+)[^)]*\)|link="([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
    expect(links.length).toBeGreaterThan(5);
    const isPicture = (link: string) => /\.(?:png|jpe?g)$/.test(link);
    const missing = links.filter((link) => !isPicture(link) && !(link in leftOut[name]) && !carried.includes(link));
    expect(missing).toEqual([]);
    expect(Object.keys(leftOut[name]).filter((link) => !links.includes(link))).toEqual([]);
  });

  test('carries every bare address, e-mail address and long number', () => {
    const addresses = source.match(/https?:\/\/[^\s)"'<>\]]+/g) ?? [];
    const mails = source.match(/[\w.+-]+@[\w-]+\.[a-z]{2,}/g) ?? [];
    const numbers = source.replace(/https?:\/\/[^\s)"'<>\]]+/g, ' ').match(/\b\d(?:[ -]?\d){5,}\b/g) ?? [];
    expect([...addresses, ...numbers].length).toBeGreaterThan(2);
    const pictures = addresses.filter((address) => /\.(?:png|jpe?g)$/.test(address));
    expect([...addresses, ...mails, ...numbers].filter((text) => !pictures.includes(text) && !carried.includes(text))).toEqual([]);
  });

  test('copies no twelve Chinese characters in a row', () => {
    const onlyHan = (text: string) => (text.match(han) ?? []).join('');
    const original = onlyHan(source);
    const copied = stringsIn(readExample(name)).flatMap(({ text }) => {
      const characters = onlyHan(text);
      return Array.from({ length: Math.max(0, characters.length - 11) }, (_, start) => characters.slice(start, start + 12)).filter((run) => original.includes(run));
    });
    expect(copied).toEqual([]);
  });
});

function repeats(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function sections(file: CentreFile): [string, { key: string }[]][] {
  return sectionNames.map((section) => [section, file[section] ?? []]);
}

/** Every text that is given per language. */
function localizedTexts(value: unknown): { 'zh-CN'?: unknown; en?: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh-CN' in value || 'en' in value) return [value];
  return Object.values(value).flatMap(localizedTexts);
}

/** Hours open on each day from Monday to Sunday. */
function hoursOfWeek(calendars: CentreFile['calendars'], key: string): number[] {
  const calendar = calendars?.find((entry) => entry.key === key);
  if (calendar === undefined || calendar.hours === '24x7') throw new Error(`no weekly hours: ${key}`);
  const hours = calendar.hours;
  return (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) =>
    (hours[day] ?? []).reduce((sum, range) => sum + length(range), 0),
  );
}

function length(range: string): number {
  const [from = 0, to = 0] = range.split('-').map((time) => Number(time.slice(0, 2)) + Number(time.slice(3)) / 60);
  return to - from;
}

/** References to calendars, products, readings, topics and fleets that lead nowhere. */
function brokenReferences(file: CentreFile): string[] {
  const keys = (entries: { key: string }[] | undefined) => new Set((entries ?? []).map(({ key }) => key));
  const known = {
    calendar: keys(file.calendars).add('always').add('unstated'),
    product: keys(file.products),
    reading: keys(file.readings),
    topic: keys(file.topics),
    fleet: keys(file.fleets),
  };
  const fleetsOf = (entries: Entry[] | undefined) => (entries ?? []).flatMap((entry) => (entry.kind === 'fleet' ? [entry.fleet] : []));
  const named: [keyof typeof known, (string | undefined)[]][] = [
    ['calendar', [file.centre?.answeringCalendar]],
    ...(file.channels ?? []).flatMap((channel): [keyof typeof known, (string | undefined)[]][] => [
      ['calendar', [channel.hours?.acceptance, channel.hours?.answering, channel.hours?.emergency]],
      ['product', channel.products ?? []],
      ['reading', channel.readings ?? []],
      ['fleet', fleetsOf(channel.entries)],
    ]),
    ['fleet', (file.contacts ?? []).flatMap(({ entries }) => fleetsOf(entries))],
    ['product', [...(file.scope ?? []), ...(file.questions ?? [])].map(({ product }) => product)],
    ['topic', [...(file.topics ?? []).map(({ offTopicTo }) => offTopicTo), ...(file.fleets ?? []).map(({ topic }) => topic)]],
    ['reading', (file.fleets ?? []).flatMap(({ readings }) => readings ?? [])],
  ];
  return named.flatMap(([kind, names]) => names.filter((name) => name !== undefined && !known[kind].has(name)).map((name) => `${kind} ${name}`));
}
