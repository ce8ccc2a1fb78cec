import type { Language } from '../../../common/contract/text.ts';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes as people read them. */
export function describeSize(bytes: number, language: Language): string {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value)} ${units[step]}`;
}
