import type { z } from 'zod';
import type { Centre } from '../../../common/contract/centre.ts';
import { centreFileLimit, type CentreDifference, type importCentreSchema } from '../../../common/contract/centre-operations.ts';
import { done, refuse, type Outcome, type WrongField, type Work } from '../../platform/index.ts';
import { inOrder, parseCentreFile, type FindPlace } from '../file/parse-centre-file.ts';
import { minimalSettings } from '../minimal-centre.ts';
import type { CentreKeeper, KeptFleets } from '../reader/snapshot.ts';
import { difference, resultOf, type CentreChange } from '../rules/difference.ts';
import { assembleCentre } from '../store/state.ts';
import { beginChange, finishChange, type Change } from './change.ts';
import { findMistakes } from './find-mistakes.ts';
import { keptIn, tooManyGroups } from './kept-groups.ts';
import { wordDifference } from './word-difference.ts';
import { writeDifference } from './write-difference.ts';

/**
 * Lays a file over the centre, all or nothing, and tells what changes. An example that nobody has edited is only filler:
 * a file that says anything else takes its place entirely, and that the example ends is one of the changes. Everything that is wrong is told at once, with line and column, and nothing is changed.
 */
export async function importCentre(keeper: CentreKeeper, work: Work, input: z.output<typeof importCentreSchema>): Promise<Outcome<CentreDifference>> {
  if (Buffer.byteLength(input.text) > centreFileLimit) return refuse('body_too_large', { parameters: { maximum: centreFileLimit / 1024 } });
  const parsed = parseCentreFile(input.text);
  if (!parsed.ok && parsed.readable === undefined) return refuseFile(parsed.fields);
  const change = await beginChange(work, keeper);
  const { state, centre: before } = change;
  const mode = { prune: input.prune === true, replace: before === null || state.exampleUntouched };
  const reading = parsed.ok ? { draft: parsed.file, findPlace: parsed.findPlace } : parsed.readable;
  const wrong = parsed.ok ? [] : parsed.fields;
  const together = reading === undefined ? [] : findMistakes(reading, wrong, before, mode, work.language);
  if (!parsed.ok || together.length > 0) return refuseFile([...wrong, ...together]);
  const { file } = parsed;
  const listed = resultOf(before ?? assembleCentre(file.centre ?? minimalSettings, {}), file, mode);
  const isAsked = file.fleets !== undefined || (before?.fleets.length ?? 0) > listed.fleets.length;
  const kept = await keptIn(isAsked ? keeper : {}, work, { before: before?.fleets ?? [], after: listed.fleets, filler: state.exampleUntouched });
  if (kept.overfull.length > 0) return refuseFile(overfullIn(listed, kept, parsed.findPlace));
  const after: Centre = { ...listed, fleets: kept.fleets };
  const found = difference(before, after, file);
  const replaced = state.exampleUntouched && found.changes > 0;
  const example = state.example === null ? null : { name: state.example, effect: replaced ? ('replaced' as const) : ('kept' as const) };
  const apply = input.dryRun !== true && found.changes > 0;
  if (apply) await write(keeper, work, change, found, after, replaced);
  return done(wordDifference(found, { fleets: kept.effects, applied: apply, changes: found.changes + (replaced ? 1 : 0), example, revision: apply ? change.revision : state.revision }, { before, after }, work.language));
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

function overfullIn({ fleets }: Centre, { overfull }: KeptFleets, findPlace: FindPlace): WrongField[] {
  return overfull.map(({ fleet, kept }) => findPlace(tooManyGroups(`fleets[${fleets.findIndex(({ key }) => key === fleet)}].groups`, kept)));
}

function refuseFile(fields: WrongField[]): Outcome<never> {
  return refuse('invalid_centre', { parameters: { count: fields.length }, fields: inOrder(fields) });
}
