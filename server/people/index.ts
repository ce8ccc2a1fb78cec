import * as identitiesGrants from './migrations/0005-identities-grants.ts';
import * as personsSessions from './migrations/0002-persons-sessions.ts';

export { actorOfToken, liveSessions } from './access.ts';
export { accountOf } from './account.ts';
export { endSessionsOf } from './actions/end-sessions.ts';
export { grantRoles } from './actions/grant-roles.ts';
export { claimIdentity, identitiesOf, proveIdentity } from './actions/prove-identity.ts';
export { sessionLifetimeSeconds, startSession } from './actions/start-session.ts';
export { peopleEvents } from './events.ts';
export { createPeopleOperations } from './operations.ts';
export { peoplePersonalData } from './personal-data.ts';
export type { Account, AccountRead } from './rules/account.ts';
export { canonicalEmail, mailboxOf } from './rules/canonical-email.ts';
export { grantsOf, hasOperator, insertGrants, listStaff, type StaffMember } from './store/grants.ts';
export { findHolders, findOwner, insertIdentity, type Identity } from './store/identities.ts';
export { accountKey, findOwners, namesOf } from './store/many.ts';
export { createPerson, findPerson, insertPerson, lockPerson, type Person } from './store/persons.ts';
export { sessionHasSecondFactor, standingOf, type Standing } from './store/standing.ts';
export { deleteOldSessions, endSessions } from './store/sessions.ts';

export const peopleMigrations = { '0002-persons-sessions': personsSessions, '0005-identities-grants': identitiesGrants } as const;
