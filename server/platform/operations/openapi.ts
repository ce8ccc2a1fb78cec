import { z } from 'zod';
import { openApiDocument, type Described, type Json } from '../openapi/document.ts';
import { done } from '../outcome/refusal.ts';
import { operation, type Operation } from './define.ts';

const noInput = z.strictObject({});
const documentSchema = z.looseObject({ openapi: z.string() });

/** The operation that describes all the others. */
export function describeApi(described: Described): { readApiDescription: Operation<typeof noInput, typeof documentSchema> } {
  let document: Json | undefined;
  const readApiDescription: Operation<typeof noInput, typeof documentSchema> = operation({
    name: 'readApiDescription', method: 'get', path: '/openapi.json', summary: 'This API as an OpenAPI 3.1 document.',
    right: 'public', input: noInput, output: documentSchema,
    action: async () => done((document ??= openApiDocument({ ...described, areas: { ...described.areas, about: { readApiDescription } } })) as { openapi: string }),
  });
  return { readApiDescription };
}
