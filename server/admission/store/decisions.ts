import { sql, type Selectable } from 'kysely';
import type { Decision, Finding } from '../../../common/contract/admission.ts';
import type { Admission } from '../../../common/contract/admission-policy.ts';
import type { Database } from '../../platform/index.ts';
import type { Facts } from '../rules/facts.ts';
import { admission, type DecisionTable } from '../schema.ts';

/** One decision, with everything from which it can be made again. `facts` is undefined once they were erased. */
export type StoredDecision = { id: string; applicationId: string; at: Date; by: string | undefined; decision: Decision; findings: Finding[]; facts: Facts | undefined; policy: Admission; rules: number; template: string | undefined; reason: string | undefined; counted: boolean; undoneAt: Date | undefined };

type Row = Selectable<DecisionTable>;
const toDecision = (row: Row): StoredDecision => ({
  id: row.id, applicationId: row.application_id, at: row.at, by: row.by_person ?? undefined, decision: row.decision, findings: row.findings, facts: row.erased_at === null && 'submittedAt' in row.facts ? (row.facts as Facts) : undefined, policy: row.policy, rules: row.rules,
  template: row.template ?? undefined, reason: row.reason ?? undefined, counted: row.counted, undoneAt: row.undone_at ?? undefined,
});
const selected = (db: Database) => admission(db).selectFrom('application_decision').selectAll();

/** Everything that was decided about an application, the first first. */
export async function decisionsOf(db: Database, applicationId: string): Promise<StoredDecision[]> {
  return (await selected(db).where('application_id', '=', applicationId).orderBy('id').limit(200).execute()).map(toDecision);
}

/** What holds now: the last decision that was not undone. */
export async function lastDecision(db: Database, applicationId: string): Promise<StoredDecision | undefined> {
  const row = await selected(db).where('application_id', '=', applicationId).where('undone_at', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? undefined : toDecision(row);
}

/** What holds now about each of several applications, by id. */
export async function lastDecisions(db: Database, applicationIds: readonly string[]): Promise<Map<string, StoredDecision>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await selected(db).distinctOn('application_id').where('application_id', 'in', [...applicationIds]).where('undone_at', 'is', null).orderBy('application_id').orderBy('id', 'desc').execute();
  return new Map(rows.map((row) => [row.application_id, toDecision(row)]));
}

/** Takes a decision back, once. */
export async function undoDecision(db: Database, id: string, now: Date): Promise<boolean> {
  const result = await admission(db).updateTable('application_decision').set({ undone_at: now, counted: false }).where('id', '=', id).where('undone_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Made by the rules, kept with what they were made from, and in force: of the decision under this name. */
const byRules = (name: string) => sql<boolean>`${sql.ref(`${name}.by_person`)} is null and ${sql.ref(`${name}.erased_at`)} is null and ${sql.ref(`${name}.undone_at`)} is null and ${sql.ref(`${name}.facts`)} ? 'submittedAt'`;

/** Of the latest applications to a fleet what the rules decided last by themselves, the latest first, each application once; for trying out a policy. */
export async function latestByRules(db: Database, fleet: string, limit: number): Promise<(StoredDecision & { submittedAt: Date })[]> {
  const rows = await admission(db).selectFrom('application_decision as d').innerJoin('application as a', 'a.id', 'd.application_id')
    .selectAll('d').select('a.submitted_at').where('a.fleet', '=', fleet).where(byRules('d'))
    .where(sql<boolean>`not exists (select from application_decision as later where later.application_id = d.application_id and later.id > d.id and ${byRules('later')})`)
    .orderBy('d.id', 'desc').limit(limit).execute();
  return rows.map(({ submitted_at: submittedAt, ...row }) => ({ ...toDecision(row), submittedAt }));
}

/** A page of all decisions in the order of their making, after `after`; for replaying them. */
export async function decisionsAfter(db: Database, after: string | undefined, limit: number): Promise<StoredDecision[]> {
  return (await selected(db).$if(after !== undefined, (query) => query.where('id', '>', after ?? '')).orderBy('id').limit(limit).execute()).map(toDecision);
}

/** Decisions of the rules about a fleet whose facts were erased. */
export async function countErased(db: Database, fleet: string): Promise<number> {
  const row = await admission(db).selectFrom('application_decision as d').innerJoin('application as a', 'a.id', 'd.application_id').select(sql<number>`count(*)::int`.as('count')).where('a.fleet', '=', fleet).where('d.by_person', 'is', null).where('d.erased_at', 'is not', null).executeTakeFirst();
  return row?.count ?? 0;
}
