import type { Language } from '../contract/text.ts';

/** A message: text with `{name}` placeholders, or one text per plural form of its `count`. */
export type Message = string | { readonly one?: string; readonly other: string };
export type Dictionary = Readonly<Record<string, Message>>;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type MessageNames<M extends Message> = M extends string ? Names<M> : M extends { other: infer Other extends string } ? Names<Other> | 'count' : never;
type Parameters<M extends Message> = [MessageNames<M>] extends [never] ? [] : [parameters: { readonly [Name in MessageNames<M>]: string | number }];

export type Translate<Texts extends Dictionary> = <Key extends keyof Texts & string>(key: Key, ...parameters: Parameters<Texts[Key]>) => string;

/** The other language's dictionary: the same keys, or it does not compile. */
export type SameKeys<Texts extends Dictionary> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Message };

/** The same, for a language that needs plurals where Chinese needs none. */
export type SameKeysWithPlurals<Texts extends Dictionary> = { readonly [Key in keyof Texts]: Message };

/** An area's messages in every language. */
export type Messages<Texts extends Dictionary> = { readonly 'zh-CN': Texts; readonly en: SameKeysWithPlurals<Texts> };

/** Made once per language: a formatter costs more than everything it formats. */
const plurals: Record<Language, Intl.PluralRules> = { 'zh-CN': new Intl.PluralRules('zh-CN'), en: new Intl.PluralRules('en') };
const numbers: Record<Language, Intl.NumberFormat> = { 'zh-CN': new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') };

const hanBefore = /\p{Script=Han}$/u;
const hanAfter = /^\p{Script=Han}/u;
/** Letters and digits that stand apart from 中文; and signs that belong to a name, as in C++ or @name. */
const latinStart = /^[@#$]?[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]/u;
const latinEnd = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}][+#%]{0,2}$/u;

/**
 * Fills placeholders; numbers are written in the language's own way, plurals follow Intl. Chinese stands apart from a Latin name or a number
 * that is put in beside it, by a space; a value itself is never changed, so that links, code and what people typed stay as they are.
 */
export function formatMessage(message: Message, language: Language, parameters: Readonly<Record<string, string | number>> = {}): string {
  const count = parameters['count'];
  const text =
    typeof message === 'string'
      ? message
      : plurals[language].select(typeof count === 'number' ? count : Number(count)) === 'one'
        ? (message.one ?? message.other)
        : message.other;
  return text.replace(/\{(\w{1,40})\}/g, (placeholder, name: string, at: number) => {
    const value = parameters[name];
    if (value === undefined) return placeholder;
    const put = typeof value === 'number' ? numbers[language].format(value) : value;
    return language === 'zh-CN' ? setApart(put, text.slice(Math.max(0, at - 2), at), text.slice(at + placeholder.length, at + placeholder.length + 2)) : put;
  });
}

function setApart(value: string, before: string, after: string): string {
  return (hanBefore.test(before) && latinStart.test(value) ? ' ' : '') + value + (hanAfter.test(after) && latinEnd.test(value) ? ' ' : '');
}

/** The translate function of one area in one language: `t('key', { name })`. */
export function translator<const Texts extends Dictionary>(messages: Messages<Texts>, language: Language): Translate<Texts> {
  const texts: Dictionary = messages[language];
  return (key, ...[parameters]) => {
    const message = texts[key];
    if (message === undefined) throw new Error(`No message ${key}`);
    return formatMessage(message, language, parameters);
  };
}

/** Ties an area's dictionaries together; a key that one language lacks is a compile error. */
export function defineMessages<const Texts extends Dictionary, English extends SameKeysWithPlurals<Texts>>(chinese: Texts, english: English): { readonly 'zh-CN': Texts; readonly en: English } {
  return { 'zh-CN': chinese, en: english };
}
