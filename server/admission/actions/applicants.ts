import type { z } from 'zod';
import type { applicantsSchema, listApplicantsSchema } from '../../../common/contract/moderation.ts';
import { identitiesOf, namesOf } from '../../people/index.ts';
import { done, type Outcome, type Work } from '../../platform/index.ts';
import { fleetsWhere } from '../reach.ts';
import { applicantsLike } from '../store/applicants.ts';

/** So many are shown; whoever finds more types more. */
const shown = 8;

/**
 * People who applied to the reader's fleets, with the accounts that their applications show: whoever keeps bars finds whom they mean without
 * the right to look at everybody.
 */
export async function listApplicants(work: Work, { fleet, search, person }: z.output<typeof listApplicantsSchema>): Promise<Outcome<z.input<typeof applicantsSchema>>> {
  if (search === undefined && person === undefined) return done({ items: [], more: false });
  const found = await applicantsLike(work.db, { fleets: fleetsWhere(work.actor, 'strikes.manage', fleet), search, person }, shown + 1);
  const names = await namesOf(work.db, found);
  const items = [];
  for (const id of found.slice(0, shown)) items.push({ id, name: names.get(id) ?? '', accounts: (await identitiesOf(work.db, id)).slice(0, 8).map(({ typed }) => typed) });
  return done({ items, more: found.length > shown });
}
