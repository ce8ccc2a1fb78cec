import { closest } from '../platform/index.ts';

export type UpkeepCommand =
  | { name: 'backup'; act: 'make'; file: string | undefined; force: boolean; withKey: boolean; keep: number | undefined }
  | { name: 'backup'; act: 'verify'; file: string }
  | { name: 'restore'; file: string; acceptOtherKey: boolean; asleep: boolean }
  | { name: 'wake' }
  | { name: 'doctor'; json: boolean }
  | { name: 'upgrade'; json: boolean };

type Problem =
  | { key: 'unknown_option'; command: string; name: string }
  | { key: 'unknown_option_similar'; command: string; name: string; similar: string }
  | { key: 'too_many_words'; command: string; name: string }
  | { key: 'missing_backup'; command: string }
  | { key: 'wrong_keep' };

export const upkeepCommandNames = ['backup', 'restore', 'wake', 'doctor', 'upgrade'] as const;
type Name = (typeof upkeepCommandNames)[number];

const options: Readonly<Record<Name, readonly string[]>> = { backup: ['--force', '--without-key', '--keep'], restore: ['--asleep', '--accept-other-key'], wake: [], doctor: ['--json'], upgrade: ['--json'] };

/** Reads what stands behind `lichun backup`, `restore`, `wake`, `doctor` and `upgrade`. */
export function readUpkeepWords(name: Name, given: readonly string[]): { ok: true; command: UpkeepCommand } | { ok: false; problem: Problem } {
  const words: string[] = [];
  const flags = new Map<string, string | undefined>();
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? '';
    const [flag = '', value] = word.split(/=(.*)/s);
    if (!word.startsWith('--')) words.push(word);
    else flags.set(flag, flag === '--keep' && value === undefined ? given[++at] : value);
  }
  const wrong = [...flags.keys()].find((flag) => !options[name].includes(flag));
  if (wrong !== undefined) {
    const similar = closest(wrong, options[name]);
    return { ok: false, problem: similar === undefined ? { key: 'unknown_option', command: name, name: wrong } : { key: 'unknown_option_similar', command: name, name: wrong, similar } };
  }
  const isVerify = name === 'backup' && words[0] === 'verify';
  const [file, surplus] = isVerify ? words.slice(1) : words;
  const extra = name === 'doctor' || name === 'upgrade' || name === 'wake' ? file : surplus;
  if (extra !== undefined) return { ok: false, problem: { key: 'too_many_words', command: name, name: extra } };
  if (name === 'wake') return { ok: true, command: { name } };
  if (name === 'doctor' || name === 'upgrade') return { ok: true, command: { name, json: flags.has('--json') } };
  if ((name === 'restore' || isVerify) && file === undefined) return { ok: false, problem: { key: 'missing_backup', command: isVerify ? 'backup verify' : 'restore' } };
  if (name === 'restore') return { ok: true, command: { name, file: file ?? '', acceptOtherKey: flags.has('--accept-other-key'), asleep: flags.has('--asleep') } };
  if (isVerify) return { ok: true, command: { name: 'backup', act: 'verify', file: file ?? '' } };
  const keep = flags.get('--keep');
  if (flags.has('--keep') && !/^[1-9]\d{0,3}$/.test(keep ?? '')) return { ok: false, problem: { key: 'wrong_keep' } };
  return { ok: true, command: { name: 'backup', act: 'make', file, force: flags.has('--force'), withKey: !flags.has('--without-key'), keep: keep === undefined ? undefined : Number(keep) } };
}
