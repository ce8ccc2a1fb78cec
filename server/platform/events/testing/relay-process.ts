/** A process that relays until it is killed: `node relay-process.ts '<connection as JSON>'`. Its subscriber writes down what it gets, slowly. */
import { setTimeout as pass } from 'node:timers/promises';
import { sql } from 'kysely';
import { systemClock } from '../../clock.ts';
import type { ConnectionSettings } from '../../database/connection.ts';
import { createNotifications } from '../../database/notifications.ts';
import { openDatabase } from '../../database/open.ts';
import { silentLog } from '../../log.ts';
import { createRelay } from '../relay.ts';

const connection = JSON.parse(process.argv[2] ?? '') as ConnectionSettings;
const relay = createRelay({
  database: openDatabase(connection, silentLog, 4).database,
  notifications: createNotifications({ connection, log: silentLog }),
  clock: systemClock,
  log: silentLog,
  subscribers: [
    {
      name: 'writer',
      events: 'all',
      async handle(event, tx) {
        await sql`insert into seen (subject, number) values (${event.subject}, ${event.data['number']})`.execute(tx);
        await pass(2);
      },
    },
  ],
  sweepMilliseconds: 1_000,
});
relay.start();
