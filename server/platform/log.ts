/** Structured log: one JSON object a line, without secrets and without control characters that a terminal would obey (E5). */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;
export type Log = {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  with(fields: LogFields): Log;
};

const order: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };
const secretName = /pass(?:word|phrase)?|secret|token|cookie|authori[sz]ation|credential|api_?key|session|set-?up/i;
const maximumText = 4000;

/** A log that writes lines at `level` and above to `write`. */
export function createLog(level: LogLevel, write: (line: string) => void = (line) => void process.stdout.write(line + '\n'), base: LogFields = {}): Log {
  const line = (at: LogLevel) => (event: string, fields: LogFields = {}) => {
    if (order[at] < order[level]) return;
    write(JSON.stringify(clean({ time: new Date().toISOString(), level: at, event, ...base, ...fields }, 0)));
  };
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => createLog(level, write, { ...base, ...fields }),
  };
}

/** A log that keeps nothing, for tests that do not look at it. */
export const silentLog: Log = createLog('error', () => undefined);

/** Escapes what a terminal would obey: control characters, and the marks that turn text around. */
export function visible(text: string): string {
  return text.replace(controlCharacters, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
const controlCharacters = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]', 'g');

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskAddresses(visible(value.length > maximumText ? `${value.slice(0, maximumText)}…` : value));
  if (value instanceof Error) {
    const { name, message, stack } = value;
    const code = 'code' in value ? String(value.code) : undefined;
    return clean({ name, code, message, stack: stack?.split('\n').slice(1, 8).map((frame) => frame.trim()) }, depth + 1);
  }
  if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? value.toString() : value;
  if (depth > 5) return '…';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [visible(name), secretName.test(name) && item !== undefined && item !== null ? '•••' : clean(item, depth + 1)]),
  );
}

/** Hides passwords in connection addresses and tokens in queries, wherever they stand in a text. */
function maskAddresses(text: string): string {
  return text
    .replace(/:\/\/[^\s/@]{1,300}@/g, (credentials) => `${credentials.split(':').slice(0, 2).join(':')}:•••@`)
    .replace(/([?&](?:token|code|key|secret|password|signature)=)[^&\s"]*/gi, '$1•••');
}
