import { dayIn } from '../../../common/contract/day.ts';
import type { GroupEntry } from '../../../common/contract/fleet.ts';
import { findOrganisationsByName, hasCheckedCertificate, nameKey } from '../../organisations/index.ts';
import type { Database } from '../../platform/index.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import { linesOf, sizeOf } from '../rules/lines.ts';
import type { DescribedFleet } from '../schema.ts';
import { setCertified } from '../store/groups.ts';
import { insertHistory } from '../store/history.ts';
import type { LockedFleet, SeatWork } from './locked-fleet.ts';

/** The organisation by whose certificate a super group exists: its own, else that of its fleet. */
function organisationOf(fleet: Pick<DescribedFleet, 'organisation'>, entry: Pick<GroupEntry, 'organisation'>): string | undefined {
  return entry.organisation ?? fleet.organisation;
}

/** What an organisation has to show for a super group. */
export type Certificate = 'valid' | 'missing' | 'organisation_unknown' | 'no_organisation';

/** The certificate by which a group of this description is a super group; undefined for one of another size. The one place that asks. [003] */
export async function certificateOf(db: Database, fleet: DescribedFleet, entry: GroupEntry, today: string): Promise<{ state: Certificate; organisation: string } | undefined> {
  if (sizeOf(fleet, entry) !== 'super') return undefined;
  const organisation = organisationOf(fleet, entry);
  if (organisation === undefined) return { state: 'no_organisation', organisation: '' };
  const id = (await findOrganisationsByName(db, [organisation])).get(nameKey(organisation));
  if (id === undefined) return { state: 'organisation_unknown', organisation };
  return { state: (await hasCheckedCertificate(db, id, today)) ? 'valid' : 'missing', organisation };
}

/** The day at the centre, by which certificates end. */
export function todayOf({ keeper }: Pick<LockedFleet, 'keeper'>, now: Date): string {
  return dayIn(keeper?.current().centre?.settings.timeZone ?? 'Asia/Shanghai', now);
}

/**
 * Gives super groups the size that their certificates carry: with a checked one theirs, without the ordinary one. Whatever way a group came or
 * was described goes through here, and so does every certificate that is found right, ends or is taken away. [003]
 */
export async function certify(work: SeatWork, locked: LockedFleet): Promise<void> {
  for (const group of locked.groups) {
    if (!group.certified && sizeOf(locked.settings, group.entry) !== 'super') continue;
    const found = await certificateOf(work.db, locked.settings, group.entry, todayOf(locked, work.now));
    await setIfOther(work, locked, group, found?.state === 'valid');
  }
}

async function setIfOther(work: SeatWork, locked: LockedFleet, group: GroupFacts, certified: boolean): Promise<void> {
  if (group.certified === certified) return;
  const before = group.lines.limit;
  Object.assign(group, { certified, lines: linesOf(locked.settings, sizeOf(locked.settings, group.entry), certified) });
  await setCertified(work.db, group.id, certified);
  if (group.lines.limit === before) return;
  await insertHistory(work.db, { groupId: group.id, fleet: locked.key, what: 'limit_changed', reason: certified ? 'certificate_valid' : 'certificate_missing', facts: { limit: group.lines.limit } }, work.now);
}
