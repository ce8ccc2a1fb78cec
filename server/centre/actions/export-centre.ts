import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { writeCentreFile } from '../file/write-centre-file.ts';
import { readContent } from '../store/state.ts';

/** The centre as a file that gives the same centre when it is imported. */
export async function exportCentre(work: Work): Promise<Outcome<{ text: string }>> {
  const { centre } = await readContent(work.db);
  return centre === null ? refuse('not_found') : done({ text: writeCentreFile(centre, `${work.publicAddress}/api/v1/centre/schema`) });
}
