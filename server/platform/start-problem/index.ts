export { classifyDatabaseError } from './database-error.ts';
export { readDatabaseAddress } from './database-address.ts';
export type { DatabaseAddress } from './database-address.ts';
export { explainStartProblem } from './explain.ts';
export { StartProblem } from './problem.ts';
export type { StartProblemCode, StartProblemParameters } from './problem.ts';
