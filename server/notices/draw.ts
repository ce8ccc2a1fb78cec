import { inLanguage, type Language } from '../../common/contract/text.ts';
import { noticeKind, type NoticeKindName } from '../../common/contract/notice-kinds.ts';
import type { NoticeFailureCode, Tried } from '../../common/contract/notices.ts';
import { formatMessage, translator, type Dictionary } from '../../common/i18n/messages.ts';
import { isLanguage } from '../../common/i18n/language.ts';
import { mailMessages } from '../../common/locales/mail/index.ts';
import { noticesMessages } from '../../common/locales/notices/index.ts';
import { findPerson } from '../people/index.ts';
import { publicAddressIn, type Database, type MailMessage } from '../platform/index.ts';
import type { MailFailure } from '../platform/mail/index.ts';
import type { ProductParts } from '../parts.ts';
import type { BotMessage } from './bots/index.ts';
import type { PushMessage } from './push.ts';
import { personNamed } from './rules/recipients.ts';

/** What is told: the notice as it is kept, without words. */
export type Told = { id: string; kind: NoticeKindName; subject: string; data: Readonly<Record<string, unknown>> };
/** Names of the people whom notices speak of, by id. */
export type Names = ReadonlyMap<string, string>;

/** Reads the names that some notices say; who is gone stays nameless. */
export async function namesFor(db: Database, notices: readonly Told[]): Promise<Names> {
  const ids = new Set(notices.flatMap((notice) => personNamed(noticeKind(notice.kind), notice) ?? []));
  const names = new Map<string, string>();
  for (const id of ids) {
    const person = await findPerson(db, id);
    if (person !== undefined) names.set(id, person.name);
  }
  return names;
}

/** One notice in a sentence. */
export function sentenceOf(notice: Told, language: Language, names: Names): string {
  const t = translator(noticesMessages, language);
  const kind = noticeKind(notice.kind);
  const person = personNamed(kind, notice);
  const facts = Object.fromEntries((kind.facts ?? []).map((name) => [name, factText(notice.data[name])]));
  const texts: Dictionary = noticesMessages[language];
  return formatMessage(texts[`one_${notice.kind}`] ?? '', language, { ...facts, name: (person === undefined ? undefined : names.get(person)) ?? t('someone') }).slice(0, 500);
}

function factText(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value ?? '–').slice(0, 100);
}

export function kindName(kind: NoticeKindName, language: Language): string {
  return translator(noticesMessages, language)(`kind_${kind}`);
}

/** Many of one kind in a sentence. */
export function manyOf(kind: NoticeKindName, count: number, language: Language): string {
  const texts: Dictionary = noticesMessages[language];
  return formatMessage(texts[`many_${kind}`] ?? '', language, { count });
}

/** Where one reads on about a notice: the place of its kind, and there the very thing where it can be named. What the reader may not know any more has no subject. */
export function linkOf({ kind, subject }: Pick<Told, 'kind' | 'subject'>): string {
  const { link, opensSubject } = noticeKind(kind);
  return opensSubject !== true || subject === '' ? link : `${link}${link.includes('?') ? '&' : '?'}id=${encodeURIComponent(subject)}`;
}

/** The words of a message: its headline, its lines, and where to read on. */
export type Wording = { title: string; lines: string[]; path: string };

export function wordingOf(notices: readonly Told[], centre: string, language: Language, names: Names): Wording {
  const t = translator(noticesMessages, language);
  const [first] = notices;
  const kinds = [...new Set(notices.map(({ kind }) => kind))];
  const [only] = kinds;
  if (first === undefined || only === undefined) throw new Error('A message tells of something');
  if (notices.length === 1) return { title: t('mail_subject_one', { centre, kind: kindName(only, language) }), lines: [sentenceOf(first, language, names)], path: linkOf(first) };
  if (kinds.length === 1) return { title: t('mail_subject_one', { centre, kind: kindName(only, language) }), lines: [manyOf(only, notices.length, language)], path: noticeKind(only).link };
  const counts = kinds.map((kind) => t('summary_line', { kind: kindName(kind, language), count: notices.filter((notice) => notice.kind === kind).length }));
  return { title: formatMessage(noticesMessages[language].mail_subject_many, language, { centre, count: notices.length }), lines: [formatMessage(noticesMessages[language].summary_intro, language, { count: notices.length }), ...counts], path: '/console/notices' };
}

export function toMail(wording: Wording, kind: NoticeKindName | null, to: MailMessage['to'], language: Language, publicAddress: string): MailMessage {
  const t = translator(noticesMessages, language);
  const address = `${publicAddress}${wording.path}`;
  return {
    kind: `notice.${kind ?? 'summary'}`,
    to,
    language,
    subject: wording.title,
    text: [wording.lines.join('\n'), address, t('why_you', { address: `${publicAddress}/console/notices/settings` })].join('\n\n'),
    button: { label: t('look'), address },
  };
}

export function toBotMessage(wording: Wording, language: Language, publicAddress: string): BotMessage {
  return { title: wording.title, lines: wording.lines, link: { label: translator(noticesMessages, language)('look'), address: `${publicAddress}${wording.path}` } };
}

export function toPush(wording: Wording, tag: string, urgency: PushMessage['urgency']): PushMessage {
  return { title: wording.title, body: wording.lines.join('\n').slice(0, 500), address: wording.path, tag, urgency };
}

/** What came of a try that failed, with the cure. */
export function failed(code: string, detail: string, language: Language): Tried {
  const texts: Dictionary = noticesMessages[language];
  const known = Object.hasOwn(texts, `failure_${code}`) ? code : 'message_refused';
  return { ok: false, code: known satisfies string as NoticeFailureCode, sentence: formatMessage(texts[`failure_${known}`] ?? '', language), cure: formatMessage(texts[`cure_${known}`] ?? '', language), ...(detail === '' ? {} : { detail: detail.slice(0, 400) }) };
}

/** The same for a mail. */
export function mailFailed({ code, detail }: Pick<MailFailure, 'detail'> & { code: string }, language: Language): Tried {
  const texts: Dictionary = mailMessages[language];
  const known = Object.hasOwn(texts, `failure_${code}`) ? code : 'unexpected';
  return { ok: false, code: known, sentence: formatMessage(texts[`failure_${known}`] ?? '', language), cure: formatMessage(texts[`cure_${known}`] ?? '', language), ...(detail === '' ? {} : { detail: detail.slice(0, 400) }) };
}

/** The centre's name, for the head of messages. */
export function centreName({ reader }: Pick<ProductParts, 'reader'>, language: Language): string {
  const { centre } = reader.current();
  return centre === null ? translator(noticesMessages, language)('centre') : inLanguage(centre.settings.name, language);
}

/** A person's language as it is kept, as one that we write. */
export function languageOf(text: string): Language {
  return isLanguage(text) ? text : 'zh-CN';
}

/** The address that links in notices begin with; there is no request that could tell. */
export function publicAddressOf({ configuration }: Pick<ProductParts, 'configuration'>): string {
  return publicAddressIn(configuration);
}
