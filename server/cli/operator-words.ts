export type OperatorCommand = { name: 'operator'; act: 'list' } | { name: 'operator'; act: 'add'; email: string; person: string | undefined };
type Read = { ok: true; command: OperatorCommand } | { ok: false; problem: { key: 'operator_usage' } | { key: 'unknown_option'; command: string; name: string } };

/** Reads what stands behind `lichun operator`: `list`, or `add <e-mail> [--name <name>]`. */
export function readOperatorWords(words: readonly string[]): Read {
  const [act, ...rest] = words;
  const usage = { ok: false, problem: { key: 'operator_usage' } } as const;
  if (act === 'list') return rest.length === 0 ? { ok: true, command: { name: 'operator', act } } : usage;
  if (act !== 'add') return usage;
  const [email, option, ...name] = rest;
  if (email === undefined || email.startsWith('--')) return usage;
  if (option === undefined) return { ok: true, command: { name: 'operator', act, email, person: undefined } };
  const given = option.startsWith('--name=') ? [option.slice('--name='.length), ...name] : name;
  if (option !== '--name' && !option.startsWith('--name=')) return option.startsWith('--') ? { ok: false, problem: { key: 'unknown_option', command: 'operator add', name: option } } : usage;
  return given.length === 1 && given[0] !== undefined && given[0] !== '' ? { ok: true, command: { name: 'operator', act, email, person: given[0] } } : usage;
}
