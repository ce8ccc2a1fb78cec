import type { Database } from '../platform/index.ts';
import type { SeatWork } from './actions/locked-fleet.ts';

/** How many people wait for a fleet, as whoever keeps applications says. `ending`: applications that are not over, which end with the fleet. */
export type Waiting = { waiting: number; inReview: number; ending: number };

/** What moves when two fleets become one, for the one who decides it. */
export type FleetMergePart = { applications: number };

/**
 * Who keeps something under a fleet's key beside the groups themselves: applications, roles, rosters. Called in the transaction of the change,
 * under the locks of all fleets. What references the fleet's row by a foreign key follows a new name by itself.
 */
export type FleetFollower = {
  /** Under which it is kept what went over in a merge. */
  readonly name: string;
  /** The fleet goes by another key from now on. */
  renamed?(work: SeatWork, from: string, to: string): Promise<void>;
  /** Everything of `from` belongs to `to` from now on. Answers what `parted` needs to give it back, as JSON. */
  merged?(work: SeatWork, from: string, to: string): Promise<object | undefined>;
  /** A merge is undone: what went over belongs to `from` again, with what came to its groups since; what was ended by the merge stands again as far as it can. */
  parted?(work: SeatWork, parting: FleetPart): Promise<void>;
};

/** A merge that is undone. `moved`: what `merged` answered; `groups`: those that went back, whose people belong to `from` again; `seats`: those that ended by the merge and stand again. */
export type FleetPart = { from: string; into: string; mergedAt: Date; moved: object; groups: readonly string[]; seats: readonly string[] };

/** Messages of a group on a day; by whose word, and since when, where somebody entered them. */
export type MessageDay = { day: string; count: number; entered?: { by: string | null; at: Date } };

/** How much is said in groups. Answers only for groups of which it knows something. */
export type MessageCounts = {
  /** Messages of each group on each day from `from` on, before `until`; a day of which nothing is known is left out. */
  perDay(db: Database, groups: readonly string[], from: string, until: string): Promise<ReadonlyMap<string, readonly MessageDay[]>>;
};

/** A group as a connector knows it: its keys here, and how it is found there. */
export type OutsideGroup = { fleet: string; group: string; name: string; number?: string; link?: string; handle?: string };

/**
 * What a connector does on a platform where groups live. What the platform can do at all is data (`common/platforms.ts`): nothing in the rules
 * asks for its name. A method that is left out is done by hand; one that throws is asked again later.
 */
export type OutsidePlatform = {
  /** As fleets name it. */
  readonly name: string;
  /** Makes a group there; answers how people find it. */
  openGroup?(group: OutsideGroup, signal: AbortSignal): Promise<{ number?: string; link?: string; handle?: string }>;
  /** Takes somebody out there whose seat has ended here. Who is not there any more is no failure. */
  removeMember?(group: OutsideGroup, person: string, signal: AbortSignal): Promise<void>;
  /** How many heads the group has there now. */
  countHeads?(group: OutsideGroup, signal: AbortSignal): Promise<number>;
};

/** What groups need from elsewhere; the composition root fills it. */
export type GroupsPorts = {
  waiting(db: Database, fleets: readonly string[]): Promise<ReadonlyMap<string, Waiting>>;
  followers: readonly FleetFollower[];
  messageCounts: MessageCounts;
  platforms: readonly OutsidePlatform[];
};
