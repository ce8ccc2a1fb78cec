import type { Database, MovedRows } from '../../../platform/index.ts';
import { outside } from '../schema.ts';

const tables = ['forge_visit', 'human_code', 'high_trust_proof', 'contributor_account'] as const;

export async function gatherOutside(db: Database, personId: string): Promise<Record<string, unknown>> {
  const visits = await outside(db).selectFrom('forge_visit').select(['forge', 'created_at', 'result']).where('person_id', '=', personId).orderBy('id').limit(1000).execute();
  const codes = await outside(db).selectFrom('human_code').select(['fleet', 'created_at', 'used_at']).where('person_id', '=', personId).orderBy('id').limit(1000).execute();
  const confirmations = await outside(db).selectFrom('high_trust_proof').select(['fleet', 'at', 'refused']).where('person_id', '=', personId).orderBy('id').limit(1000).execute();
  const contributions = await outside(db).selectFrom('contributor_account').select('at').where('person_id', '=', personId).orderBy('id').limit(1000).execute();
  const declared = await outside(db).selectFrom('outage_window').select(['product', 'from_at', 'noticed_at', 'note']).where('by_person', '=', personId).orderBy('id').limit(1000).execute();
  return {
    forgeVisits: visits.map(({ forge, created_at: at, result }) => ({ forge, at: at.toISOString(), result })),
    mailedCodes: codes.map(({ fleet, created_at: at, used_at: used }) => ({ fleet, at: at.toISOString(), usedAt: used?.toISOString() ?? null })),
    confirmationsOnDevice: confirmations.map(({ fleet, at, refused }) => ({ fleet, at: at.toISOString(), result: refused ? 'refused' : 'proven' })),
    contributorSince: contributions.map(({ at }) => at.toISOString()),
    declaredOutages: declared.map(({ product, from_at: from, noticed_at: at, note }) => ({ product, from: from.toISOString(), at: at.toISOString(), note })),
  };
}

/** All of it goes; that a window was declared stays, without by whom and why. */
export async function eraseOutside(db: Database, personId: string): Promise<void> {
  for (const table of tables) await outside(db).deleteFrom(table).where('person_id', '=', personId).execute();
  await outside(db).updateTable('outage_window').set({ by_person: null, note: null }).where('by_person', '=', personId).execute();
}

export async function moveOutside(db: Database, from: string, to: string): Promise<MovedRows> {
  const moved: Record<string, string[]> = {};
  for (const table of tables) moved[table] = (await outside(db).updateTable(table).set({ person_id: to }).where('person_id', '=', from).returning('id').execute()).map(({ id }) => id);
  moved['outage_window'] = (await outside(db).updateTable('outage_window').set({ by_person: to }).where('by_person', '=', from).returning('id').execute()).map(({ id }) => id);
  return moved;
}

export async function moveOutsideBack(db: Database, moved: MovedRows, from: string): Promise<void> {
  for (const table of tables) {
    const ids = moved[table] ?? [];
    if (ids.length > 0) await outside(db).updateTable(table).set({ person_id: from }).where('id', 'in', [...ids]).execute();
  }
  const windows = moved['outage_window'] ?? [];
  if (windows.length > 0) await outside(db).updateTable('outage_window').set({ by_person: from }).where('id', 'in', [...windows]).execute();
}
