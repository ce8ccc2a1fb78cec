import { sql } from 'kysely';
import type { Proposal, ProposalStatus } from '../../../common/contract/proposal.ts';
import { deleteBatch, type Database } from '../../platform/index.ts';
import type { ProposalTable } from '../schema.ts';
import { tables } from './state.ts';

function toProposal(row: ProposalTable): Proposal {
  return {
    id: row.id,
    kind: row.kind,
    text: row.text,
    ...(row.contact === null ? {} : { contact: row.contact }),
    ...(row.page === null ? {} : { page: row.page }),
    language: row.language,
    createdAt: row.created_at.toISOString(),
    status: row.status,
    ...(row.handled_by === null ? {} : { handledBy: row.handled_by }),
    ...(row.handled_at === null ? {} : { handledAt: row.handled_at.toISOString() }),
    ...(row.note === null ? {} : { note: row.note }),
  };
}

export async function insertProposal(db: Database, proposal: ProposalTable): Promise<void> {
  await tables(db).insertInto('proposal').values(proposal).execute();
}

export async function countOpenProposals(db: Database): Promise<number> {
  const row = await tables(db).selectFrom('proposal').select(({ fn }) => fn.countAll<string>().as('count')).where('status', '=', 'open').executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Latest first; `cursor` is the id after which the page begins. */
export async function listProposalRows(db: Database, status: ProposalStatus | undefined, cursor: string | undefined, limit: number): Promise<Proposal[]> {
  const rows = await tables(db)
    .selectFrom('proposal')
    .selectAll()
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'open'))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toProposal);
}

export async function lockProposal(db: Database, id: string): Promise<Proposal | undefined> {
  const row = await tables(db).selectFrom('proposal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toProposal(row);
}

export async function setProposalStatus(db: Database, id: string, decision: { status: ProposalStatus; handledBy: string | null; handledAt: Date | null; note: string | null }): Promise<Proposal> {
  const row = await tables(db)
    .updateTable('proposal')
    .set({ status: decision.status, handled_by: decision.handledBy, handled_at: decision.handledAt, note: decision.note })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toProposal(row);
}

/** Takes the contact off a proposal for good. False when there was none. */
export async function clearContact(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tables(db).updateTable('proposal').set({ contact: null }).where('id', '=', id).where('contact', 'is not', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Deletes up to `limit` proposals that were decided about before `before`. */
export async function deleteOldProposals(db: Database, before: Date, limit: number): Promise<number> {
  return deleteBatch(db, { table: 'proposal', column: 'handled_at', before, limit, only: sql`status <> 'open'` });
}

/** Deletes up to `limit` entries of the centre that were deleted before `before`, whose undo nobody used. */
export async function deleteOldEntries(db: Database, before: Date, limit: number): Promise<number> {
  return deleteBatch(db, { table: 'centre_entry', column: 'deleted_at', before, limit });
}
