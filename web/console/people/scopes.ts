import { reachableScopes, type Permission, type Scope } from '../../../common/contract/rights.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { toldApart } from '../../../common/told-apart.ts';
import type { PageContext } from '../../page-context.ts';
import { nameOfEntry } from '../entry-name.ts';
import { readTopicNames } from '../topic-names.tsx';

/** Names of fleets and teams, and where who looks has the right that is asked about, such as to give roles. A place as text is `centre`, `fleet:key` or `team:key`. */
export type Scopes = { names: Readonly<Record<string, string>>; mayGive: readonly Scope[] };

export async function readScopes({ ops, actor, language }: Pick<PageContext, 'ops' | 'actor' | 'language'>, permission: Permission = 'staff.manage'): Promise<Scopes> {
  const [fleets, teams] = await Promise.all([ops.listFleets({}), ops.listTeams({})]);
  // Who may not see the description of the centre knows the fleets that they help to run.
  const known = fleets.ok ? undefined : await ops.listFleetNames({});
  const topics = fleets.ok ? await readTopicNames(ops, language) : {};
  const named = fleets.ok ? fleets.value.items.map(({ entry }) => ({ key: entry.key, name: nameOfEntry(entry, language, topics) })) : known?.ok === true ? known.value.items : [];
  const fleetNames = toldApart(named).map(({ key, name }) => [`fleet:${key}`, name] as const);
  const used = teams.ok ? teams.value.items : [];
  const teamNames = used.map(({ key, name }) => [`team:${key}`, inLanguage(name, language)] as const);
  const own = actor.kind === 'person' && actor.held === undefined ? reachableScopes(actor.grants, permission) : [];
  const everywhere: Scope[] = [
    { kind: 'centre' },
    ...(fleets.ok ? fleets.value.items.map(({ entry }) => ({ kind: 'fleet' as const, key: entry.key })) : []),
    ...used.filter(({ archivedAt }) => archivedAt === undefined).map(({ key }) => ({ kind: 'team' as const, key })),
  ];
  return { names: Object.fromEntries([...fleetNames, ...teamNames]), mayGive: own === 'everywhere' ? everywhere : own };
}

export function scopeValue(scope: Scope): string {
  return scope.kind === 'centre' ? 'centre' : `${scope.kind}:${scope.key}`;
}

/** Reads what `scopeValue` wrote; the operation judges it. */
export function readScope(value: string): Scope {
  const [kind, key = ''] = value.split(':');
  return kind === 'fleet' || kind === 'team' ? { kind, key } : { kind: 'centre' };
}
