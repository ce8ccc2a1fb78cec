import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Fleet, GroupEntry, Intake, Priority } from '../../common/contract/fleet.ts';
import type { LocalizedText } from '../../common/contract/text.ts';
import type { Database } from '../platform/index.ts';

export const seatKinds = ['ordinary', 'contributor', 'invited', 'returning', 'staff', 'bot'] as const;
export type SeatKind = (typeof seatKinds)[number];
export type SeatState = 'reserved' | 'member' | 'ended';
export type GroupState = 'preparing' | 'active' | 'archived' | 'dissolved';

/** What a fleet is set to: its entry without the groups, and what its topic is called. */
export type DescribedFleet = Omit<Fleet, 'groups'> & { topicName: LocalizedText };

/** A fleet. Its row is what every decision about its seats locks. */
export type FleetTable = {
  key: string;
  topic: string;
  platform: Fleet['platform'];
  settings: JSONColumnType<DescribedFleet>;
  next_position: Generated<number>;
  described_at: Date;
  removed_at: Date | null;
  revision: Generated<string>;
  /** For what state it was last said that it is full; null while it takes people. */
  full_told: Generated<string | null>;
};
/** One room. `others`: heads that were counted there and are nobody whom the centre let in. `held`: what it takes at most, by hand. */
export type GroupTable = {
  id: string;
  fleet: string;
  key: string;
  position: number;
  entry: JSONColumnType<GroupEntry>;
  number: string | null;
  grams: Generated<string[]>;
  state: GroupState;
  held: Exclude<Intake, 'open'> | null;
  intake: Generated<Intake>;
  /** Frozen by its heads, and not thawed yet. */
  frozen: Generated<boolean>;
  members: Generated<number>;
  others: Generated<number>;
  reserved: Generated<number>;
  ordinary: Generated<number>;
  reserve_contributor: Generated<number>;
  reserve_invited: Generated<number>;
  reserve_returning: Generated<number>;
  reserve_staff: Generated<number>;
  observed: number | null;
  observed_at: Date | null;
  created_at: Date;
  activated_at: Date | null;
  ended_at: Date | null;
  /** When a moderator was reminded that the group is wanted, and operators were. */
  reminded_at: Generated<Date | null>;
  escalated_at: Generated<Date | null>;
  /** When somebody was reminded to count heads. */
  count_reminded_at: Generated<Date | null>;
  /** When it was said that little is said here. */
  idle_told_at: Generated<Date | null>;
  revision: Generated<string>;
  /** A super group has the certificate by which it exists. */
  certified: Generated<boolean>;
};
/** A seat, and the one who holds it or held it. `name`: of a bot, which is no person. */
export type SeatTable = {
  id: string;
  fleet: string;
  group_id: string;
  person_id: string | null;
  name: string | null;
  kind: SeatKind;
  from_reserve: Generated<boolean>;
  state: SeatState;
  entrance: string;
  application_id: string | null;
  taken_at: Date;
  expires_at: Date | null;
  joined_at: Date | null;
  ended_at: Generated<Date | null>;
  ended_because: Generated<string | null>;
  /** Until when it was held when it ended. */
  held_until: Generated<Date | null>;
  /** When a connector took them out where the group lives. */
  removed_there_at: Generated<Date | null>;
};
/** What happened to a group, with its reason. */
export type GroupHistoryTable = {
  id: string;
  group_id: string;
  fleet: string;
  at: Date;
  what: string;
  reason: string;
  facts: ColumnType<Record<string, unknown>, string, never>;
  by_person: string | null;
};

/** How many messages a group had on a day, as somebody counted. */
export type GroupMessageDayTable = { group_id: string; day: string; count: number; entered_by: string | null; entered_at: Date };

/** A fleet that became part of another one; `kept`: what parting them needs, as JSON. Goes an hour after it can be undone no more. */
export type FleetMergeTable = { id: string; from_key: string; into_key: string; at: Date; until: Date; kept: ColumnType<object, string, never>; undone_at: Generated<Date | null> };

export type GroupsTables = { fleet_merge: FleetMergeTable; fleet: FleetTable; fleet_group: GroupTable; seat: SeatTable; group_history: GroupHistoryTable; group_message_day: GroupMessageDayTable };

export const groups = (db: Database) => db.withTables<GroupsTables>();

export type { Intake, Priority };
