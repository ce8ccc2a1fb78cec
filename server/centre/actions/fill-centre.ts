import { sectionNames } from '../../../common/contract/centre.ts';
import { done, type Outcome, type Work } from '../../platform/index.ts';
import { parseCentreFile } from '../file/parse-centre-file.ts';
import { minimalSettings } from '../minimal-centre.ts';
import { checkCentre } from '../rules/check-centre.ts';
import { resultOf } from '../rules/difference.ts';
import { putEntries } from '../store/entries.ts';
import { advanceState, assembleCentre, lockState } from '../store/state.ts';

/**
 * Fills a database that was never filled: with an example, or with next to nothing. False when it was filled already, also by
 * another process at the same moment. A file that does not fit is a fault, because it comes with the program.
 */
export async function fillCentre(work: Work, example: { name: string; text: string } | null): Promise<Outcome<{ filled: boolean }>> {
  const state = await lockState(work.db);
  if (state.settings !== null) return done({ filled: false });
  const parsed = parseCentreFile(example?.text ?? 'format: 1');
  if (!parsed.ok) throw new Error(`The example ${example?.name ?? ''} does not fit: ${JSON.stringify(parsed.fields)}`);
  const settings = parsed.file.centre ?? minimalSettings;
  const centre = resultOf(assembleCentre(settings, {}), parsed.file, { prune: true, replace: true });
  const findings = checkCentre(centre);
  if (findings.length > 0) throw new Error(`The example ${example?.name ?? ''} is wrong: ${JSON.stringify(findings)}`);
  const revision = state.revision + 1;
  for (const section of sectionNames) await putEntries(work.db, section, centre[section], revision, work.now);
  await work.audit({ subjectKind: 'centre', subjectKey: 'example', before: null, after: { example: example?.name ?? null } });
  await advanceState(work.db, revision, work.now, { settings, settingsRevision: revision, example: example?.name ?? null, exampleRevision: example === null ? null : revision });
  await work.publish({ name: 'centre.changed', subject: 'centre', data: { revision } });
  return done({ filled: true });
}
