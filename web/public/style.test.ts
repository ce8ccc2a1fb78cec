import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { solarTerms } from '../../common/solar-terms.ts';

const style = readFileSync(new URL('public.css', import.meta.url), 'utf8');

/** The variables that a block sets: those of `:root`, the second time inside the dark scheme. */
function variablesOf(scheme: 'light' | 'dark'): Record<string, string> {
  const blocks = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) => Object.fromEntries([...body.matchAll(/(--[a-z-]+): (#[0-9a-f]{3,6});/g)].map(([, name = '', value = '']) => [name, value])));
  return { ...blocks[0], ...(scheme === 'dark' ? blocks[1] : {}) };
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.slice(1).replaceAll(/./g, '$&$&') : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((left, right) => right - left);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(['light', 'dark'] as const)('colours in the %s scheme', (scheme) => {
  const colours = variablesOf(scheme);
  const grounds = ['--paper', '--card', '--tint', '--amber-tint', '--brick-tint', '--green-tint'];
  test.each(['--ink', '--muted', '--link', '--open', '--amber', '--brick'])('%s can be read on every ground', (ink) => {
    expect(grounds.filter((ground) => contrast(String(colours[ink]), String(colours[ground])) < 4.5)).toEqual([]);
  });
  test('the main action can be read, and the borders of controls be seen', () => {
    expect(contrast(String(colours['--on-green']), String(colours['--green']))).toBeGreaterThanOrEqual(4.5);
    expect(['--paper', '--card', '--tint'].filter((ground) => contrast(String(colours['--edge']), String(colours[ground])) < 3)).toEqual([]);
  });
});

test('the hues of the solar terms are those of common/solar-terms.ts, in both schemes', () => {
  const hues = [...style.matchAll(/\.term-(\d+) \{ --term: (#[0-9a-f]{6}); \}/g)].map(([, place, hue]) => [Number(place), hue]);
  const expected = (scheme: 'light' | 'dark') => solarTerms.map((term, index) => [index + 1, term[scheme].background.toLowerCase()]);
  expect(hues).toEqual([...expected('light'), ...expected('dark')]);
  const dark = solarTerms.flatMap((term, index) => (term.light.foreground === '#FFFFFF' ? [] : [`.term-${index + 1}`]));
  expect(style).toContain(`${dark.join(', ')} { --on-term: #1f2423; }`);
});

test('old web views of phones understand it: no nesting, no :has, no layers, no container queries', () => {
  expect(style).not.toMatch(/:has\(|@layer|@container|color-mix|(?:^|[^-])inset:|@import/);
  const blocks = style.replaceAll(/\{[^{}]*\}/g, '').replaceAll(/@media[^{]*\{[^{}]*\}/g, '');
  expect(blocks).not.toMatch(/[{}]/);
  expect(style.split('\n').filter((line) => /^\s*&/.test(line))).toEqual([]);
});

test('the style sheet stays below 8 KB and the one enhancement below 1 KB', () => {
  expect(gzipSync(style, { level: 9 }).length).toBeLessThan(8 * 1024);
  expect(gzipSync(readFileSync(new URL('copy.js', import.meta.url)), { level: 9 }).length).toBeLessThan(1024);
});
