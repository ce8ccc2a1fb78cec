/** What modules use of the database besides `Work.db`: their own connections, for what takes long. */
export { poolConfig, type ConnectionSettings } from './connection.ts';
export { isDatabaseAway } from './away.ts';
export type { Notifications } from './notifications.ts';
export type { OwnWords } from './own-words.ts';
