import { callBy, testParts } from '../../test/harness/operations.ts';
import { createCentreOperations } from '../centre/index.ts';
import { peopleGround } from '../people/testing.ts';
import { personalData } from '../personal-data.ts';
import { callerFor, silentLog, type Actor } from '../platform/index.ts';
import { publishEvents } from '../platform/events/publish.ts';
import { recordAudit } from '../platform/audit/record.ts';
import type { JobWork } from '../platform/jobs/index.ts';
import { handleRequests } from './actions/handle-requests.ts';
import { createPrivacyOperations, recordConsent } from './index.ts';

/** Privacy on a database of its own, with everyone's personal data and the job that goes through the requests. */
export async function privacyGround() {
  const people = await peopleGround({ personalData });
  const { ground } = people;
  const parts = testParts();
  const operations = { ...people.operations, ...createPrivacyOperations(parts), ...createCentreOperations({ reader: parts.reader, consent: { record: recordConsent } }) };
  const published: { name: string; subject: string }[] = [];
  /** What a job works with; `crash` throws before the step of that number begins, as a process that is killed there. */
  const jobWork = (crash?: number): Pick<JobWork, 'db' | 'now' | 'log' | 'signal' | 'step'> => {
    let steps = 0;
    return {
      db: ground.database,
      now: ground.clock.now(),
      log: silentLog,
      signal: new AbortController().signal,
      async step(run) {
        steps += 1;
        if (crash !== undefined && steps >= crash) throw new Error('killed');
        return ground.database.transaction().execute((db) =>
          run({
            db,
            publish: async (...events) => {
              published.push(...events.map(({ name, subject }) => ({ name, subject })));
              await publishEvents(db, () => [], ground.clock.now(), events);
            },
            audit: (record) => recordAudit(db, 'handlePrivacyRequests', { kind: 'system', name: 'job' }, ground.clock.now(), 'job', record),
          }),
        );
      },
    };
  };
  return {
    ...people,
    parts,
    published,
    jobWork,
    as: (actor: Actor) => callerFor(ground, operations, callBy(actor)),
    /** Goes through the requests whose time has come. */
    handle: (crash?: number) => handleRequests(parts, jobWork(crash)),
  };
}

/** Every row of every table, as text; what a thief of the database would read. */
export async function dump(open: { pool: { query<Row extends object>(text: string): Promise<{ rows: Row[] }> } }, except: readonly string[] = []): Promise<string> {
  const { rows: tables } = await open.pool.query<{ place: string }>(
    "select format('%I.%I', table_schema, table_name) as place from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' order by 1",
  );
  const lines: string[] = [];
  for (const { place } of tables.filter((table) => !except.includes(table.place))) {
    const { rows } = await open.pool.query<{ line: string }>(`select row_to_json(whole_row)::text as line from ${place} as whole_row`);
    lines.push(...rows.map(({ line }) => `${place} ${line}`));
  }
  return lines.join('\n');
}

export type PrivacyGround = Awaited<ReturnType<typeof privacyGround>>;
