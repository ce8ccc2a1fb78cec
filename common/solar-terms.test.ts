import { describe, expect, it } from 'vitest';
import { solarTerms, termAt, termName } from './solar-terms.ts';

describe('names of groups', () => {
  it('begin with 立春 and follow the year', () => {
    expect(solarTerms).toHaveLength(24);
    expect([1, 2, 3, 24].map((place) => termName(place, 'zh-CN'))).toEqual(['立春', '雨水', '惊蛰', '大寒']);
    expect([1, 2, 3, 24].map((place) => termName(place, 'en'))).toEqual(['Lichun', 'Yushui', 'Jingzhe', 'Dahan']);
  });

  it('say the round from the second on', () => {
    expect([25, 26, 49, 240].map((place) => termName(place, 'zh-CN'))).toEqual(['立春·二', '雨水·二', '立春·三', '大寒·十']);
    expect([25, 26, 49, 240].map((place) => termName(place, 'en'))).toEqual(['Lichun · 2', 'Yushui · 2', 'Lichun · 3', 'Dahan · 10']);
  });

  it('never repeat in 240 groups', () => {
    const names = Array.from({ length: 240 }, (_, index) => termName(index + 1, 'zh-CN'));
    expect(new Set(names).size).toBe(240);
  });

  it.each([0, 241, 1.5, Number.NaN])('do not exist at place %s', (place) => {
    expect(() => termName(place, 'en')).toThrow(RangeError);
  });
});

describe('colours of groups', () => {
  it.each(solarTerms)('$zh is readable on its own ground in both schemes', ({ light, dark }) => {
    expect(contrast(light.background, light.foreground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark.background, dark.foreground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(solarTerms)('$zh stands out from the paper as a chart line must', ({ light, dark }) => {
    expect(contrast(light.background, '#FBFAF6')).toBeGreaterThanOrEqual(3);
    expect(contrast(dark.background, '#16181A')).toBeGreaterThanOrEqual(3);
  });

  it.each([['spring', 1, 'green'], ['summer', 7, 'red'], ['autumn', 13, 'red'], ['winter', 19, 'blue']] as const)(
    'are those of %s from place %i on', (_season, first, strongest) => {
      const terms = Array.from({ length: 6 }, (_, index) => termAt(first + index));
      const colours = terms.flatMap(({ light, dark }) => [light.background, dark.background]);
      const others = colours.filter((colour) => {
        const [red, green, blue] = channels(colour);
        return Math.max(red, green, blue) !== { red, green, blue }[strongest];
      });
      expect(others).toEqual([]);
    },
  );

  it('are all different', () => {
    expect(new Set(solarTerms.flatMap(({ light, dark }) => [light.background, dark.background])).size).toBe(48);
  });
});

function channels(hex: string): [number, number, number] {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return [red, green, blue];
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
