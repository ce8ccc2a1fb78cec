/** The front door of the platform: what modules and pages may use. */
export { systemClock, movableClock, type Clock } from './clock.ts';
export { newId, newSecret, sameSecret, secretHash } from './ids.ts';
export { createLog, silentLog, visible, type Log } from './log.ts';
export type { Database, DatabaseTransaction, PlatformTables } from './database/tables.ts';
export { done, refuse, type Outcome, type Parameters, type Refusal, type WrongField } from './outcome/refusal.ts';
export { fieldSentence, toProblem } from './outcome/problem.ts';
export { dotted, schemaProblems } from './outcome/schema-problems.ts';
export { closest } from './text/closest.ts';
export { operation, writes, type Limit, type Operation, type Operations, type Right } from './operations/define.ts';
export { isOperator, type Actor, type RoleName } from './operations/actor.ts';
export type { Call, Work } from './operations/work.ts';
export { invoke, type Ground } from './operations/invoke.ts';
export { callerFor, type Caller } from './operations/caller.ts';
export { listAuditEntries } from './audit/list.ts';
export type { AuditRecord } from './audit/record.ts';
export type { DomainEvent } from './events/publish.ts';
