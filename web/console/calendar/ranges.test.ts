import { describe, expect, test } from 'vitest';
import { rangesOfText, textOfRanges } from './ranges.ts';

describe('ranges are understood as people type them', () => {
  test.each([
    ['08:00-12:00, 13:30-17:30', ['08:00-12:00', '13:30-17:30']],
    ['8-12 13:30–17:30', ['08:00-12:00', '13:30-17:30']],
    ['9：00至18：00', ['09:00-18:00']],
    ['830-1200、1330-1730', ['08:30-12:00', '13:30-17:30']],
    ['22:00 - 06:00', ['22:00-06:00']],
    ['', []],
    [' ， ', []],
  ])('%s', (text, ranges) => {
    expect(rangesOfText(text)).toEqual(ranges);
  });

  test('what is no range stays as it was typed, for the refusal to name', () => {
    expect(rangesOfText('08:00-12:00, 下午')).toEqual(['08:00-12:00', '下午']);
  });

  test('tidied ranges are read back unchanged', () => {
    const ranges = ['00:00-24:00', '08:00-12:00'];
    expect(rangesOfText(textOfRanges(ranges))).toEqual(ranges);
  });
});
