import type { FleetStanding, GroupStanding } from '../../common/contract/groups.ts';
import { groupName, standsAlone } from '../../common/group-name.ts';
import { inLanguage, type Language } from '../../common/contract/text.ts';
import { platformFeatures } from '../../common/platforms.ts';
import type { Waiting } from './ports.ts';
import { landing } from './actions/locked-fleet.ts';
import { occupied, type GroupFacts } from './rules/group-facts.ts';
import { decideIntake } from './rules/intake.ts';
import { sizeOf } from './rules/lines.ts';
import { whyNoNext } from './rules/opening.ts';
import type { FleetRow } from './store/fleets.ts';
import type { GroupRow } from './store/groups.ts';

/** What a group of a fleet is called, beside its siblings that live. */
export function nameOf(fleet: Pick<FleetRow, 'settings'>, group: Pick<GroupFacts, 'key' | 'entry' | 'position'>, groups: readonly Pick<GroupFacts, 'key' | 'state'>[], language: Language): string {
  return groupName(fleet.settings, group.entry, group.position, standsAlone(group.key, groups), language);
}

/** How a group stands, for who runs it. */
export function groupView(fleet: FleetRow, group: GroupRow, groups: readonly GroupRow[], language: Language): GroupStanding {
  const { id, key, position, entry, state, held, members, others, reserved, reserve, lines } = group;
  const { intake, reason } = decideIntake(group);
  return {
    id, fleet: fleet.key, key, position, state, intake, intakeReason: reason, members, others, reserved, entry,
    name: nameOf(fleet, group, groups, language),
    occupied: occupied(group), reserveUsed: reserve, lines: { ...lines, reserve: { ...lines.reserve } },
    public: entry.public ?? fleet.settings.public ?? true,
    revision: group.revision,
    ...(entry.term === undefined ? {} : { term: entry.term }),
    ...(sizeOf(fleet.settings, entry) === 'super' && !group.certified ? { uncertified: true } : {}),
    ...(held === null ? {} : { held }),
    ...(entry.number === undefined ? {} : { number: entry.number }),
    ...(state === 'preparing' ? { preparedSince: group.createdAt.toISOString() } : {}),
    ...(group.idleToldAt === null || state !== 'active' ? {} : { idle: { since: group.idleToldAt.toISOString(), action: fleet.settings.idle?.action ?? ('suggest' as const) } }),
    ...(group.observedAt === null ? {} : { observedAt: group.observedAt.toISOString() }),
  };
}

/** How a fleet stands, with its groups in their order. */
export function fleetView(fleet: FleetRow, groups: readonly GroupRow[], { waiting, inReview, ending }: Waiting, language: Language): FleetStanding {
  const { settings } = fleet;
  const { joinsAtOnce, opensGroups, knowsMembers, countsMessages } = platformFeatures[settings.platform];
  const living = groups.filter(({ state }) => state === 'active' || state === 'preparing');
  const next = landing({ ...fleet, groups: living }, { kind: 'ordinary' });
  const full = next.group === undefined ? whyNoNext(living, settings.maximumGroups, groups.length) : undefined;
  return {
    key: fleet.key, topic: settings.topic, platform: settings.platform, app: settings.app, strategy: settings.strategy ?? 'newest',
    name: inLanguage(settings.name ?? settings.topicName, language), topicName: inLanguage(settings.topicName, language),
    ...(settings.maximumGroups === undefined ? {} : { maximumGroups: settings.maximumGroups }),
    ...(next.group === undefined ? { nowhere: next.reason } : {}),
    ...(full === undefined ? {} : { full }),
    takesPeople: next.group !== undefined, waiting, inReview, ending,
    members: groups.reduce((sum, { members }) => sum + members, 0),
    features: { joinsAtOnce, opensGroups, knowsMembers, countsMessages },
    groups: groups.map((group) => groupView(fleet, group, groups, language)),
  };
}
