import * as fleetsGroupsSeats from './migrations/0080-fleets-groups-seats.ts';
import * as frozenAndReminders from './migrations/0081-frozen-and-reminders.ts';

export { fleetDoor } from './actions/describe-fleets.ts';
export { landing, lockFleet, placed, takesPeople, type LockedFleet, type SeatWork } from './actions/locked-fleet.ts';
export { confirmSeat, endSeat, takeSeat, type SeatWanted } from './actions/seats.ts';
export { settle } from './actions/settle.ts';
export { groupsEvents } from './events.ts';
export { occupied, type GroupFacts } from './rules/group-facts.ts';
export { priorityOf, type Landing } from './rules/landing.ts';
export { linesOf, sizeOf, usual, type Lines } from './rules/lines.ts';
export type { DescribedFleet, SeatKind } from './schema.ts';
export { findFleetRow, fleetRows } from './store/fleets.ts';
export { fleetOfGroup, groupsOfFleet } from './store/groups.ts';
export { expiredSeats, findSeat, hasLeft, seatsOfPerson, seatsOfPersons, type Seat } from './store/seats.ts';

export const groupsMigrations = { '0080-fleets-groups-seats': fleetsGroupsSeats, '0081-frozen-and-reminders': frozenAndReminders } as const;
export { createGroupsJobs } from './jobs.ts';
export { createGroupsOperations } from './operations.ts';
export { groupsPersonalData } from './personal-data.ts';
export { groupsRetention } from './retention.ts';
export { groupsHears, groupsSubscriber } from './subscriber.ts';
