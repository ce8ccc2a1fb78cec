import { inLanguage, type Language } from '../../common/contract/text.ts';
import { fleetRows } from '../groups/index.ts';
import { scopesWhere, type Actor, type Database, type Permission } from '../platform/index.ts';

/** The fleets in which somebody may do this, `all` for everywhere; of these only `wanted`, when one is asked for. */
export function fleetsWhere(actor: Actor, permission: Permission, wanted?: string): readonly string[] | 'all' {
  const scopes = scopesWhere(actor, permission);
  if (scopes === 'everywhere') return wanted === undefined ? 'all' : [wanted];
  const own = scopes.flatMap((scope) => (scope.kind === 'fleet' ? [scope.key] : []));
  return wanted === undefined ? own : own.filter((key) => key === wanted);
}

/** What fleets are called: their own name, else that of their topic; by key. */
export async function fleetNames(db: Database, keys: readonly string[], language: Language): Promise<Map<string, string>> {
  const rows = await fleetRows(db, keys);
  return new Map(rows.map(({ key, settings }) => [key, inLanguage(settings.name ?? settings.topicName, language)]));
}
