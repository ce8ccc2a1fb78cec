/** The front door of the described centre: its content, and what may be done with it. */
import * as entriesMigration from './migrations/0003-centre-entries.ts';

export { fillCentre, type Filled } from './actions/fill-centre.ts';
export { centreJsonSchema } from './file/json-schema.ts';
export { centreEvents } from './events.ts';
export { createCentreOperations, type CentreParts } from './operations.ts';
export { createCentreReader, type RunningCentreReader } from './reader/create-reader.ts';
export { checkCalendar } from './rules/check-calendar.ts';
export { countMentions } from './store/mentions.ts';
export { proposalPersonalData } from './store/personal-data.ts';
export { centreRetention } from './retention.ts';
export { subjectId, type ConsentDoor, type SubjectNames } from './ports.ts';
export { moveFleet, type MovedFleet } from './actions/move-fleet.ts';
export { partFleets } from './actions/part-fleets.ts';
export { rewriteFleet } from './actions/rewrite-fleet.ts';
export { fleetDefaults } from './rules/check-centre.ts';
export type { CentreKeeper, CentreReader, CentreSnapshot, FleetDoor, KeptFleets } from './reader/snapshot.ts';

export const centreMigrations = { '0003-centre-entries': entriesMigration };
