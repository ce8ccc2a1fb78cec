import type { Finding } from '../../../common/contract/admission.ts';
import type { Language } from '../../../common/contract/text.ts';
import { formatMessage, type Dictionary } from '../../../common/i18n/messages.ts';
import { listWords } from '../../../common/i18n/words.ts';
import { findingMessages } from '../../../common/locales/findings/index.ts';
import type { Work } from '../../platform/index.ts';
import { fleetNames } from '../reach.ts';

type Told = Pick<Finding, 'reason' | 'parameters'>;

/**
 * Tells what checks found, for moderators, each fleet by its name in the reader's language; a fleet that is gone is told by its key. A reason
 * of an earlier release that has no words any more is shown as it is kept.
 */
export async function findingTeller({ db, language }: Pick<Work, 'db' | 'language'>, findings: readonly Told[]): Promise<(finding: Told) => string> {
  const names = await fleetNames(db, findings.flatMap(fleetsIn), language);
  const texts: Dictionary = findingMessages[language];
  return (finding) => {
    const text = texts[finding.reason];
    return text === undefined ? finding.reason : formatMessage(text, language, named(finding, names, language));
  };
}

/** Findings keep the keys of fleets: one as `fleet`, several as `fleets` with a space between. */
function fleetsIn({ parameters }: Told): string[] {
  return [parameters?.['fleet'], parameters?.['fleets']].flatMap((keys) => (typeof keys === 'string' ? keys.split(' ') : []));
}

function named({ parameters = {} }: Told, names: ReadonlyMap<string, string>, language: Language): Record<string, string | number> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, (name === 'fleet' || name === 'fleets') && typeof value === 'string' ? listWords([...new Set(value.split(' ').map((key) => names.get(key) ?? key))], language) : value]));
}
