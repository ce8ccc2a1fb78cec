import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '../../../server/platform/index.ts';
import { send, sendJson, startTestServer, type Answer } from '../../harness/server.ts';
import { expectedReach } from './expectations.ts';
import { canary, createWorld, type Member, type World } from './things-world.ts';

let world: World;
/** Somebody whom the centre knows by a name, an address, a number and a product's UID. */
let somebody = '';
let organisation = '';
/** Of a product that the centre has. */
let plan = '';
let entitlement = '';

beforeAll(async () => {
  world = await createWorld(await startTestServer());
  const { boss } = world.cast;
  const accounts = [{ kind: 'email', account: `${canary}@people.example` }, { kind: 'phone', account: '+8613800138000' }, { kind: 'product_uid', account: 'uid-4711', issuer: 'websoft9' }];
  const done = async (at: string, body: object) => {
    const answer = await sendJson(world.centre, 'POST', `/api/v1${at}`, body, boss.headers);
    if (answer.status !== 200) throw new Error(`${at}: ${answer.body}`);
    return answer.json<{ id: string }>().id;
  };
  somebody = await done('/people', { name: `${canary} somebody`, accounts });
  organisation = await done('/organisations', { name: `${canary} company`, aliases: ['halcyon'] });
  await done(`/organisations/${organisation}/members`, { person: somebody });
  const product = await send(world.centre.port, '/api/v1/products/websoft9', { headers: boss.headers });
  [{ key: plan }] = product.json<{ entry: { plans: [{ key: string }] } }>().entry.plans;
  entitlement = await done('/entitlements', { product: 'websoft9', plan, holder: { kind: 'person', id: somebody }, reference: 'order-4711' });
  // Proven, for those who look by what is proven.
  await world.centre.open.pool.query("update import_batch set state = 'done'");
  await world.centre.open.pool.query("update identity set proven_at = now(), proven_how = 'operator' where person_id = $1", [somebody]);
});
afterAll(() => world.centre.close());

type Way = { at: string; body?: object };
/** A thing, the right by which it is seen, what shows that it was seen, and every way to ask for it. */
const things = (): { thing: string; right: Permission; shows: string; ways: Way[] }[] => {
  const { mine } = world;
  return [
    { thing: 'a person', right: 'people.read', shows: somebody, ways: [`/people/${somebody}`, `/people?search=${canary}%20somebody`, `/people?search=${canary}%40people.example`, '/people?search=13800138000', '/people?search=uid-4711', `/people/${somebody}/rights`].map((at) => ({ at })) },
    { thing: 'a person, for who handles privacy', right: 'privacy.handle', shows: somebody, ways: [{ at: '/privacy/find', body: { address: `${canary}@people.example` } }, { at: '/privacy/find', body: { address: '+8613800138000' } }, { at: `/privacy/people/${somebody}/erasure` }] },
    { thing: 'an organisation', right: 'organisations.read', shows: organisation, ways: [`/organisations/${organisation}`, `/organisations?search=${canary}%20company`, '/organisations?search=halcyon', '/organisations', `/organisations/${organisation}/members`, `/memberships?person=${somebody}`].map((at) => ({ at })) },
    { thing: 'an entitlement', right: 'entitlements.read', shows: entitlement, ways: [`/entitlements/${entitlement}`, '/entitlements', `/entitlements?person=${somebody}`, '/entitlements?search=order-4711', '/entitlements?product=websoft9', `/entitlements?product=websoft9&plan=${plan}`].map((at) => ({ at })) },
    { thing: 'a session of somebody', right: 'people.edit', shows: mine.personSession, ways: [{ at: `/people/${mine.person}/sessions` }] },
    { thing: 'a key of somebody', right: 'keys.manage', shows: mine.ownKey, ways: [{ at: '/keys/all' }, { at: `/keys/all?owner=${world.cast.owner.id}` }] },
    { thing: 'a change in the history', right: 'audit.read', shows: somebody, ways: [{ at: '/audit' }, { at: `/audit?subjectKind=person&subjectKey=${somebody}` }] },
    { thing: 'a delivery of a webhook', right: 'webhooks.manage', shows: mine.delivery, ways: [{ at: `/webhooks/${mine.webhook}/deliveries` }, { at: `/webhooks/${mine.webhook}/deliveries/${mine.delivery}` }] },
    { thing: 'a webhook', right: 'webhooks.manage', shows: mine.webhook, ways: [{ at: '/webhooks' }, { at: `/webhooks/${mine.webhook}` }] },
    { thing: 'a hook', right: 'webhooks.manage', shows: mine.hook, ways: [{ at: '/hooks' }, { at: `/hooks/${mine.hook}` }] },
    { thing: 'an import of members', right: 'organisations.edit', shows: mine.memberImport, ways: [{ at: '/imports/members' }, { at: `/imports/members/${mine.memberImport}` }] },
    { thing: 'an entry of the centre', right: 'centre.edit', shows: 'canary-mine', ways: [{ at: '/readings' }, { at: '/readings/canary-mine' }, { at: '/centre/export' }] },
    { thing: 'a proposal', right: 'centre.edit', shows: mine.proposal, ways: [{ at: '/proposals' }, { at: '/proposals?status=open' }] },
  ];
};

