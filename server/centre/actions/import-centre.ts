import type { z } from 'zod';
import { sectionLimit, sectionNames, type Centre, type CentreFile } from '../../../common/contract/centre.ts';
import { centreFileLimit, type CentreDifference, type importCentreSchema } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type WrongField, type Work } from '../../platform/index.ts';
import { inOrder, parseCentreFile, type FindPlace } from '../file/parse-centre-file.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { checkCentre } from '../rules/check-centre.ts';
import { difference, resultOf, type CentreChange } from '../rules/difference.ts';
import type { CentreFinding } from '../rules/finding.ts';
import { assembleCentre } from '../store/state.ts';
import { toWrongField } from '../word-findings.ts';
import { beginChange, finishChange, type Change } from './change.ts';
import { wordDifference } from './word-difference.ts';
import { writeDifference } from './write-difference.ts';

/**
 * Lays a file over the centre, all or nothing, and tells what changes. An example that nobody has edited is only filler:
 * a file that says anything else takes its place entirely, and that the example ends is one of the changes. Everything that is wrong is told at once, with line and column, and nothing is changed.
 */
export async function importCentre(keeper: CentreKeeper, work: Work, input: z.output<typeof importCentreSchema>): Promise<Outcome<CentreDifference>> {
  if (Buffer.byteLength(input.text) > centreFileLimit) return refuse('body_too_large', { parameters: { maximum: centreFileLimit / 1024 } });
  const parsed = parseCentreFile(input.text);
  if (!parsed.ok) return refuseFile(parsed.fields);
  const { file, findPlace } = parsed;
  const change = await beginChange(work);
  const { state } = change;
  const replace = change.centre === null || state.exampleUntouched;
  const settings = replace ? file.centre : (file.centre ?? change.centre?.settings);
  if (settings === undefined) return refuseFile([findPlace({ path: 'centre', code: 'required' })]);
  const before = change.centre;
  const after = resultOf(before ?? assembleCentre(settings, {}), file, { prune: input.prune === true, replace });
  const wrong = wrongFields(after, file, findPlace, work);
  if (wrong.length > 0) return refuseFile(wrong);
  const found = difference(before, after, file);
  const replaced = state.exampleUntouched && found.changes > 0;
  const example = state.example === null ? null : { name: state.example, effect: replaced ? ('replaced' as const) : ('kept' as const) };
  const apply = input.dryRun !== true && found.changes > 0;
  if (apply) await write(keeper, work, change, found, after, replaced);
  return done(wordDifference(found, { applied: apply, changes: found.changes + (replaced ? 1 : 0), example, revision: apply ? change.revision : state.revision }, work.language));
}

async function write(keeper: CentreKeeper, work: Work, change: Change, found: CentreChange, after: Centre, exampleGone: boolean): Promise<void> {
  await writeDifference(work, found, change.centre, after, change.revision);
  const settings = found.settings.state === 'added' || found.settings.state === 'changed';
  if (settings) await work.audit({ subjectKind: 'settings', subjectKey: 'centre', before: change.centre?.settings ?? null, after: after.settings });
  if (exampleGone) await work.audit({ subjectKind: 'centre', subjectKey: 'example', before: { example: change.state.example }, after: { example: null } });
  await finishChange(work, keeper, change, { section: 'centre' }, {
    ...(settings ? { settings: after.settings, settingsRevision: change.revision } : {}),
    ...(exampleGone ? { example: null, exampleRevision: null } : {}),
  });
}

function wrongFields(after: Centre, file: CentreFile, findPlace: FindPlace, work: Work): WrongField[] {
  const tooLong = sectionNames.flatMap((section): WrongField[] => {
    const count = after[section].length;
    return count > sectionLimit ? [findPlace({ path: section, code: 'section_too_long', parameters: { maximum: sectionLimit, count } })] : [];
  });
  return [...tooLong, ...checkCentre(after).map((finding) => locate(finding, file, findPlace, work))];
}

/** What the file lists comes first in each section, so its places are the file's; for an entry that is not in the file, the section that fails it is named. */
function locate(finding: CentreFinding, file: CentreFile, findPlace: FindPlace, { language }: Work): WrongField {
  if (finding.section === 'settings') return findPlace(toWrongField(finding, ['centre'], language));
  if (finding.index < (file[finding.section]?.length ?? 0)) return findPlace(toWrongField(finding, [finding.section, finding.index], language));
  const field = toWrongField(finding, [finding.section, finding.key], language);
  const { line, column } = findPlace({ path: String(finding.parameters?.['section'] ?? finding.section), code: field.code });
  return { ...field, ...(line === undefined || column === undefined ? {} : { line, column }) };
}

function refuseFile(fields: WrongField[]): Outcome<never> {
  return refuse('invalid_centre', { parameters: { count: fields.length }, fields: inOrder(fields) });
}
