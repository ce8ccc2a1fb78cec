import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerFor } from '../../server/platform/index.ts';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { callBy, commandLine } from '../harness/operations.ts';
import { send, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
let cookie: string;
beforeAll(async () => {
  centre = await startTestServer({ example: 'websoft9' });
  cookie = await centre.operator();
});
afterAll(() => centre.close());

const root = () => callerFor(centre.app.ground, centre.app.operations, callBy(commandLine));
/** What the history shows of one kind of thing: its lines as they are read, and where they lead. */
async function history(kind: string) {
  const { status, body } = await send(centre.port, `/console/history?section=${kind}`, { headers: { cookie } });
  expect(status).toBe(200);
  return { text: textOf(body), links: elementsOf(body).flatMap(({ name, attributes }) => (name === 'a' ? [attributes['href']] : [])) };
}

test('the history calls a group by its name, and leads to its fleet', async () => {
  const standings = await root().listFleetStandings({});
  if (!standings.ok) throw new Error(standings.refusal.code);
  const group = standings.value.items.flatMap(({ groups }) => groups)[0];
  if (group === undefined) throw new Error('The example has no group');
  expect((await root().holdGroup({ group: group.id, held: 'frozen', reason: '先整理' })).ok).toBe(true);
  const { text, links } = await history('group');
  expect(text).toContain(group.name);
  expect(text).not.toContain(group.id);
  expect(links).toContain(`/console/groups/${group.fleet}`);
});

test('and an organisation by the name that it has now', async () => {
  const made = await root().createOrganisation({ name: '白露科技' });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  const { id, revision } = made.value;
  expect((await root().updateOrganisation({ id, revision, name: '白露软件' })).ok).toBe(true);
  const { text, links } = await history('organisation');
  expect(text.match(/组织 白露软件/g)).toHaveLength(2);
  expect(links).toContain(`/console/organisations/${id}`);
});
