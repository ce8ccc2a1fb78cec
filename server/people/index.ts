import * as identitiesGrants from './migrations/0005-identities-grants.ts';
import * as personsSessions from './migrations/0002-persons-sessions.ts';

export { actorOfToken, liveSessions } from './access.ts';
export { peopleEvents } from './events.ts';
export { createPeopleOperations } from './operations.ts';
export { sessionLifetimeSeconds, startSession } from './actions/start-session.ts';
export { canonicalEmail } from './rules/canonical-email.ts';
export { hasOperator, insertGrants } from './store/grants.ts';
export { findHolders, findOwner, insertIdentity } from './store/identities.ts';
export { findPerson, insertPerson } from './store/persons.ts';
export { deleteOldSessions, endSessions } from './store/sessions.ts';

export const peopleMigrations = { '0002-persons-sessions': personsSessions, '0005-identities-grants': identitiesGrants } as const;
