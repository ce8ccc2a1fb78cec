import { closest } from '../platform/index.ts';
import { readUpkeepWords, upkeepCommandNames, type UpkeepCommand } from './upkeep-words.ts';
import { readOperatorWords, type OperatorCommand } from './operator-words.ts';

export type Command =
  | { name: 'import'; file: string; dryRun: boolean; prune: boolean; json: boolean }
  | { name: 'export'; file: string | undefined; force: boolean }
  | OperatorCommand
  | { name: 'replay'; application: string | undefined; json: boolean }
  | UpkeepCommand
  | { name: 'help' };

export type CommandProblem =
  | { key: 'unknown_command'; name: string }
  | { key: 'unknown_command_similar'; name: string; similar: string }
  | { key: 'unknown_option'; command: string; name: string }
  | { key: 'unknown_option_similar'; command: string; name: string; similar: string }
  | { key: 'missing_file' }
  | { key: 'operator_usage' }
  | { key: 'replay_usage' }
  | { key: 'missing_backup'; command: string }
  | { key: 'wrong_keep' }
  | { key: 'too_many_words'; command: string; name: string };

const options = { import: ['--dry-run', '--prune', '--json'], export: ['--force'], operator: ['--name'], replay: ['--all', '--json'], help: [] } as const;
const names = [...(Object.keys(options) as (keyof typeof options)[]), ...upkeepCommandNames];

/** Reads what stands behind `lichun`. Without anything it is a call for help. */
export function readCommand(given: readonly string[]): { ok: true; command: Command } | { ok: false; problem: CommandProblem } {
  const [first = 'help', ...rest] = given;
  if (['--help', '-h'].includes(first) || rest.some((word) => word === '--help' || word === '-h')) return { ok: true, command: { name: 'help' } };
  const name = names.find((known) => known === first);
  if (name === undefined) {
    const similar = closest(first, names);
    return { ok: false, problem: similar === undefined ? { key: 'unknown_command', name: first } : { key: 'unknown_command_similar', name: first, similar } };
  }
  if (name === 'operator') return readOperatorWords(rest);
  if (name === 'backup' || name === 'restore' || name === 'wake' || name === 'doctor' || name === 'upgrade') return readUpkeepWords(name, rest);
  const flags = rest.filter((word) => word.startsWith('--'));
  const words = rest.filter((word) => !word.startsWith('--'));
  const wrong = flags.find((flag) => !options[name].some((known) => known === flag));
  if (wrong !== undefined) {
    const similar = closest(wrong, options[name]);
    return { ok: false, problem: similar === undefined ? { key: 'unknown_option', command: name, name: wrong } : { key: 'unknown_option_similar', command: name, name: wrong, similar } };
  }
  if (name === 'help') return { ok: true, command: { name } };
  const [file, surplus] = words;
  if (surplus !== undefined) return { ok: false, problem: { key: 'too_many_words', command: name, name: surplus } };
  if (name === 'replay') return file === undefined || !/^[0-9a-f-]{36}$/.test(file) ? (file === undefined && flags.includes('--all') ? { ok: true, command: { name, application: undefined, json: flags.includes('--json') } } : { ok: false, problem: { key: 'replay_usage' } }) : { ok: true, command: { name, application: file, json: flags.includes('--json') } };
  if (name === 'export') return { ok: true, command: { name, file, force: flags.includes('--force') } };
  if (file === undefined) return { ok: false, problem: { key: 'missing_file' } };
  return { ok: true, command: { name, file, dryRun: flags.includes('--dry-run'), prune: flags.includes('--prune'), json: flags.includes('--json') } };
}
