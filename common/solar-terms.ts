import type { Language } from './contract/text.ts';

/** A colour and the text colour that is readable on it (contrast ≥ 4.5:1). */
export type TermColour = { readonly background: string; readonly foreground: string };

/** A solar term: stable key (its pinyin), names, and its hue in the light and the dark scheme. */
export type SolarTerm = {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly light: TermColour;
  readonly dark: TermColour;
};

const white = '#FFFFFF';
const ink = '#1F2423';
const night = '#16181A';

function term(key: string, zh: string, en: string, light: string, lightText: string, dark: string): SolarTerm {
  return { key, zh, en, light: { background: light, foreground: lightText }, dark: { background: dark, foreground: night } };
}

/** The 24 solar terms from 立春 on, by which groups are named [000]. Spring is green, summer red, autumn gold, winter blue. */
export const solarTerms: readonly SolarTerm[] = [
  term('lichun', '立春', 'Start of Spring', '#0A8364', white, '#54D5AB'),
  term('yushui', '雨水', 'Rain Water', '#017346', white, '#59C58C'),
  term('jingzhe', '惊蛰', 'Awakening of Insects', '#368245', white, '#7DD18A'),
  term('chunfen', '春分', 'Spring Equinox', '#387027', white, '#80C06E'),
  term('qingming', '清明', 'Pure Brightness', '#577E2C', white, '#9DCC70'),
  term('guyu', '谷雨', 'Grain Rain', '#556C03', white, '#9DBA57'),
  term('lixia', '立夏', 'Start of Summer', '#C64372', white, '#EA83A1'),
  term('xiaoman', '小满', 'Grain Buds', '#AF294E', white, '#DD7587'),
  term('mangzhong', '芒种', 'Grain in Ear', '#CA4352', white, '#EE8489'),
  term('xiazhi', '夏至', 'Summer Solstice', '#B12C2C', white, '#DF776F'),
  term('xiaoshu', '小暑', 'Minor Heat', '#C9482B', white, '#ED8870'),
  term('dashu', '大暑', 'Major Heat', '#A83D01', white, '#DC7C56'),
  term('liqiu', '立秋', 'Start of Autumn', '#D2701F', ink, '#FEA66A'),
  term('chushu', '处暑', 'End of Heat', '#C9760A', ink, '#EB9B4B'),
  term('bailu', '白露', 'White Dew', '#BE7C09', ink, '#F3AE51'),
  term('qiufen', '秋分', 'Autumn Equinox', '#B3820D', ink, '#DBA53A'),
  term('hanlu', '寒露', 'Cold Dew', '#A98603', ink, '#DFB949'),
  term('shuangjiang', '霜降', "Frost's Descent", '#9E8A09', ink, '#C5B03B'),
  term('lidong', '立冬', 'Start of Winter', '#087F91', white, '#47C0D6'),
  term('xiaoxue', '小雪', 'Minor Snow', '#026C8A', white, '#45AED4'),
  term('daxue', '大雪', 'Major Snow', '#0B7AB3', white, '#68B7ED'),
  term('dongzhi', '冬至', 'Winter Solstice', '#2665AC', white, '#6EA3E3'),
  term('xiaohan', '小寒', 'Minor Cold', '#5470C1', white, '#90ABF4'),
  term('dahan', '大寒', 'Major Cold', '#5B58AC', white, '#9597E3'),
];

/** The last place in a line of groups: ten rounds. */
export const lastPlace = 240;

const rounds = ['', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** The term at a place in the line of groups: 1 is 立春, 25 is 立春 again. Throws RangeError outside 1–240. */
export function termAt(place: number): SolarTerm {
  const found = place >= 1 && place <= lastPlace ? solarTerms[(place - 1) % solarTerms.length] : undefined;
  if (found === undefined) throw new RangeError(`no place in the line of solar terms: ${place}`);
  return found;
}

/**
 * Name of a group by its place in the line, 1 to 240: 立春 or Lichun, in the second round 立春·二 or Lichun · 2 [000].
 * The English name is the pinyin, by which people search for the group; `en` of the term explains it.
 */
export function termName(place: number, language: Language): string {
  const { key, zh } = termAt(place);
  const round = Math.floor((place - 1) / solarTerms.length);
  if (language === 'zh-CN') return round === 0 ? zh : `${zh}·${rounds[round] ?? ''}`;
  const name = key.charAt(0).toUpperCase() + key.slice(1);
  return round === 0 ? name : `${name} · ${round + 1}`;
}
