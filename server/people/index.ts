import * as identitiesGrants from './migrations/0005-identities-grants.ts';
import * as personsStaff from './migrations/0010-persons-staff.ts';
import * as personsSessions from './migrations/0002-persons-sessions.ts';

export { actorOfToken, liveSessions } from './access.ts';
export { accountOf } from './account.ts';
export { endSessionsOf } from './actions/end-sessions.ts';
export { giveUpIdentity, renameSelf } from './actions/change-self.ts';
export { grantRoles } from './actions/grant-roles.ts';
export { claimIdentity, identitiesOf, proveIdentity } from './actions/prove-identity.ts';
export { sessionLifetimeSeconds, startSession } from './actions/start-session.ts';
export { peopleEvents } from './events.ts';
export { createPeopleJobs } from './jobs.ts';
export { createPeopleOperations } from './operations.ts';
export { operatorCommands } from './staff-operations.ts';
export { peoplePersonalData } from './personal-data.ts';
export { peopleRetention } from './retention.ts';
export type { Account, AccountRead } from './rules/account.ts';
export { sessionEnd } from './rules/session-lifetime.ts';
export { canonicalEmail, mailboxOf } from './rules/canonical-email.ts';
export { grantsOf, hasOperator, insertGrants, isLastOperator, listStaff, lockOperators, type StaffMember } from './store/grants.ts';
export { findHolders, findOwner, insertIdentity, type Identity } from './store/identities.ts';
export { accountKey, findOwners, namesOf } from './store/many.ts';
export { activeOperators, isNameOfOthers, mergedEntriesOf, shutPerson } from './store/names.ts';
export { createPerson, findPerson, insertPerson, lockPerson, lockPersons, type Person } from './store/persons.ts';
export { sessionHasSecondFactor, standingOf, type Standing } from './store/standing.ts';
export { deleteOldSessions, endSessionOf, endSessions, listSessions } from './store/sessions.ts';

export const peopleMigrations = { '0002-persons-sessions': personsSessions, '0005-identities-grants': identitiesGrants, '0010-persons-staff': personsStaff } as const;
