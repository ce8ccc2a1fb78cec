const secretNames = /(?:hash|secret|token|password|sealed|private_?key)$/i;

/**
 * The same as plain JSON, without fields that by their name could let somebody in. Modules give none; this is the second lock on the door of
 * every export (C8). Pure.
 */
export function withoutSecrets(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name, item]) => !(secretNames.test(name) && typeof item === 'string'));
  return Object.fromEntries(kept.map(([name, item]) => [name, withoutSecrets(item)]));
}
