import type { PageContext } from '../../page-context.ts';
import { mayDo } from '../people/may-do.ts';
import { readWhen } from '../people/text.ts';
import { mayIn } from './may-in.ts';
import { groupsTexts } from './text.ts';

/** The parts of the page, one at a time. */
export const tabs = ['groups', 'members', 'left', 'history'] as const;
const pageSize = 30;

/** Everything that the page of a fleet shows; no such fleet, or none for the reader, is a page that is not there. */
export async function readFleetPage(page: PageContext, key: string, query: URLSearchParams) {
  const { ops, actor, language } = page;
  const standing = await ops.readFleetStanding({ fleet: key });
  if (!standing.ok) throw new Response(null, { status: 404 });
  const fleet = standing.value;
  const may = { run: mayIn(actor, 'groups.run', key), end: mayIn(actor, 'groups.end', key), members: mayIn(actor, 'members.manage', key), ban: mayIn(actor, 'strikes.manage', key), import: mayIn(actor, 'members.import', key), decide: mayIn(actor, 'applications.decide', key), invite: mayIn(actor, 'invitations.manage', key), edit: mayDo(actor, 'centre.edit') };
  const wanted = tabs.find((tab) => tab === query.get('show')) ?? 'groups';
  const tab = !may.members && (wanted === 'members' || wanted === 'left') ? 'groups' : wanted;
  const cursor = query.get('after') ?? undefined;
  const search = (query.get('q') ?? '').trim().slice(0, 80);
  const paging = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
  const chosen = fleet.groups.find(({ id }) => id === query.get('group'));
  const looked = search === '' ? {} : { search };
  const [members, left, history, merges, when] = await Promise.all([
    tab !== 'members' ? null : chosen === undefined ? ops.listFleetMembers({ fleet: key, ...paging, ...looked }) : ops.listGroupMembers({ group: chosen.id, ...paging, ...looked }),
    tab === 'left' ? ops.listDepartures({ fleet: key, ...paging }) : null,
    tab === 'history' ? ops.listGroupHistory({ fleet: key, ...paging }) : null,
    may.end ? ops.listFleetMerges({ fleet: key }) : null,
    readWhen(page),
  ]);
  // Of the members that are shown: of all there may be more than one page has.
  const seats = members?.ok === true && may.decide ? members.value.items.map(({ id }) => id) : [];
  const owed = seats.length === 0 ? null : await ops.listOwedUids({ fleet: key, seats: seats.join(','), limit: pageSize });
  const owes = new Map((owed?.ok === true ? owed.value.items : []).map(({ seat, application, until, overdue }) => [seat, { application, overdue, until: when(until) }]));
  return {
    fleet, may, tab, search, paged: cursor !== undefined, texts: groupsTexts(language), chosen: chosen?.id,
    merges: merges?.ok === true ? merges.value.items.map(({ from, name, at, until }) => ({ from, name, at: when(at), until: when(until) })) : [],
    times: Object.fromEntries(fleet.groups.map(({ id, observedAt, preparedSince, idle }) => [id, { idle: idle === undefined ? undefined : when(idle.since), counted: observedAt === undefined ? undefined : when(observedAt), prepared: preparedSince === undefined ? undefined : when(preparedSince) }])),
    members: members?.ok === true ? { next: members.value.next, items: members.value.items.map((seat) => ({ ...seat, owes: owes.get(seat.id), since: when(seat.expiresAt ?? seat.joinedAt ?? seat.takenAt) })) } : null,
    left: left?.ok === true ? { next: left.value.next, items: left.value.items.map((seat) => ({ ...seat, at: when(seat.endedAt ?? seat.takenAt) })) } : null,
    history: history?.ok === true ? { next: history.value.next, items: history.value.items.map((line) => ({ ...line, when: when(line.at) })) } : null,
  };
}
export type FleetData = Awaited<ReturnType<typeof readFleetPage>>;
