import type { Proposal, ProposalStatus } from '../../../common/contract/proposal.ts';
import type { Database } from '../../platform/index.ts';
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
