import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { CentreKeeper } from '../reader/snapshot.ts';
import { beginChange, finishChange } from './change.ts';

/** Makes the example one's own: what it says is now meant, so numbers become links and search engines may come. */
export async function adoptExample(keeper: CentreKeeper, work: Work): Promise<Outcome<{ example: string }>> {
  const change = await beginChange(work, keeper);
  const { example } = change.state;
  if (example === null) return refuse('not_an_example');
  await work.audit({ subjectKind: 'centre', subjectKey: 'example', before: { example }, after: { example: null } });
  await finishChange(work, keeper, change, { section: 'centre' }, { example: null, exampleRevision: null });
  return done({ example });
}
