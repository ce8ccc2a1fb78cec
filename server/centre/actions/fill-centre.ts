import { sectionNames } from '../../../common/contract/centre.ts';
import { done, type Outcome, type Work } from '../../platform/index.ts';
import { parseCentreFile } from '../file/parse-centre-file.ts';
import { minimalSettings } from '../minimal-centre.ts';
import type { FleetDoor } from '../reader/snapshot.ts';
import { checkCentre } from '../rules/check-centre.ts';
import { resultOf } from '../rules/difference.ts';
import { putEntries, removeFiller } from '../store/entries.ts';
import { advanceState, assembleCentre, lockState } from '../store/state.ts';

export type Filling = {
  /** The text of the file, or null for next to nothing. */
  example: { name: string; text: string } | null;
  /** Put it in the place of another example that nobody has edited. */
  swap: boolean;
};

/** What a filling came to: `shown` is the example that is there afterwards, `edited` tells that it is no longer only filler. */
export type Filled = { filled: boolean; shown: string | null; edited: boolean };

/**
 * Fills a database that was never filled: with an example, or with next to nothing. With `swap` also one that shows another
 * example which is just as it came. Not filled when there is anything else already, also by another process at the same
 * moment. A file that does not fit is a fault, because it comes with the program.
 */
export async function fillCentre(work: Work, { example, swap }: Filling, fleets?: FleetDoor): Promise<Outcome<Filled>> {
  await fleets?.lock(work);
  const state = await lockState(work.db);
  const name = example?.name ?? null;
  const fresh = state.settings === null;
  if (!fresh && !(swap && state.exampleUntouched && state.example !== name)) {
    return done({ filled: false, shown: state.example, edited: state.example !== null && !state.exampleUntouched });
  }
  const parsed = parseCentreFile(example?.text ?? 'format: 1');
  if (!parsed.ok) throw new Error(`The example ${name ?? ''} does not fit: ${JSON.stringify(parsed.fields)}`);
  const settings = parsed.file.centre ?? minimalSettings;
  const centre = resultOf(assembleCentre(settings, {}), parsed.file, { prune: true, replace: true });
  const findings = checkCentre(centre);
  if (findings.length > 0) throw new Error(`The example ${name ?? ''} is wrong: ${JSON.stringify(findings)}`);
  const revision = state.revision + 1;
  if (!fresh) await removeFiller(work.db);
  for (const section of sectionNames) await putEntries(work.db, section, centre[section], revision, work.now);
  await work.audit({ subjectKind: 'centre', subjectKey: 'example', before: fresh ? null : { example: state.example }, after: { example: name } });
  await advanceState(work.db, revision, work.now, { settings, settingsRevision: revision, example: name, exampleRevision: example === null ? null : revision });
  await work.publish({ name: 'centre.changed', subject: 'centre', data: { revision } });
  await fleets?.describe(work, undefined, centre, revision);
  return done({ filled: true, shown: name, edited: false });
}
