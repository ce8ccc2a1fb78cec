import { onDutyAt } from '../../common/duty.ts';
import { sameScope } from '../../common/contract/rights.ts';
import type { Database, Scope } from '../platform/index.ts';
import { listRosterRows } from './store/duty.ts';

/** Who is on duty for a place at an instant: by its own rosters and those of the whole centre. */
export async function onDutyFor(db: Database, place: Scope, at: Date): Promise<string[]> {
  const rosters = (await listRosterRows(db)).filter(({ scope }) => scope.kind === 'centre' || sameScope(scope, place));
  return [...new Set(rosters.flatMap((roster) => onDutyAt(roster, at.getTime())))];
}
