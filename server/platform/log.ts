import { currentLogFields } from './observation/context.ts';

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
const secretName = /pass(?:word|phrase)?|secret|token|cookie|authori[sz]ation|credential|api[-_]?key|private[-_]?key|session|signature|set-?up/i;
const maximumText = 4_000;
const maximumLine = 64_000;
const maximumEntries = 50;
const maximumDepth = 5;
const maximumErrorText = 500;
const hidden = '•••';

/** A log that writes lines at `level` and above to `write`. */
export function createLog(level: LogLevel, write: (line: string) => void = (line) => void process.stdout.write(line + '\n'), base: LogFields = {}): Log {
  const line = (at: LogLevel) => (event: string, fields: LogFields = {}) => {
    if (order[at] < order[level]) return;
    // Fields come from callers and may carry any name: they never replace what the log itself says.
    const head = { time: new Date().toISOString(), level: at, event };
    const name = cleanText(event);
    const text = JSON.stringify({ ...head, ...cleanFields({ ...currentLogFields(), ...base, ...fields }), ...head, event: name });
    write(text.length <= maximumLine ? text : JSON.stringify({ ...head, event: name, cut: text.slice(0, maximumText) }));
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
const controlCharacters = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu;

/** What went wrong in one short line without secrets, for a column or a page that operators see. */
export function errorText(error: unknown): string {
  return cleanText(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, maximumErrorText);
}

function cleanText(text: string): string {
  return maskSecrets(visible(text.length > maximumText ? `${text.slice(0, maximumText)}…` : text));
}

function cleanFields(fields: LogFields): Record<string, unknown> {
  return clean(fields, 0) as Record<string, unknown>;
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (value === null || typeof value !== 'object') return value;
  if (depth > maximumDepth) return '…';
  if (value instanceof Error) return cleanError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return cleanText(value.href);
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (value instanceof Map) return clean(Object.fromEntries([...value].slice(0, maximumEntries)), depth);
  if (Array.isArray(value) || value instanceof Set) return [...value].slice(0, maximumEntries).map((item) => clean(item, depth + 1));
  const entries = Object.keys(value).slice(0, maximumEntries).map((name) => [cleanText(name), secretName.test(name) ? hide(read(value, name)) : clean(read(value, name), depth + 1)]);
  return Object.fromEntries(entries);
}

/** Only what names the fault: a driver's error also carries the row and the statement. */
function cleanError(error: Error, depth: number): unknown {
  const code = 'code' in error ? String(error.code) : undefined;
  const stack = error.stack?.split('\n').filter((frame) => /^\s+at /.test(frame)).slice(0, 7).map((frame) => frame.trim());
  const errors = error instanceof AggregateError ? error.errors : undefined;
  return clean({ name: error.name, code, message: error.message, stack, cause: error.cause, errors }, depth + 1);
}

/** A log line must not fail because a getter does. */
function read(value: object, name: string): unknown {
  try {
    return Reflect.get(value, name);
  } catch (error) {
    return error instanceof Error ? `unreadable: ${error.name}` : 'unreadable';
  }
}

function hide(value: unknown): unknown {
  return value === undefined || value === null || typeof value === 'boolean' ? value : hidden;
}

/** Hides passwords in connection addresses, and what follows the name of a secret, wherever they stand in a text. */
function maskSecrets(text: string): string {
  return text
    .replace(/:\/\/[^\s/@]{1,300}@/g, hideAddressPassword)
    .replace(/([?&#](?:token|code|key|secret|password|signature|access_token)=)[^&\s"]*/gi, `$1${hidden}`)
    .replace(/\b(bearer|basic) [^\s"',;]+/gi, `$1 ${hidden}`)
    .replace(/((?:password|passphrase|secret|token|session|api_?key)["' ]{0,2}[=:]["' ]{0,2})[^\s"'&,;}]+/gi, `$1${hidden}`);
}

/** `://someone:word@` keeps who, not the word. */
function hideAddressPassword(credentials: string): string {
  const colon = credentials.indexOf(':', 1);
  return colon < 0 ? credentials : `${credentials.slice(0, colon)}:${hidden}@`;
}
