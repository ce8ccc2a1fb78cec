import type { Evidence } from '../../../common/contract/admission.ts';
import { priorities } from '../../../common/contract/fleet.ts';
import { findFleetRow, groupsOfFleet, priorityOf, type GroupFacts, type Landing, type Seat } from '../../groups/index.ts';
import { may, type Work } from '../../platform/index.ts';
import { groupNames } from '../group-names.ts';
import { rightsToGive } from '../rules/invitation.ts';
import type { QueueRow } from '../store/queue.ts';
import { waitingIn } from '../store/usual-wait.ts';
import { seatsIn } from './collect-facts.ts';
import { groupBeside, ownSeats } from './own-seats.ts';

type Ways = Pick<Evidence, 'wanted' | 'landing' | 'priorities'>;

/**
 * Where an approval would lead at this moment, and where it would with each priority that leads further: into the group that was asked for
 * though it is frozen, past those who wait, or in at all. Only what the reader may give. The decision looks again. [000]
 */
export async function waysToSeat(work: Work, { id, person, fleet: key, priority, wantedGroup, state }: QueueRow): Promise<Ways> {
  const fleet = await findFleetRow(work.db, key);
  if (fleet === undefined) return { priorities: [] };
  const living = await groupsOfFleet(work.db, fleet.settings);
  const { seats } = person === undefined ? { seats: [] } : await ownSeats(work, { key, groups: living }, person);
  // The seat that is held for this very application is there for it; one that they have besides leaves them another only as contributors or staff.
  const held = seats.find(({ state: stands, applicationId }) => stands === 'reserved' && applicationId === id);
  const others = seats.filter((seat) => seat !== held);
  const groups = held === undefined ? living : living.map((group) => (group.id === held.groupId ? without(group, held) : group));
  const beside = others.length === 0 ? undefined : (groupBeside({ groups }, wantedGroup, others) ?? '');
  const found = seatsIn({ settings: fleet.settings, removed: fleet.removed, groups }, wantedGroup, { beside }).landings;
  const usual = found[priority ?? 'ordinary'];
  const names = await groupNames(work.db, [key], work.language);
  const wanted = wantedGroup === undefined ? undefined : groups.find((group) => group.key === wantedGroup);
  const waiting = priority === undefined && state !== 'waitlisted' ? await waitingIn(work.db, key) : 0;
  const usualGroup = waiting > 0 ? undefined : usual.group?.id;
  const nameOf = (landing: Landing | undefined) => (landing?.group === undefined ? undefined : names.get(landing.group.id));
  const usualName = nameOf(usual);
  return {
    ...(wanted === undefined ? {} : { wanted: names.get(wanted.id) ?? wanted.key }),
    landing: { fromReserve: usual.group !== undefined && usual.fromReserve, waiting, ...(usualName === undefined ? {} : { group: usualName }) },
    priorities: priorities.flatMap((kind) => {
      const { group } = found[kind];
      const name = nameOf(found[kind]);
      if (group === undefined || name === undefined || group.id === usualGroup || kind === priority) return [];
      if (!rightsToGive(kind).every((permission) => may(work.actor, permission, { kind: 'fleet', key }))) return [];
      const { lines, reserve } = group;
      return [{ kind, group: name, fromReserve: found[kind].group !== undefined && found[kind].fromReserve, left: Math.max(0, lines.reserve[kind] - reserve[kind]) }];
    }),
  };
}

/** A group as it stands once this held seat has gone on. */
function without<Group extends GroupFacts>(group: Group, { kind, fromReserve }: Pick<Seat, 'kind' | 'fromReserve'>): Group {
  const priority = fromReserve ? priorityOf(kind) : undefined;
  return {
    ...group, reserved: group.reserved - 1, ordinary: group.ordinary - (kind === 'ordinary' ? 1 : 0),
    ...(priority === undefined ? {} : { reserve: { ...group.reserve, [priority]: group.reserve[priority] - 1 } }),
  };
}
