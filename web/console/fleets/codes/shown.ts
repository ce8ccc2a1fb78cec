import type { CodesOfGroup, GroupCode } from '../../../../common/contract/group-codes.ts';
import type { StaffAnnouncement } from '../../../../common/contract/group-pages.ts';
import type { When } from '../../../groups/when.server.ts';

/** From so many hours before its end on, a code is marked as ending soon. */
const soonHours = 48;

/** A code with its times in words, as a page shows it. */
export type ShownCode = GroupCode & { entered: When; ends: When | null; ended: When | null; standing: 'live' | 'soon' | 'ended' };
export type ShownGroup = Omit<CodesOfGroup, 'code' | 'earlier'> & { code: ShownCode | null; earlier: ShownCode[] };

export function shownGroup({ code, earlier, ...group }: CodesOfGroup, when: (instant: string, end?: boolean) => When, now: Date): ShownGroup {
  const shown = (one: GroupCode): ShownCode => ({
    ...one, entered: when(one.enteredAt), ends: one.expiresAt === undefined ? null : when(one.expiresAt, true), ended: one.endedAt === undefined ? null : when(one.endedAt), standing: standingOf(one, now),
  });
  return { ...group, code: code === undefined ? null : shown(code), earlier: earlier.map(shown) };
}

function standingOf({ expiresAt, endedAt }: GroupCode, now: Date): ShownCode['standing'] {
  if (endedAt !== undefined) return 'ended';
  if (expiresAt === undefined) return 'live';
  const left = Date.parse(expiresAt) - now.getTime();
  return left <= 0 ? 'ended' : left <= soonHours * 3600_000 ? 'soon' : 'live';
}

/** An announcement, and one of those to whom it was made, with their times in words. */
export type ShownAnnouncement = StaffAnnouncement & { posted: When };
export type ShownReader = { person: string; name: string; group: string; read: When | null };
/** A page of readers of one announcement. */
export type ShownReaders = { announcement: string; title: string; show: 'confirmed' | 'missing' | null; next: string | null; items: readonly ShownReader[] };