const ask = ({ at, body }: Way, caller: Pick<Member, 'headers'>): Promise<Answer> => (body === undefined ? send(world.centre.port, `/api/v1${at}`, { headers: caller.headers }) : sendJson(world.centre, 'POST', `/api/v1${at}`, body, caller.headers));
const holds = ({ grants }: Member, right: Permission) => grants.some(({ role, scope }) => scope.kind === 'centre' && expectedReach[right][role] !== undefined);

describe('C6: whatever it is looked up by', () => {
  test('a thing is seen by each caller in every way, or in none, and what is kept back reads the same in every way', async () => {
    const wrong: string[] = [];
    for (const { thing, right, shows, ways } of things()) {
      for (const caller of Object.values(world.cast)) {
        const answers = await Promise.all(ways.map((way) => ask(way, caller)));
        const may = holds(caller, right);
        for (const [index, { status, body }] of answers.entries()) {
          if ((status === 200 && body.includes(shows)) !== may) wrong.push(`${thing} by ${ways[index]?.at}, ${caller.name}: ${status} ${body.slice(0, 200)}`);
        }
        const read = answers.map(({ status, body, headers }) => JSON.stringify({ status, body: body.replace(/"requestId":"[^"]*"/, ''), headers: Object.keys(headers) }));
        if (!may && new Set(read).size > 1) wrong.push(`${thing}, ${caller.name}: kept back in different words: ${read.join(' | ')}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test('nobody finds, by a search or a filter, more than by its id', async () => {
    for (const { thing, ways, shows } of things()) {
      for (const way of ways) expect({ thing, at: way.at, seen: (await ask(way, { headers: {} })).body.includes(shows) }).toEqual({ thing, at: way.at, seen: false });
    }
  });
});

describe('C6: lists of the fleets that somebody runs', () => {
  test.each(['/applications', '/strikes', '/bans', '/appeals', '/group-invitations', '/fleet-standings'])('%s is narrowed before it is paged: one to a page, every page has one of theirs, and the pages together are the whole list', async (at) => {
    const { cast } = world;
    for (const caller of [cast.owner, cast.neighbour, cast.keeper]) {
      const whole = await items(at, caller, '');
      const paged: unknown[] = [];
      let after: string | undefined = '';
      do {
        const page = await read(at, caller, `?limit=1${after === '' ? '' : `&cursor=${after}`}`);
        expect({ at, caller: caller.name, count: page.items.length }).toEqual({ at, caller: caller.name, count: 1 });
        paged.push(...page.items);
        after = page.next;
      } while (after !== undefined);
      expect(paged).toEqual(whole);
    }
  });

  test.each(['/applications', '/strikes', '/bans', '/appeals', '/group-invitations'])('%s shows nothing of another fleet by naming it, and nothing for one that is not there', async (at) => {
    const { cast, mine, other } = world;
    for (const fleet of [other.fleet, 'no-such-thing']) expect(await items(at, cast.owner, `?fleet=${fleet}`)).toEqual([]);
    expect((await items(at, cast.owner, `?fleet=${mine.fleet}`)).length).toBeGreaterThan(0);
  });
});

type Page = { items: unknown[]; next?: string };
const read = async (at: string, caller: Member, query: string) => (await send(world.centre.port, `/api/v1${at}${query}`, { headers: caller.headers })).json<Page>();
const items = async (at: string, caller: Member, query: string) => (await read(at, caller, query)).items;

describe('C6: lists of what is one’s own', () => {
  test('hold what is one’s own and nothing of anybody else', async () => {
    const { cast, mine, other } = world;
    const lists: [string, (keyof typeof mine)[]][] = [
      ['/sessions', ['ownSession']], ['/keys', ['ownKey', 'anyKey']], ['/notices', ['ownNotice']], ['/notices/settings', ['pushBrowser']], ['/privacy/own', ['consent', 'privacyRequest', 'privacyExport']], ['/account', ['ownIdentity']],
      ['/staff/invitations', ['invitation']],
      ['/account/applications', ['ownApplication']], ['/me/groups', ['ownGroup']],
      ['/fleet-standings', ['group', 'ownGroup', 'oldGroup']], ['/groups/codes', ['code']], ['/applications', ['application', 'ownApplication']], ['/applications/waiting', ['fleet']], ['/strikes', ['strike']], ['/bans', ['ban']], ['/appeals', ['appeal']],
      ['/reject-reasons', ['rejectReason']], ['/group-invitations', ['groupInvitation']],
    ];
    for (const [at, kinds] of lists) {
      for (const [caller, own, foreign] of [[cast.owner, mine, other], [cast.neighbour, other, mine]] as const) {
        const { status, body } = await send(world.centre.port, `/api/v1${at}`, { headers: caller.headers });
        expect({ at, status, own: kinds.filter((kind) => body.includes(own[kind])), foreign: kinds.filter((kind) => body.includes(foreign[kind])) }).toEqual({ at, status: 200, own: kinds, foreign: [] });
      }
    }
  });
});
