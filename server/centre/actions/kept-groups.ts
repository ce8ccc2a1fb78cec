import type { SectionEntry, SectionName } from '../../../common/contract/centre.ts';
import { mostGroups, type Fleet } from '../../../common/contract/fleet.ts';
import { refuse, type Refusal, type WrongField, type Work } from '../../platform/index.ts';
import type { CentreKeeper, FleetDoor, KeptFleets } from '../reader/snapshot.ts';

/** The fleets as they will be described, with the groups that no description ends by leaving them out; as they are where nobody keeps fleets. */
export async function keptIn(keeper: Pick<CentreKeeper, 'fleets'>, work: Work, fleets: Parameters<FleetDoor['keep']>[1]): Promise<KeptFleets> {
  return (await keeper.fleets?.keep(work, fleets)) ?? { fleets: [...fleets.after], effects: [], overfull: [] };
}

/** An entry that is added or edited, as it will stand: of a fleet with its groups that are kept. Refused when those would be too many. */
export async function entryWithKept<Name extends SectionName>(keeper: CentreKeeper, work: Work, section: Name, before: SectionEntry | undefined, entry: SectionEntry<Name>): Promise<{ ok: true; entry: SectionEntry<Name> } | { ok: false; refusal: Refusal }> {
  if (section !== 'fleets') return { ok: true, entry };
  const { fleets: [fleet], overfull: [over] } = await keptIn(keeper, work, { before: before === undefined ? [] : [before as Fleet], after: [entry as Fleet], filler: false });
  if (over !== undefined) return refuse('invalid_input', { fields: [tooManyGroups('entry.groups', over.kept)] });
  return { ok: true, entry: (fleet ?? entry) as SectionEntry<Name> };
}

export function tooManyGroups(path: string, kept: number): WrongField {
  return { path, code: 'groups_kept', parameters: { kept, maximum: mostGroups } };
}
