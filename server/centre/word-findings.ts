import type { SectionEntry, SectionName } from '../../common/contract/centre.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { centreMessages } from '../../common/locales/centre/index.ts';
import { closest, dotted, type WrongField } from '../platform/index.ts';
import { nameOfEntry, type KnownTopics } from './rules/entry-name.ts';
import type { EntryFinding } from './rules/finding.ts';
import type { Location, Referrer } from './rules/references.ts';

/** A finding as a wrong field below `prefix`: sections are named in the reader's language, and the likely right word is looked for. */
export function toWrongField(finding: EntryFinding, prefix: Location, language: Language): WrongField {
  const path = dotted([...prefix, ...finding.at]);
  if (finding.code !== 'unknown_reference') return { path, code: finding.code, ...(finding.parameters === undefined ? {} : { parameters: finding.parameters }) };
  const value = String(finding.parameters?.['value']);
  const section = sectionWord(String(finding.parameters?.['section']), language);
  const similar = closest(value, finding.options ?? []);
  return similar === undefined ? { path, code: 'unknown_reference', parameters: { value, section } } : { path, code: 'unknown_reference_similar', parameters: { value, section, similar } };
}

export function sectionWord(section: string, language: Language): string {
  const words: Readonly<Record<string, string>> = centreMessages[language];
  return words[section] ?? section;
}

/** Who refers to something, each with its name and where a file has it, ten at most, as one text. */
export function locateReferrers(section: SectionName, entries: readonly SectionEntry[], topics: KnownTopics, language: Language): string {
  const t = translator(centreMessages, language);
  return listOf(entries.map((entry) => t('located', { place: `${section}/${entry.key}`, name: nameOfEntry(entry, language, topics) })), 10, language);
}

/** Names those who refer to something, a few of them, as one text. */
export function nameReferrers(referrers: readonly Referrer[], topics: KnownTopics, language: Language): string {
  const t = translator(centreMessages, language);
  const named = referrers.map((referrer) =>
    referrer.section === 'settings' ? t('settings') : t('named', { section: t(referrer.section), name: nameOfEntry(referrer.entry, language, topics) }),
  );
  return listOf(named, 5, language);
}

/** The first few of many as one text. */
export function listOf(texts: readonly string[], most: number, language: Language): string {
  return `${texts.slice(0, most).join(translator(centreMessages, language)('separator'))}${texts.length > most ? '…' : ''}`;
}
