import type { z } from 'zod';
import type { CodesOfGroup, GroupCode, groupCodesSchema, listGroupCodesSchema } from '../../../common/contract/group-codes.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { groupName } from '../../../common/group-name.ts';
import { platformFeatures, type PlatformName } from '../../../common/platforms.ts';
import { namesOf } from '../../people/index.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, scopesWhere, type Outcome, type Place, type Secrets, type Work } from '../../platform/index.ts';
import { pageOfCodeGroups, type CodeGroup, type CodePlace } from '../store/code-groups.ts';
import { codesOfGroups, type Code } from '../store/codes.ts';
import { findFleetRow } from '../store/fleets.ts';
import { pictureOf } from './code-picture.ts';

/** How many codes of the past are shown beside the one that lives. */
const earlierShown = 10;
const platforms = (Object.keys(platformFeatures) as PlatformName[]).filter((name) => platformFeatures[name].ownCodes);

/** The codes of groups that have some or need one, for who runs them: what is dead, reported or ends next comes first. */
export async function listGroupCodes(work: Work, { fleet, cursor, limit }: z.output<typeof listGroupCodesSchema>): Promise<Outcome<z.input<typeof groupCodesSchema>>> {
  const read = readCursor(cursor, 3);
  if (!read.ok) return read;
  const after = read.value === undefined ? undefined : placeFrom(read.value);
  if (after === 'wrong') return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const scopes = scopesWhere(work.actor, 'fleets.read');
  const readable = scopes === 'everywhere' ? undefined : scopes.flatMap((scope) => (scope.kind === 'fleet' ? [scope.key] : []));
  if (fleet !== undefined && (readable?.includes(fleet) === false || (await findFleetRow(work.db, fleet))?.removed !== false)) return refuse('not_found');
  const rows = await pageOfCodeGroups(work.db, { platforms, fleets: fleet === undefined ? readable : [fleet], after }, rowsToRead(limit));
  const page = pageFrom(rows, limit, (row) => row, ({ rank, due, id }) => [rank, due, id]);
  return done({ ...page, items: await withCodes(work, page.items) });
}

/** The codes of one group, also of one that has ended. */
export async function codesOfGroup(work: Pick<Work, 'db' | 'secrets' | 'language'>, group: string): Promise<Outcome<CodesOfGroup>> {
  const [found] = await withCodes(work, await pageOfCodeGroups(work.db, { platforms, group }, 1));
  return found === undefined ? refuse('not_found') : done(found);
}

function placeFrom([rank, due, id]: Place): CodePlace | 'wrong' {
  const isPlace = Number.isInteger(rank) && Math.abs(Number(rank)) < 100 && Number.isSafeInteger(due) && /^[0-9a-f-]{36}$/.test(String(id));
  return isPlace ? { rank: Number(rank), due: Number(due), id: String(id) } : 'wrong';
}

async function withCodes({ db, secrets, language }: Pick<Work, 'db' | 'secrets' | 'language'>, groups: readonly CodeGroup[]): Promise<CodesOfGroup[]> {
  const codes = await codesOfGroups(db, groups.map(({ id }) => id), earlierShown + 1);
  const names = await namesOf(db, codes.flatMap(({ enteredBy, endedBy }) => [enteredBy, endedBy].filter((id) => id !== null)));
  return groups.map(({ id, key, fleet, position, entry, state, settings, isOnly }): CodesOfGroup => {
    const own = codes.filter(({ groupId }) => groupId === id);
    const open = own.find(({ endedAt }) => endedAt === null);
    return {
      group: id, key, fleet, state, name: groupName(settings, entry, position, isOnly, language), fleetName: inLanguage(settings.name ?? settings.topicName, language),
      ...(entry.number === undefined ? {} : { number: entry.number }),
      ...(open === undefined ? {} : { code: viewOf(open, secrets, names) }),
      earlier: own.filter(({ endedAt }) => endedAt !== null).map((code) => viewOf(code, secrets, names)),
    };
  });
}

function viewOf(code: Code & { reports: number }, secrets: Secrets, names: ReadonlyMap<string, string>): GroupCode {
  const { id, content, audience, typed, said, expiresAt, enteredAt, enteredBy, endedAt, endedBecause, endedBy, reports } = code;
  const [entering, ending] = [enteredBy === null ? undefined : names.get(enteredBy), endedBy === null ? undefined : names.get(endedBy)];
  return {
    id, picture: pictureOf(secrets, id), audience, typed, said, enteredAt: enteredAt.toISOString(), reports,
    ...(content === null ? {} : { content }),
    ...(expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }),
    ...(entering === undefined ? {} : { enteredBy: entering }),
    ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
    ...(endedBecause === null ? {} : { endedBecause }),
    ...(ending === undefined ? {} : { endedBy: ending }),
  };
}
