import { z } from 'zod';
import { createOperations } from '../../server/operations.ts';
import { silentLog } from '../../server/platform/index.ts';
import { undescribed } from './operation-table.ts';

export type Json = Record<string, unknown>;
export type DescribedOperation = { name: string; method: string; path: string; operation: Json };

const { readApiDescription } = createOperations(undescribed);
const outcome = await readApiDescription.action({ log: silentLog } as never, z.strictObject({}).parse({}), undefined as never);

/** The OpenAPI document, as the product gives it. */
export const apiDocument: Json = outcome.ok ? outcome.value : {};

/** Every operation of the document, in its order. */
export const describedOperations: readonly DescribedOperation[] = Object.entries(apiDocument['paths'] as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: String(operation['operationId']), method: method.toUpperCase(), path, operation })),
);
