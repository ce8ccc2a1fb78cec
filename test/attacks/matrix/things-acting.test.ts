import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoke, writes, type Operation } from '../../../server/platform/index.ts';
import { callBy } from '../../harness/operations.ts';
import { send, sendJson, startTestServer } from '../../harness/server.ts';
import { forAll, rowHashes } from './things-ask.ts';
import { createWorld, type World } from './things-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await startTestServer());
});
afterAll(() => world.centre.close());

/** What others call the one who acts. */
const actingFields: readonly string[] = ['userId', 'user', 'user_id', 'personId', 'person_id', 'person', 'actor', 'actorId', 'by', 'owner', 'ownerId', 'asPerson', 'onBehalfOf', 'askedBy', 'createdBy', 'sub', 'sessionId', 'impersonate'];

/** Everything by which somebody does something about themselves. */
const selfService = () => (Object.values(world.centre.app.operations) as Operation[]).filter(({ right }) => right === 'signed_in' || right === 'keys.own' || right === 'notices.own');

describe('D12: who acts is who is signed in', () => {
  test('a field that names somebody else is refused by every operation of self-service, and nothing of theirs changes', async () => {
    const { centre, cast } = world;
    const before = await rowHashes(world);
    const wrong: string[] = [];
    await forAll(selfService(), async (operation) => {
      const named = Object.fromEntries(actingFields.map((field) => [field, cast.neighbour.id]));
      const path = `/api/v1${operation.path.replace(/\{\w+\}/g, world.other.ownNotice)}`;
      let refused: string[];
      if (operation.pagesOnly === true) {
        const actor = { kind: 'person' as const, id: cast.owner.id, name: cast.owner.name, grants: cast.owner.grants, via: { kind: 'session' as const, id: cast.owner.session, authenticatedAt: centre.clock.now() }, network: '192.0.2.9' };
        const outcome = await invoke(centre.app.ground, operation, callBy(actor), named);
        refused = outcome.ok ? [] : (outcome.refusal.fields ?? []).filter(({ code }) => code.startsWith('unknown_field')).map(({ path: field }) => field);
      } else {
        const asked = writes(operation) ? [sendJson(centre, operation.method.toUpperCase(), path, named, cast.owner.headers)] : Object.entries(named).map(([field, id]) => send(centre.port, `${path}?${field}=${id}`, { headers: cast.owner.headers }));
        refused = (await Promise.all(asked)).flatMap((answer) => (answer.json<{ fields?: { path: string; code: string }[] }>().fields ?? []).filter(({ code }) => code.startsWith('unknown_field')).map(({ path: field }) => field));
      }
      const missing = actingFields.filter((field) => !refused.includes(field));
      if (missing.length > 0) wrong.push(`${operation.name}: ${missing.join(', ')}`);
    });
    expect(wrong).toEqual([]);
    expect(selfService().length).toBeGreaterThan(40);
    expect(await rowHashes(world)).toEqual(before);
  }, 60_000);

  test.each(['x-user-id', 'x-forwarded-user', 'remote-user', 'x-remote-user', 'x-actor', 'x-impersonate-user', 'x-original-user', 'from'])('a header %s names nobody', async (name) => {
    const { centre, cast } = world;
    const read = await send(centre.port, '/api/v1/people/current', { headers: { ...cast.owner.headers, [name]: cast.boss.id } });
    expect(read.json<{ id: string }>().id).toBe(cast.owner.id);
    expect((await send(centre.port, '/api/v1/people/current', { headers: { [name]: cast.boss.id } })).status).toBe(401);
    expect((await send(centre.port, '/api/v1/webhooks', { headers: { ...cast.owner.headers, [name]: cast.boss.id } })).status).toBe(404);
  });

  test('what somebody does is theirs: their key, their consent, their name, and never the neighbour’s', async () => {
    const { centre, cast, mine } = world;
    const owner = cast.owner.headers;
    expect((await sendJson(centre, 'PUT', '/api/v1/account', { name: 'Another name', language: 'en' }, owner)).status).toBe(200);
    const key = (await sendJson(centre, 'POST', '/api/v1/keys', { name: 'mine', permissions: ['notices.own'] }, owner)).json<{ id: string }>();
    expect((await sendJson(centre, 'POST', '/api/v1/privacy/own/consents', { form: 'proposal', notice: mine.privacyNotice, consent: true }, owner)).status).toBe(200);
    const of = async (text: string, values: unknown[] = []) => (await centre.open.pool.query<{ one: string }>(text, values)).rows.map(({ one }) => one);
    expect(await of('select id::text as one from person where name = $1', ['Another name'])).toEqual([cast.owner.id]);
    expect(await of('select person_id::text as one from api_key where name = $1', ['mine'])).toEqual([cast.owner.id]);
    expect(key).toBeDefined();
    expect(await of('select distinct actor_id::text as one from audit_entry where subject_key = $1', [cast.owner.id])).toEqual([cast.owner.id]);
    expect(await of('select count(*)::text as one from privacy_consent where person_id = $1', [cast.neighbour.id])).toEqual(['1']);
  });
});
