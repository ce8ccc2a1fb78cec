import type { Language } from '../../common/contract/text.ts';
import { formatMessage, type Dictionary } from '../../common/i18n/messages.ts';
import { upkeepMessages } from '../../common/locales/upkeep/index.ts';
import type { BackupProblem } from './backup/problem.ts';
import type { Finding, HealthLevel } from './health/check.ts';

/** A sentence of the upkeep texts whose key comes from data. */
function sentence(key: string, language: Language, facts: Readonly<Record<string, string | number>>): string | undefined {
  const texts: Dictionary = upkeepMessages[language];
  const message = Object.hasOwn(texts, key) ? texts[key] : undefined;
  return message === undefined ? undefined : formatMessage(message, language, facts);
}

export type FindingInWords = { name: string; level: HealthLevel; title: string; summary: string; cure?: string };

/** A finding as people read it. */
export function findingInWords({ name, level, code, facts }: Finding, language: Language): FindingInWords {
  const cure = level === 'ok' ? undefined : sentence(`cure.${code}`, language, facts);
  return { name, level, title: sentence(`check.${name}`, language, {}) ?? name, summary: sentence(`finding.${code}`, language, facts) ?? code, ...(cure === undefined ? {} : { cure }) };
}

/** The health as a whole in one line; `count`: what is as bad as that. */
export function healthInWords(level: HealthLevel, count: number, language: Language): string {
  return sentence(`health_${level}`, language, { count }) ?? level;
}

/** Why a backup was not made or restored. */
export function backupProblemInWords({ code, parameters = {} }: BackupProblem | { code: 'fault'; parameters?: BackupProblem['parameters'] }, language: Language): string {
  return sentence(`backup.${code}`, language, parameters as Readonly<Record<string, string | number>>) ?? code;
}

export function levelInWords(level: HealthLevel, language: Language): string {
  return sentence(`level_${level}`, language, {}) ?? level;
}
