import { z } from 'zod';
import { centreFileSchema } from '../../../common/contract/centre.ts';

let built: Record<string, unknown> | undefined;

/** The JSON Schema of a centre file, for editors and for checks outside; draft 7, which editors know best. */
export function centreJsonSchema(): Record<string, unknown> {
  built ??= { ...z.toJSONSchema(centreFileSchema, { target: 'draft-7', io: 'input', reused: 'inline' }), title: 'Lichun centre file' };
  return built;
}
