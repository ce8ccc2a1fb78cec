import type { NoticeFailureCode } from '../../../common/contract/notices.ts';

/** What a bot says: a headline, lines, and where to read on. Plain text; each platform makes its own form of it. */
export type BotMessage = { title: string; lines: readonly string[]; link?: { label: string; address: string } };
export type BotAccess = { address: string; secret: string | undefined; now: Date };
/** The platform's answer, as it came. */
export type BotAnswer = { status: number; body: string };
export type BotResult = { ok: true } | { ok: false; code: NoticeFailureCode; detail: string };

/** One outside platform's group bot: how it is called and what its answers mean. */
export type BotPlatform = {
  /** Host names of the platform itself; other hosts may be installations of one's own. */
  readonly hosts: readonly string[];
  compose(message: BotMessage, access: BotAccess): { address: string; body: string };
  read(answer: BotAnswer): BotResult;
};

const fullWidth: Readonly<Record<string, string>> = { '<': '＜', '>': '＞', '[': '［', ']': '］', '(': '（', ')': '）', '*': '＊', '#': '＃', '`': '｀', _: '＿', '~': '～', '|': '｜', '\\': '＼', '!': '！', '@': '＠' };

/** Text that a platform's mark-up cannot read as anything else: no link, no mention, no heading. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]{1,1000}/gu, ' ').replace(/[<>[\]()*#`_~|\\!@]/g, (character) => fullWidth[character] ?? character);
}

/** At most `bytes` of UTF-8, cut between characters. */
export function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = '';
  let length = 0;
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes - 3) return `${kept}…`;
    kept += character;
  }
  return kept;
}

/** The number and the words of a JSON answer, by whichever names the platform uses; undefined when it is none. */
export function readCodes(body: string, names: { code: readonly string[]; words: readonly string[] }): { code: number; words: string } | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (value === null || typeof value !== 'object') return undefined;
    const found = names.code.map((name) => Reflect.get(value, name) as unknown).find((code) => typeof code === 'number');
    const words = names.words.map((name) => Reflect.get(value, name) as unknown).find((text) => typeof text === 'string');
    return typeof found === 'number' ? { code: found, words: typeof words === 'string' ? words.slice(0, 200) : '' } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What an answer means that is none of the platform's own. */
export function unreadable({ status }: BotAnswer): BotResult {
  if (status === 429) return { ok: false, code: 'too_fast', detail: 'HTTP 429' };
  if (status >= 500) return { ok: false, code: 'server_busy', detail: `HTTP ${status}` };
  if (status === 404 || status === 410 || status === 401 || status === 403) return { ok: false, code: 'bot_gone', detail: `HTTP ${status}` };
  return { ok: false, code: 'answer_unreadable', detail: `HTTP ${status}` };
}
