import { z } from 'zod';

/** The languages that pages, errors and the command line speak; the first is the default. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
export const languageSchema = z.enum(languages).describe('Language: zh-CN (default) or en.');

// Everything but control characters, marks that turn text around, and halves of surrogate pairs: the first two could forge log
// lines and terminal output, the last is no character and PostgreSQL does not take it. Tab and line feed are text.
const noControlCharacters = /^[\t\n\u0020-\u007E\u00A0-\u2027\u202F-\u2065\u206A-\uD7FF\uE000-\u{10FFFF}]*$/u;

/** One line or paragraph of plain text, `maximum` UTF-16 units at most, without control characters. */
export function plainText(maximum: number) {
  return z.string().min(1).max(maximum).regex(noControlCharacters, 'control_characters');
}

/** Plain text as it comes from a form: blanks around it do not count. */
export function typedText(maximum: number) {
  return z.string().trim().max(maximum).pipe(plainText(maximum));
}

/** Text for people: one string for every language, or one per language with at least one given. */
export function localizedText(maximum: number) {
  return z.union([
    plainText(maximum),
    z
      .strictObject({ 'zh-CN': plainText(maximum).optional(), en: plainText(maximum).optional() })
      .refine((text) => text['zh-CN'] !== undefined || text.en !== undefined, 'language_missing'),
  ]);
}

export type LocalizedText = string | { 'zh-CN'?: string | undefined; en?: string | undefined };

/** The text in `language`, else in the other language: a text that exists is never hidden. */
export function inLanguage(text: LocalizedText, language: Language): string;
export function inLanguage(text: LocalizedText | undefined, language: Language): string | undefined;
export function inLanguage(text: LocalizedText | undefined, language: Language): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  return text[language] ?? text['zh-CN'] ?? text.en;
}

/** Stable name of an entry inside its section, used in files, links and references. */
export const keySchema = z
  .string()
  .max(48)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'key_form')
  .describe('Stable short name: lower-case letters, digits and single hyphens, 48 characters at most.');

/** http and https only: anything else could run as code when it is clicked (B13). */
export const webAddressSchema = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .regex(noControlCharacters, 'control_characters')
  .describe('Address that begins with http:// or https://.');
