import * as identitiesGrants from './migrations/0005-identities-grants.ts';
import * as personsSessions from './migrations/0002-persons-sessions.ts';

export { actorOfToken, liveSessions } from './access.ts';
export { peopleEvents } from './events.ts';
export { createPeopleOperations } from './operations.ts';
export { sessionLifetimeSeconds } from './actions/start-session.ts';
export { newSetUpToken } from './set-up-link.ts';
export { deleteOldSessions } from './store/sessions.ts';

export const peopleMigrations = { '0002-persons-sessions': personsSessions, '0005-identities-grants': identitiesGrants } as const;
