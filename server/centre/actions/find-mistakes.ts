import { sectionLimit, sectionNames, type Centre, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import type { Language } from '../../../common/contract/text.ts';
import { dotted, type WrongField } from '../../platform/index.ts';
import { inOrder, type FindPlace } from '../file/parse-centre-file.ts';
import { isWithin } from '../file/within.ts';
import { checkCentre } from '../rules/check-centre.ts';
import { resultOf, type ImportMode } from '../rules/difference.ts';
import { nothingYet, type FileDraft } from '../rules/draft.ts';
import type { CentreFinding } from '../rules/finding.ts';
import type { Location } from '../rules/references.ts';
import { listOf, locateReferrers, sectionWord, toWrongField } from '../word-findings.ts';

/** A file as far as it could be read, and where its places are. */
export type FileReading = { draft: FileDraft; unclear?: ReadonlySet<SectionName>; findPlace: FindPlace };

/**
 * What is wrong with a file laid over what is there, besides what is `wrong` in it by itself: settings that are missing, sections
 * that become too long, entries that do not go together, and entries that are there already and name what the file removes.
 */
export function findMistakes(reading: FileReading, wrong: readonly WrongField[], before: Centre | null, mode: ImportMode, language: Language): WrongField[] {
  const { draft, unclear, findPlace } = reading;
  const after = resultOf(mode.replace || before === null ? nothingYet : before, draft, mode);
  const missing: WrongField[] = mode.replace && draft.centre === undefined ? [{ path: 'centre', code: 'required' }] : [];
  const tooLong = sectionNames.flatMap((section): WrongField[] => {
    const count = after[section].length;
    return count > sectionLimit ? [{ path: section, code: 'section_too_long', parameters: { maximum: sectionLimit, count } }] : [];
  });
  const findings = checkCentre(after, unclear);
  const isNew = ({ path }: WrongField) => !wrong.some((cause) => isWithin(path, cause.path));
  // Looking for the likely right word takes long, so it is done for the mistakes that are told only.
  const placed = findings
    .filter((finding) => isInFile(finding, draft))
    .map((finding) => ({ finding, ...findPlace({ path: dotted([...placeInFile(finding), ...finding.at]), code: finding.code }) }))
    .filter(isNew);
  const inFile = inOrder(placed).map(({ finding }) => toWrongField(finding, placeInFile(finding), language));
  const beside = tellBeside(findings.filter((finding) => !isInFile(finding, draft)), before, language);
  return [...missing, ...tooLong, ...inFile, ...beside].filter(isNew).map(findPlace);
}

function placeInFile(finding: CentreFinding): Location {
  return finding.section === 'settings' ? ['centre'] : [finding.section, finding.index];
}

/** What the file lists comes first in each section, so its places are the file’s. */
function isInFile(finding: CentreFinding, draft: FileDraft): boolean {
  return finding.section === 'settings' ? draft.centre !== undefined : finding.index < (draft[finding.section]?.length ?? 0);
}

/**
 * Entries that are there already and not in the file were right, so what they name is removed by the file. One sentence for each
 * pair of sections.
 */
function tellBeside(findings: readonly CentreFinding[], before: Centre | null, language: Language): WrongField[] {
  const groups = Map.groupBy(findings, ({ section, parameters }) => `${section} ${parameters?.['section'] ?? ''}`);
  return [...groups.values()].flatMap((group): WrongField[] => {
    const [first] = group;
    const path = first?.parameters?.['section'];
    if (first === undefined || path === undefined) return group.map((finding) => toWrongField(finding, finding.section === 'settings' ? ['centre'] : [finding.section, finding.key], language));
    const removed = listOf([...new Set(group.map(({ parameters }) => String(parameters?.['value'])))], 10, language);
    const { section } = first;
    if (section === 'settings') return [{ path: String(path), code: 'still_named_by_centre', parameters: { removed, field: first.at.join('.') } }];
    const keys = new Set(group.map((finding) => (finding.section === 'settings' ? '' : finding.key)));
    const entries = (before?.[section] ?? []).filter((entry: SectionEntry) => keys.has(entry.key));
    return [{ path: String(path), code: 'still_named', parameters: { removed, section: sectionWord(section, language), name: section, entries: locateReferrers(section, entries, before?.topics ?? [], language) } }];
  });
}
