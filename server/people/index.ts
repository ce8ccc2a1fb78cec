import * as personsSessions from './migrations/0002-persons-sessions.ts';

export { actorOfToken } from './access.ts';
export { peopleOperations } from './operations.ts';
export { sessionLifetimeSeconds } from './actions/start-session.ts';
export { newSetUpToken } from './set-up-link.ts';
export { deleteOldSessions, liveSessions } from './store.ts';

export const peopleMigrations = { '0002-persons-sessions': personsSessions } as const;
