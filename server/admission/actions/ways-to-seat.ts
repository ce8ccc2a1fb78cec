import type { Evidence } from '../../../common/contract/admission.ts';
import { priorities } from '../../../common/contract/fleet.ts';
import { findFleetRow, groupsOfFleet, landings, type Landing } from '../../groups/index.ts';
import { may, type Work } from '../../platform/index.ts';
import { groupNames } from '../group-names.ts';
import { rightsToGive } from '../rules/invitation.ts';
import { waitingInOrder } from '../store/applications.ts';
import type { QueueRow } from '../store/queue.ts';

type Ways = Pick<Evidence, 'wanted' | 'landing' | 'priorities'>;

/**
 * Where an approval would lead at this moment, and where it would with each priority that leads further: into the group that was asked for
 * though it is frozen, past those who wait, or in at all. Only what the reader may give. The decision looks again. [000]
 */
export async function waysToSeat(work: Work, { fleet: key, priority, wantedGroup, state }: QueueRow): Promise<Ways> {
  const fleet = await findFleetRow(work.db, key);
  if (fleet === undefined) return { priorities: [] };
  const groups = await groupsOfFleet(work.db, fleet.settings);
  const kinds = [priority ?? 'ordinary', ...priorities] as const;
  const [usual, ...favoured] = landings({ settings: fleet.settings, removed: fleet.removed, groups }, kinds.map((kind) => ({ kind, wanted: wantedGroup })));
  const names = await groupNames(work.db, [key], work.language);
  const wanted = wantedGroup === undefined ? undefined : groups.find((group) => group.key === wantedGroup);
  const waiting = priority === undefined && state !== 'waitlisted' ? (await waitingInOrder(work.db, key, 1000)).length : 0;
  const usualGroup = waiting > 0 ? undefined : usual?.group?.id;
  const nameOf = (landing: Landing | undefined) => (landing?.group === undefined ? undefined : names.get(landing.group.id));
  const usualName = nameOf(usual);
  return {
    ...(wanted === undefined ? {} : { wanted: names.get(wanted.id) ?? wanted.key }),
    landing: { fromReserve: usual?.group !== undefined && usual.fromReserve, waiting, ...(usualName === undefined ? {} : { group: usualName }) },
    priorities: priorities.flatMap((kind, index) => {
      const found = favoured[index];
      const name = nameOf(found);
      if (found?.group === undefined || name === undefined || found.group.id === usualGroup || kind === priority) return [];
      if (!rightsToGive(kind).every((permission) => may(work.actor, permission, { kind: 'fleet', key }))) return [];
      const { lines, reserve } = found.group;
      return [{ kind, group: name, fromReserve: found.fromReserve, left: Math.max(0, lines.reserve[kind] - reserve[kind]) }];
    }),
  };
}
