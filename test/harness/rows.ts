import type { TestServer } from './server.ts';

/** A digest of each table, so that a row which was added, changed or taken away shows; after everything under way has come to rest. */
export async function digestsOfRows({ app, open }: TestServer, without: readonly string[] = []): Promise<Record<string, string>> {
  await app.settled();
  const { rows: tables } = await open.pool.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' and tablename <> all ($1) order by 1", [without]);
  const parts = tables.map(({ name }) => `select '${name}' as name, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as digest from "${name}" t`);
  const { rows } = await open.pool.query<{ name: string; digest: string }>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
