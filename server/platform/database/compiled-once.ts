import { CompiledQuery, type Compilable } from 'kysely';
import type { Database } from './tables.ts';

/**
 * A query that is built and written out once, for what every request asks. The parameters must appear in the text once each, in their order;
 * the first run looks whether they do.
 */
export function compiledOnce<Row, Parameters extends readonly unknown[]>(build: (db: Database, ...parameters: Parameters) => Compilable<Row>): (db: Database, ...parameters: Parameters) => Promise<Row[]> {
  let text: string | undefined;
  return async (db, ...parameters) => {
    if (text === undefined) {
      const compiled = build(db, ...parameters).compile();
      if (compiled.parameters.length !== parameters.length || compiled.parameters.some((value, at) => value !== parameters[at])) throw new Error(`The parameters are not those of the text: ${compiled.sql}`);
      text = compiled.sql;
    }
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]));
    return rows;
  };
}
