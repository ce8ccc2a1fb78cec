/** Chosen for a small machine: measured under 80 MB with the pool of one Lichun at work. */
const small = {
  port: '5432',
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '32MB',
  wal_buffers: '1MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  // After a crash everything since the last checkpoint is done again before anyone is served: 64 MB take about a second on two slow cores, 256 MB five.
  max_wal_size: '64MB',
  checkpoint_timeout: '2min',
  checkpoint_warning: '0',
  min_wal_size: '32MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_logical_replication_workers: '0',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '2',
  io_method: 'sync',
  // Before that, all that an earlier server wrote has to be on the disk: one call for the file system, instead of one for each of some 2,500 files.
  recovery_init_sync_method: 'syncfs',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  // Errors are the application's to report; a log of statements and row values would keep personal data and grow without bound.
  log_destination: 'stderr',
  logging_collector: 'off',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
};

/** For data that tests make and throw away: a crash may lose it. */
const volatileChanges = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
};

/** The parameters of the `postgres` program. */
export function serverParameters(cluster: string, socketFolder: string, volatile: boolean): string[] {
  const settings = { ...small, ...(volatile ? volatileChanges : {}), unix_socket_directories: socketFolder };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
