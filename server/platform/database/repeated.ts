import type { PoolClient, QueryResult } from 'pg';

/** Texts by how often they ran, and the names of those that PostgreSQL keeps prepared; one for all connections of a pool. */
export type Repeated = { counts: Map<string, number>; names: Map<string, string>; given: number };

export const createRepeated = (): Repeated => ({ counts: new Map(), names: new Map(), given: 0 });

/** After so many runs a text is worth being kept, by each connection. */
const runsBefore = 20;
/** Each costs every connection some kilobytes in PostgreSQL. */
const mostNames = 80;
const mostCounts = 1_000;
/** What can take a name: statements on rows whose columns are written out. `select *` changes its shape when a newer program adds a column. */
const fits = /^\s{0,20}(?:select|insert|update|delete|with)\b/i;
/** The plan does not fit the table any more, or a pooler gave us a connection that does not know the name. */
const forgotten = new Set(['0A000', '26000', '42P05']);

/**
 * Lets PostgreSQL keep the plans of statements that run again and again, which are half of the cost of a short one. A connection's own
 * `query(text, values)` is replaced; every other form goes through as it is.
 */
export function prepareRepeated(client: PoolClient, repeated: Repeated): void {
  const { counts, names } = repeated;
  const query = client.query.bind(client) as (...parameters: unknown[]) => Promise<QueryResult>;

  function nameOf(text: string): string | undefined {
    const name = names.get(text);
    if (name !== undefined || names.size >= mostNames || text.length > 8_000) return name;
    const runs = (counts.get(text) ?? 0) + 1;
    if (runs < runsBefore) {
      if (counts.size < mostCounts || counts.has(text)) counts.set(text, runs);
      else counts.clear();
      return undefined;
    }
    if (!fits.test(text) || text.replaceAll('count(*)', '').includes('*')) {
      counts.set(text, Number.NEGATIVE_INFINITY);
      return undefined;
    }
    counts.delete(text);
    // Never a number twice: a connection may still hold what a forgotten one meant.
    const given = `lichun_${++repeated.given}`;
    names.set(text, given);
    return given;
  }

  const prepared = (...parameters: unknown[]): Promise<QueryResult> => {
    const [text, values] = parameters;
    if (parameters.length !== 2 || typeof text !== 'string' || !Array.isArray(values)) return query(...parameters);
    const name = nameOf(text);
    if (name === undefined) return query(text, values);
    return query({ name, text, values }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && forgotten.has(String(error.code))) names.delete(text);
      throw error;
    });
  };
  client.query = prepared as typeof client.query;
}
