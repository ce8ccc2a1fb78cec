import type { Client } from 'pg';

/** Owns the cluster; used to start, stop and count users. */
export const SUPERUSER = 'postgres';
/** The application's own role, which is no superuser: a slip in its SQL cannot run programs or read files. */
export const APPLICATION_ROLE = 'lichun';
export const DATABASE = 'lichun';

/** Makes the application's role and database when they are missing, also after a start that was killed between the two. */
export async function createRoleAndDatabase(superuser: Client, options: { mayCreateDatabases: boolean }): Promise<void> {
  const role = await superuser.query('select from pg_roles where rolname = $1', [APPLICATION_ROLE]);
  if (role.rowCount === 0) await superuser.query(`create role ${APPLICATION_ROLE} login ${options.mayCreateDatabases ? 'createdb' : ''}`);
  const database = await superuser.query('select from pg_database where datname = $1', [DATABASE]);
  if (database.rowCount === 0) await superuser.query(`create database ${DATABASE} owner ${APPLICATION_ROLE}`);
}
