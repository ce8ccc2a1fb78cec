/**
 * The bare counterpart of an authenticated read: node:http and the driver alone run the statements that the operation needs, as prepared
 * statements, and answer the rows. Run as a process of its own.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Pool } from 'pg';

type Setting = { database: { host: string; user: string; database: string }; statements: { name: string; text: string; parameters: (string | 'person' | 'now')[] }[]; port: number };

const session = `select person.id, person.name, session.id as session, session.created_at, session.seen_at, session.authenticated_at, session.second_factor,
    coalesce((select json_agg(json_build_object('role', role, 'kind', scope_kind, 'key', scope_key)) from role_grant where role_grant.person_id = person.id), '[]'::json) as grants,
    (select second_factor_required from staff_policy) as required
  from session join person on person.id = session.person_id
  where session.token_hash = $1 and session.ended_at is null and session.expires_at > $2 and person.disabled_at is null`;

process.once('message', ({ database, statements, port }: Setting) => {
  const pool = new Pool({ ...database, max: 10 });
  createServer((request, response) => {
    void (async () => {
      const token = /lichun_session=([\w-]{43})/.exec(request.headers.cookie ?? '')?.[1] ?? '';
      const now = new Date();
      const found = await pool.query<{ id: string }>({ name: 'session', text: session, values: [createHash('sha256').update(token).digest('hex'), now] });
      const person = found.rows[0];
      if (person === undefined) return void response.writeHead(401).end();
      const answers: unknown[] = [];
      for (const { name, text, parameters } of statements) answers.push((await pool.query({ name, text, values: parameters.map((parameter) => (parameter === 'person' ? person.id : parameter === 'now' ? now : parameter)) })).rows);
      const body = JSON.stringify({ person, answers });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
    })();
  }).listen(port, '127.0.0.1', () => process.send?.('ready'));
});
