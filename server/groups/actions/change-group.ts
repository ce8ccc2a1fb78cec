import type { GroupEntry } from '../../../common/contract/fleet.ts';
import { mostGroups } from '../../../common/contract/fleet.ts';
import type { ActivateGroup, GroupChanges, HoldGroup, OpenGroup } from '../../../common/contract/fleet-operations.ts';
import type { GroupStanding } from '../../../common/contract/groups.ts';
import { lastPlace } from '../../../common/solar-terms.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Refusal, type Work } from '../../platform/index.ts';
import { nextGroupKey } from '../rules/next-group.ts';
import { hasRoomFor } from '../rules/room-for-groups.ts';
import { sizeOf } from '../rules/lines.ts';
import { takePosition } from '../store/fleets.ts';
import { insertGroup, keysOfGroups, type GroupRow } from '../store/groups.ts';
import { insertHistory } from '../store/history.ts';
import { groupView } from '../views.ts';
import { wordsOfGroup } from '../words.ts';
import { certificateOf, todayOf } from './certify.ts';
import { describeOpened } from './describe-opened.ts';
import { changeState } from './describe-fleets.ts';
import { lockGroup, writeEntry, type LockedGroup } from './lock-group.ts';
import { lockFleet, placed, type LockedFleet } from './locked-fleet.ts';
import { settle } from './settle.ts';

type Parts = Pick<ProductParts, 'reader'>;
type Refused = { ok: false; refusal: Refusal };

/** Who acts, for the history; nobody for the machine's own command line. */
export function actorId({ actor }: Pick<Work, 'actor'>): string | undefined {
  return actor.kind === 'person' ? actor.id : undefined;
}

/** The group as it stands after a change, in the reader's language. */
export function shown(work: Work, { locked, group, all }: LockedGroup): GroupStanding {
  return groupView(locked, group, all, work.language);
}

/** A further group by a moderator's word: at once, or to be prepared. */
export async function openGroup({ reader }: Parts, work: Work, { fleet, state = 'active', ...changes }: OpenGroup): Promise<Outcome<GroupStanding>> {
  const locked = await lockFleet(work.db, fleet, reader);
  if (locked === undefined || locked.removed) return refuse('not_found');
  const { settings } = locked;
  const { used, described } = await keysOfGroups(work.db, fleet);
  const obstacle = maximumReached(locked) ?? noRoom(locked, described + 1);
  if (obstacle !== undefined) return obstacle;
  const position = await takePosition(work.db, fleet, Math.max(0, ...locked.groups.map((group) => group.position)) + 1);
  const named = (settings.naming ?? 'solar_terms') === 'solar_terms' && position <= lastPlace ? { term: position } : {};
  const entry = changed({ key: nextGroupKey(settings, position, used), ...named }, changes);
  const wrong = (await certificateNeeded({ reader }, work, locked, entry)) ?? (state === 'active' ? wayInNeeded(locked, entry) : undefined);
  if (wrong !== undefined) return wrong;
  const group = await insertGroup(work.db, { fleet: settings, entry, position, state, held: null, words: wordsOfGroup(settings, entry, position) }, work.now);
  locked.groups.push(group);
  const what = state === 'active' ? 'opened' : 'wanted';
  await insertHistory(work.db, { groupId: group.id, fleet, what, reason: 'by_hand', facts: { position }, byPerson: actorId(work) }, work.now);
  await work.publish({ name: `group.${what}`, subject: group.id, data: { ...placed(fleet), reason: 'by_hand' } });
  await describeOpened(work, locked, group);
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: group.id, before: null, after: group.entry });
  return done(shown(work, { locked, group, all: locked.groups as GroupRow[] }));
}

/** Changes what is said of a group. A moderator may, although the description of the centre is not theirs. */
export async function updateGroup({ reader }: Parts, work: Work, input: { group: string; revision: number; changes: GroupChanges }): Promise<Outcome<GroupStanding>> {
  const found = await lockGroup(work.db, input.group, reader);
  if (found === undefined || found.group.state === 'dissolved') return refuse('not_found');
  if (found.group.revision !== input.revision) return refuse('stale_revision');
  const before = found.group.entry;
  const after = changed(before, input.changes);
  const isOther = sizeOf(found.locked.settings, after) !== sizeOf(found.locked.settings, before) || after.organisation !== before.organisation;
  const wrong = isOther ? await certificateNeeded({ reader }, work, found.locked, after) : undefined;
  if (wrong !== undefined) return wrong;
  await writeEntry(work, found, after);
  await insertHistory(work.db, { groupId: found.group.id, fleet: found.locked.key, what: 'described', reason: 'by_hand', facts: { fields: Object.keys(input.changes).sort().join(' ') }, byPerson: actorId(work) }, work.now);
  await settle(work, found.locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: found.group.id, before, after });
  return done(shown(work, found));
}

