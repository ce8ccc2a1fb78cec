import { isFreeAlias } from '../../../common/join-name.ts';
import type { CentreDraft, EntryDraft } from './draft.ts';
import type { EntryFinding } from './finding.ts';

type Named = Pick<EntryDraft<'topics'>, 'key' | 'aliases'>;

/**
 * Names below /g/ lead to one place only: an earlier name of a topic or fleet is nobody's key and nobody else's earlier name, and a key is nobody
 * else's earlier name. Entries without a key are in the middle of being written.
 */
export function checkJoinNames(centre: Pick<CentreDraft, 'topics' | 'fleets'>, section: 'topics' | 'fleets', { key, aliases = [] }: Named): EntryFinding[] {
  const named = (entries: readonly Named[]) => entries.flatMap((entry) => (entry.key === undefined ? [] : [{ key: entry.key, aliases: entry.aliases, topic: '' }]));
  const known = { topics: named(centre.topics), fleets: named(centre.fleets) };
  const kind = section === 'topics' ? 'topic' : 'fleet';
  const taken = (value: string, at: EntryFinding['at']): EntryFinding => ({ at, code: 'join_name_taken', parameters: { value } });
  const owner = { kind, key: key ?? '' } as const;
  const own = aliases.flatMap((alias, index) => (alias === key || aliases.indexOf(alias) !== index || !isFreeAlias(known, alias, owner) ? [taken(alias, ['aliases', index])] : []));
  const ofOthers = [...known.topics.map((one) => ({ kind: 'topic', ...one })), ...known.fleets.map((one) => ({ kind: 'fleet', ...one }))].some((one) => key !== undefined && !(one.kind === kind && one.key === key) && one.aliases?.includes(key) === true);
  return ofOthers && key !== undefined ? [taken(key, ['key']), ...own] : own;
}
