/** What modules use of the database besides `Work.db`: their own connections, for what takes long. */
export { poolConfig, type ConnectionSettings } from './connection.ts';
export { isDatabaseAway } from './away.ts';
