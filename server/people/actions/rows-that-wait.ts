import type { Database } from '../../platform/index.ts';
import { listIdentities } from '../store/identities.ts';
import { isHeldByOthers } from '../store/names.ts';

type Named = { kind: string; issuer: string; canonical: string };
/** A row that waits for an account. `former`: it was this person's before. */
export type Waiting = Named & { id: string; former: boolean };

const isSame = (one: Named, other: Named) => one.kind === other.kind && one.issuer === other.issuer && one.canonical === other.canonical;

/**
 * Which rows that wait for accounts are about a person: those for an account that they have proven, and those that were theirs while nobody else
 * has or claims the account. What waits for an account that they only claim is no one's to tell or to erase; what an operator took a proof of
 * back from is erased with them, and not told.
 */
export async function waitingOf(db: Database, personId: string, purpose: 'tell' | 'erase', find: (proven: readonly Named[]) => Promise<readonly Waiting[]>): Promise<string[]> {
  const identities = await listIdentities(db, personId);
  const ids: string[] = [];
  for (const row of await find(identities.filter(({ provenAt }) => provenAt !== undefined))) {
    const own = identities.find((identity) => isSame(identity, row));
    const wasTheirs = row.former && (purpose === 'erase' || own === undefined) && !(await isHeldByOthers(db, personId, row));
    if (own?.provenAt !== undefined || wasTheirs) ids.push(row.id);
  }
  return ids;
}
