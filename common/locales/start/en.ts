import type { SameKeys } from '../../i18n/messages.ts';
import type { startChinese } from './zh-CN.ts';

export const startEnglish: SameKeys<typeof startChinese> = {
  already_running:
    'Lichun is already running on this data (process {process}, {address}). Open that address, or press Ctrl-C in its terminal before starting again.',
  port_busy: 'Port {port} is in use by another program. Close that program, or choose another port: PORT={other} npm start.',
  port_forbidden: 'You may not use port {port}. Choose one above 1024: PORT={other} npm start.',
  address_unavailable: 'This machine has no address {address}. Check the HOST setting, or leave it out.',
  folder_forbidden:
    'Lichun may not write to the folder {folder}. Give it to the user who runs Lichun, or name another folder with DATA_DIR.',
  folder_unusable:
    '{folder} cannot be the data folder: it holds something that is not Lichun\'s. Move it away, or name another folder with DATA_DIR.',
  disk_full: 'The disk that holds {folder} is full. Free at least 200 MB and start again; the data there is unharmed.',
  database_url_invalid:
    'DATABASE_URL is not an address of the form postgres://user:password@host:5432/database; special characters in the password are percent-encoded, for example @ as %40.',
  database_unreachable:
    'Nothing answers at {host}:{port}, the place DATABASE_URL names. Check that PostgreSQL runs, that host and port are right, and that no firewall is between.',
  database_password_wrong:
    'PostgreSQL at {host}:{port} does not accept the password of user {user}. Correct user and password in DATABASE_URL.',
  database_refused:
    'PostgreSQL at {host}:{port} does not let user {user} sign in from this machine. Allow it in its pg_hba.conf, or use another user.',
  database_missing: 'There is no database {database} at {host}:{port}. Create it (CREATE DATABASE), or correct DATABASE_URL.',
  database_forbidden:
    'User {user} may not create tables in the database {database}. Ask its administrator to run ALTER DATABASE … OWNER TO … for this user.',
  database_encrypted:
    'The encrypted connection to {host}:{port} was not established ({reason}). Check its certificate, and sslmode in DATABASE_URL.',
  database_full: 'PostgreSQL at {host}:{port} has no connection left. Close some, or raise its max_connections.',
  database_read_only: 'PostgreSQL at {host}:{port} is a read-only replica. Point DATABASE_URL to the primary.',
  database_encoding: 'The database {database} is encoded in {encoding}, which cannot hold every text. Create one encoded in UTF8.',
  database_too_old:
    'PostgreSQL at {host}:{port} is version {version}; Lichun needs {minimum} or newer. Upgrade it, or leave DATABASE_URL out to use the bundled one.',
  database_newer:
    'This database was used by a newer Lichun (it knows {migration}, this program does not). Go back to that version or a newer one; nothing was changed.',
  data_other_major:
    'The data in {folder} was written by PostgreSQL {found}; this Lichun brings {bundled}. Go back to the Lichun of that time, or open it with your own PostgreSQL {found} and set DATABASE_URL.',
  postgres_missing:
    'There is no bundled PostgreSQL for {platform} here. Run npm ci --include=optional; on a system that is not supported, bring PostgreSQL 15 or newer and set DATABASE_URL.',
  postgres_failed: 'The bundled PostgreSQL did not start: {reason}. Details are in {log}.',
  postgres_timeout: 'The bundled PostgreSQL was not ready within {seconds} seconds. Try again in a moment; if it stays so, look into {log}.',
  root_refused:
    'PostgreSQL does not run as root, and no other identity works for {folder}. Start Lichun as an ordinary user, or set DATABASE_URL.',
  node_too_old:
    'Lichun needs Node.js {minimum} or newer, this is {version}. Run npm ci --include=optional, or install a newer one from https://nodejs.org.',
  install_failed: 'The dependencies were not installed: {reason}. Check the network and try again.',
  build_failed: 'The pages were not built: {reason}. Run npm run build to see why.',
};
