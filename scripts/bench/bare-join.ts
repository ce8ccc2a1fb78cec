/**
 * The bare counterpart of a join that is decided at once: the driver alone, on as many connections as there are clients, runs the statements
 * that no implementation can do without. The list is fixed, so that the product is measured against the same thing from release to release.
 * Run as a process of its own: one message says where and how long, the answer is how many joins there were.
 */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

type Setting = { database: { host: string; user: string; database: string }; fleet: string; persons: string[]; clients: number; seconds: number };

const statements = {
  lock: { name: 'lock', text: 'select key, settings from fleet where key = $1 for update' },
  facts: {
    name: 'facts',
    text: `select g.id, g.members, g.reserved, g.intake,
        (select count(*) from identity where person_id = $2 and proven_at is not null) as accounts,
        (select count(*) from seat where fleet = $1 and person_id = $2 and state <> 'ended') as seats,
        (select count(*) from strike where person_id = $2 and lifted_at is null) as strikes
      from fleet_group g where g.fleet = $1 and g.state = 'active' and g.intake in ('open', 'diverting') order by g.position desc limit 1`,
  },
  application: {
    name: 'application',
    text: `insert into application (id, fleet, person_id, token_hash, state, entrance, language, answers, evidence, group_id, submitted_at, verified_at, decided_at)
      values ($1, $2, $3, $4, 'joined', 'link', 'zh-CN', '{}', '{}', $5, $6, $6, $6)`,
  },
  seat: {
    name: 'seat',
    text: `with taken as (update fleet_group set members = members + 1, ordinary = ordinary + 1 where id = $3 and members + others + reserved + 1 <= $7 returning id)
      insert into seat (id, fleet, group_id, person_id, kind, state, entrance, application_id, taken_at, joined_at) select $1, $2, taken.id, $4, 'ordinary', 'member', 'link', $5, $6, $6 from taken`,
  },
  event: { name: 'event', text: "insert into event (id, name, subject, data, occurred_at) values ($1, 'bench.joined', $2, '{}', $3)" },
} as const;

process.once('message', ({ database, fleet, persons, clients, seconds }: Setting) => {
  void (async () => {
    let next = 0;
    let joined = 0;
    const stopAt = performance.now() + seconds * 1000;
    await Promise.all(
      Array.from({ length: clients }, async () => {
        const client = new Client(database);
        await client.connect();
        for (let person = persons[next++]; person !== undefined && performance.now() < stopAt; person = persons[next++]) {
          const [application, now] = [randomUUID(), new Date()];
          await client.query('begin');
          await client.query({ ...statements.lock, values: [fleet] });
          const { rows } = await client.query<{ id: string }>({ ...statements.facts, values: [fleet, person] });
          const group = rows[0]?.id;
          await client.query({ ...statements.application, values: [application, fleet, person, application, group, now] });
          await client.query({ ...statements.seat, values: [randomUUID(), fleet, group, person, application, now, 1_000_000] });
          await client.query({ ...statements.event, values: [randomUUID(), application, now] });
          await client.query('commit');
          joined += 1;
        }
        await client.end();
      }),
    );
    process.send?.({ joined, ranOut: next >= persons.length });
  })();
});