/** A group that was prepared takes people: it has got its number or link. */
export async function activateGroup({ reader }: Parts, work: Work, { group: id, ...changes }: ActivateGroup): Promise<Outcome<GroupStanding>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined) return refuse('not_found');
  const { locked, group } = found;
  if (group.state !== 'preparing') return refuse('group_state');
  const before = group.entry;
  const { state: _state, ...entry } = changed(before, changes);
  const wrong = maximumReached(locked) ?? wayInNeeded(locked, entry) ?? (await certificateNeeded({ reader }, work, locked, entry));
  if (wrong !== undefined) return wrong;
  await writeEntry(work, found, entry);
  await changeState(work, locked, group, 'active', 'by_hand', actorId(work));
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: group.id, before, after: entry });
  return done(shown(work, found));
}

/** Holds what a group takes by hand, with a reason, or lets the seats decide again. */
export async function holdGroup({ reader }: Parts, work: Work, { group: id, held, reason }: HoldGroup): Promise<Outcome<GroupStanding>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined || (found.group.state !== 'active' && found.group.state !== 'preparing')) return refuse('not_found');
  const { locked, group } = found;
  if (held !== null && reason === undefined) return refuse('invalid_input', { fields: [{ path: 'reason', code: 'required' }] });
  const before = group.entry;
  const { intake: _intake, ...free } = before;
  if (group.held === held) return done(shown(work, found));
  await writeEntry(work, found, held === null ? free : { ...free, intake: held });
  await insertHistory(work.db, { groupId: id, fleet: locked.key, what: held === null ? 'released' : 'held', reason: 'by_hand', facts: { ...(held === null ? {} : { held }), ...(reason === undefined ? {} : { note: reason }) }, byPerson: actorId(work) }, work.now);
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: id, before: { held: before.intake ?? null }, after: { held, reason: reason ?? null } });
  return done(shown(work, found));
}

/** Values that are given, without those that are taken away. */
function changed(entry: GroupEntry, changes: GroupChanges): GroupEntry {
  const merged = { ...entry, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0))) as GroupEntry;
}

/** A fleet may have so many groups at all; `listed`: with the one that is to live, archived ones too. */
export function noRoom({ groups }: Pick<LockedFleet, 'groups'>, listed: number): Refused | undefined {
  return hasRoomFor({ living: groups.length + 1, listed }) ? undefined : refuse('maximum_groups', { parameters: { maximum: mostGroups } });
}

export function maximumReached({ groups, settings }: Pick<LockedFleet, 'groups' | 'settings'>): Refused | undefined {
  const { maximumGroups } = settings;
  const open = groups.filter(({ state }) => state === 'active').length;
  return maximumGroups !== undefined && open >= maximumGroups ? refuse('maximum_groups', { parameters: { maximum: maximumGroups } }) : undefined;
}

/** Where the centre does not let people in itself, they must be told where to go. */
function wayInNeeded({ settings }: Pick<LockedFleet, 'settings'>, { number, link, handle }: GroupEntry): Refused | undefined {
  if (platformFeatures[settings.platform].joinsAtOnce || number !== undefined || link !== undefined || handle !== undefined) return undefined;
  return refuse('invalid_input', { fields: [{ path: 'number', code: 'group_way_in' }] });
}

/** Who opens or describes a super group by hand is told at once what it lacks. [003] */
export async function certificateNeeded({ reader }: Parts, work: Work, { settings }: Pick<LockedFleet, 'settings'>, entry: GroupEntry): Promise<Refused | undefined> {
  const found = await certificateOf(work.db, settings, entry, todayOf({ keeper: reader }, work.now));
  if (found === undefined || found.state === 'valid') return undefined;
  if (found.state === 'missing') return refuse('certificate_needed', { parameters: { organisation: found.organisation } });
  return refuse('invalid_input', { fields: [{ path: 'organisation', code: found.state === 'no_organisation' ? 'super_organisation' : 'organisation_unknown' }] });
}
