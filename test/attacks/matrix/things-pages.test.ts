import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '../../../server/platform/index.ts';
import type { PageBuild } from '../../../server/pages.ts';
import { root } from '../../../scripts/steps/run.ts';
import { send, startTestServer, type Answer } from '../../harness/server.ts';
import { expectedReach } from './expectations.ts';
import { forAll, rowHashes } from './things-ask.ts';
import { canary, createMember, createWorld, type Member, type Pair, type World } from './things-world.ts';

let world: World;
let build: PageBuild;
beforeAll(async () => {
  build = (await import(pathToFileURL(path.join(root, 'build/server/index.js')).href)) as PageBuild;
  world = await createWorld(await startTestServer());
}, 120_000);
afterAll(() => world.centre.close());

/** The right without which a page of the console is not there; `staff`: everyone with a role has it. `part`: a role for a fleet or a team is enough; `fleet`: one for the fleet that the address names. */
type Needed = { right: Permission | 'staff'; part?: true; fleet?: true; /** A part of a page, in which what is not there is nothing. */ nothing?: true; fields?: Partial<Record<string, string>>; of?: (things: Pair) => Record<string, string> };
const staff: Needed = { right: 'staff', part: true };
const edit: Needed = { right: 'centre.edit' };
const people = { of: ({ person }: Pair) => ({ id: person }) };
const fleet = { fleet: true, of: ({ fleet: key }: Pair) => ({ fleet: key }) } as const;
const pages: Record<string, Needed> = {
  console: staff, 'console/find': staff, 'console/example': edit, 'console/calendar-preview': edit, 'console/file/centre.yaml': edit,
  'console/people/:id/merge': { right: 'people.edit', ...people }, 'console/settings': edit, 'console/proposals': edit, 'console/adviser': edit, 'console/history': { right: 'audit.read' }, 'console/file': edit,
  'console/people': { right: 'people.read' }, 'console/people/:id': { right: 'people.read', ...people },
  'console/organisations': { right: 'organisations.read' }, 'console/organisations/import/:id?': { right: 'organisations.edit', of: ({ memberImport }) => ({ id: memberImport }) }, 'console/organisations/:id': { right: 'organisations.read', of: ({ organisation }) => ({ id: organisation }) },
  'console/entitlements': { right: 'entitlements.read' }, 'console/entitlements/import/:id?': { right: 'entitlements.edit', of: ({ entitlementImport }) => ({ id: entitlementImport }) },
  'console/staff': { right: 'staff.read', part: true }, 'console/rights': { right: 'staff.read', part: true }, 'console/keys': { right: 'keys.own', part: true },
  'console/webhooks': { right: 'webhooks.manage' }, 'console/webhooks/new': { right: 'webhooks.manage' }, 'console/webhooks/:id': { right: 'webhooks.manage', of: ({ webhook }) => ({ id: webhook }) }, 'console/webhooks/:id/edit': { right: 'webhooks.manage', of: ({ webhook }) => ({ id: webhook }) },
  'console/hooks': { right: 'webhooks.manage' }, 'console/hooks/:id': { right: 'webhooks.manage', of: ({ hook }) => ({ id: hook }) },
  'console/privacy': { right: 'privacy.handle' }, 'console/privacy/texts': { right: 'privacy.handle' }, 'console/privacy/texts/:form': { right: 'privacy.handle', of: () => ({ form: 'proposal' }) }, 'console/privacy/retention': { right: 'privacy.handle' }, 'console/privacy/people/:id': { right: 'privacy.handle', ...people },
  'console/notices': { right: 'notices.own', part: true }, 'console/notices/settings': { right: 'notices.own', part: true }, 'console/notices/duty': { right: 'notices.own', part: true }, 'console/notices/centre': { right: 'notices.manage' }, 'console/notices/mail': { right: 'notices.manage' },
  'console/applications': { right: 'applications.decide', part: true }, 'console/applications/decide': { right: 'applications.decide', part: true }, 'console/applications/evidence/:id': { right: 'applications.decide', fleet: true, nothing: true, of: ({ application }) => ({ id: application }) },
  'console/applications/invitations': { right: 'invitations.manage', part: true }, 'console/applications/strikes': { right: 'strikes.manage', part: true }, 'console/applications/reasons': { right: 'applications.decide', part: true }, 'console/applications/people': { right: 'strikes.manage', part: true },
  'console/applications/import/:fleet/:id?': { right: 'members.import', fleet: true, of: ({ fleet, memberBatch }) => ({ fleet, id: memberBatch }) },
  'console/codes': { right: 'fleets.read', part: true }, 'console/groups': { right: 'fleets.read', part: true }, 'console/groups/:fleet': { right: 'fleets.read', ...fleet }, 'console/groups/:fleet/codes': { right: 'fleets.read', ...fleet }, 'console/groups/:fleet/announcements': { right: 'fleets.read', ...fleet },
  'console/groups/:fleet/whole': { right: 'groups.end', ...fleet }, 'console/groups/:fleet/new-member': { right: 'members.manage', ...fleet }, 'console/groups/:fleet/messages/:group': { right: 'fleets.read', fleet: true, of: ({ fleet: key, group }) => ({ fleet: key, group }) }, 'console/groups/:fleet/simulation': { right: 'centre.edit', of: ({ fleet: key }) => ({ fleet: key }) },
  'console/admission/uid': { right: 'admission.manage' }, 'console/admission/outages': { right: 'admission.manage' }, 'console/admission/forges': { right: 'admission.manage' }, 'console/admission/raids': { right: 'applications.decide', part: true },
  'console/upkeep': { right: 'upkeep.read' }, 'console/new/:section': { right: 'centre.edit', of: () => ({ section: 'readings' }) }, 'console/sign-in': { right: 'sign_in.manage' },
  'console/:section': { right: 'centre.edit', of: () => ({ section: 'readings' }) }, 'console/:section/:key': { right: 'centre.edit', of: ({ readings }) => ({ section: 'readings', key: readings }) },
};

type Route = { path: string; loads: boolean; acts: boolean };
/** Every address of the console, from the pages as they were built. */
function routes(): Route[] {
  const all = build.routes as Record<string, { id: string; parentId?: string; path?: string; index?: boolean; module: object }>;
  const pathOf = (id: string | undefined): string[] => (id === undefined || all[id] === undefined ? [] : [...pathOf(all[id].parentId), ...((all[id].path ?? '') === '' ? [] : [all[id].path ?? ''])]);
  return Object.values(all)
    .filter(({ id, path: own, index }) => pathOf(id)[0] === 'console' && id !== 'root' && (index === true || (own !== undefined && own !== 'console')))
    .map(({ id, module }) => ({ path: pathOf(id).join('/'), loads: 'loader' in module || 'default' in module, acts: 'action' in module }));
}
const fill = (at: string, things: Pair) => `/${at.replace(/:(\w+)\??/g, (_, name: string) => (pages[at]?.of?.(things) ?? {})[name] ?? 'nothing')}`;
const nowhere = (things: Pair): Pair => ({ ...things, person: '01a20297-d515-7004-ae61-b03ca2717d2b', organisation: '01a20297-d515-7004-ae61-b03ca2717d2c', webhook: '01a20297-d515-7004-ae61-b03ca2717d2d', hook: '01a20297-d515-7004-ae61-b03ca2717d30', memberImport: '01a20297-d515-7004-ae61-b03ca2717d2e', entitlementImport: '01a20297-d515-7004-ae61-b03ca2717d2f', application: '01a20297-d515-7004-ae61-b03ca2717d31', memberBatch: '01a20297-d515-7004-ae61-b03ca2717d32', group: '01a20297-d515-7004-ae61-b03ca2717d33', readings: 'no-such-thing', fleet: 'no-such-thing' });

const mayOpen = ({ grants }: Member, { right, part, fleet: inFleet }: Needed) =>
  grants.some(({ role, scope }) => {
    const reach = right === 'staff' ? 'part' : expectedReach[right][role];
    return reach !== undefined && (scope.kind === 'centre' || (reach === 'part' && (part === true || (inFleet === true && scope.kind === 'fleet' && scope.key === world.mine.fleet))));
  });
const get = (at: string, caller: Pick<Member, 'headers'>): Promise<Answer> => send(world.centre.port, at, { headers: { ...caller.headers, 'accept-language': 'en' } });
/** Without what is new in every answer: its nonce and its number. */
const bare = ({ status, body }: Answer) => `${status} ${body.replace(/nonce="[^"]*"|"nonce",?"[^"]*"|[A-Za-z0-9+/]{22}==|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')}`;

describe('C1, C7: every page of the console', () => {
  test('is listed by hand with the right that it asks for, and no other is', () => {
    expect(Object.keys(pages).toSorted()).toEqual([...new Set(routes().map(({ path: at }) => at))].toSorted());
  });

  test.each([['as a document', ''], ['as data', '.data']])('%s: is there for who has the right; for others it is not there, and tells nothing of anybody', async (_how, ending) => {
    const wrong: string[] = [];
    let opened = 0;
    const everyone = [...Object.values(world.cast), { ...world.cast.nobody, name: 'a stranger', grants: [], headers: {} }];
    await forAll(routes().filter(({ loads }) => loads), async ({ path: at }) => {
      const needed = pages[at];
      if (needed === undefined) return;
      for (const caller of everyone) {
        const theirs = await get(fill(at, world.mine) + ending, caller);
        const label = `/${at}${ending}, ${caller.name}: ${theirs.status}`;
        if (at === 'console' && caller.grants.length > 0 && caller.name !== world.cast.boss.name) {
          // Whose first page is another is led there.
          if (!/\/console\/(?:people|staff|applications|groups)/.test(`${theirs.headers['location']} ${theirs.body}`) || ![202, 302].includes(theirs.status)) wrong.push(`${label} instead of the way to their first page`);
          continue;
        }
        if (mayOpen(caller, needed)) {
          opened += 1;
          if (needed.nothing !== undefined && !theirs.body.includes(canary)) wrong.push(`${label}: shows nothing`);
          if (theirs.status !== 200) wrong.push(`${label} instead of 200: ${theirs.body.slice(0, 300)}`);
          continue;
        }
        if (theirs.body.includes(canary)) wrong.push(`${label}: tells of others: ${theirs.body.slice(Math.max(0, theirs.body.indexOf(canary) - 100), theirs.body.indexOf(canary) + 100)}`);
        const toSignIn = theirs.status === 302 ? String(theirs.headers['location']).startsWith('/sign-in?to=') : theirs.status === 202 && theirs.body.includes('/sign-in?to=');
        if (caller.name === 'a stranger' ? !toSignIn : theirs.status !== (needed.nothing === undefined || caller.grants.length === 0 ? 404 : 200)) wrong.push(`${label} instead of ${caller.name === 'a stranger' ? 'the way to sign in' : 404}: ${theirs.body.slice(0, 300)}`);
        if (needed.of !== undefined && caller.name !== 'a stranger' && bare(theirs) !== bare(await get(fill(at, nowhere(world.mine)) + ending, caller)).replaceAll('no-such-thing', 'canary-mine')) wrong.push(`${label}: reads otherwise than one that is not there`);
      }
    }, 4);
    expect(wrong).toEqual([]);
    expect(opened).toBeGreaterThan(60);
  }, 180_000);

  test('takes no form from who may not open it', async () => {
    const before = await rowHashes(world);
    const wrong: string[] = [];
    let refused = 0;
    await forAll(routes().filter(({ acts }) => acts), async ({ path: at }) => {
      const needed = pages[at];
      if (needed === undefined) return;
      for (const caller of [...Object.values(world.cast).filter((one) => !mayOpen(one, needed)), { ...world.cast.nobody, name: 'a stranger', headers: {} }]) {
        const { status, headers, body } = await send(world.centre.port, fill(at, world.mine), { method: 'POST', headers: { ...caller.headers, origin: world.centre.origin, 'content-type': 'application/x-www-form-urlencoded' }, body: 'intent=delete&id=x&revision=1' });
        refused += 1;
        if (body.includes(canary) || (status < 400 && !String(headers['location']).startsWith('/sign-in?to='))) wrong.push(`/${at}, ${caller.name}: ${status} ${body.slice(0, 200)}`);
      }
    }, 4);
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(100);
    expect(await rowHashes(world)).toEqual(before);
  }, 120_000);
});

describe('C3: pages, when rights are taken', () => {
  test.each([
    ['a role', 'delete from role_grant where person_id = $1', 404],
    ['a session', 'update session set ended_at = now() where person_id = $1', 302],
    ['the person', 'update person set disabled_at = now() where id = $1', 302],
  ] as const)('are not there any more without %s, as a document and as data', async (what, taken, status) => {
    const employee = await createMember(world.centre, `lost ${what}`, [{ role: 'operator', scope: { kind: 'centre' } }]);
    const addresses = ['/console', '/console/people', `/console/people/${world.mine.person}`, '/console/history', '/console/webhooks'];
    for (const at of addresses) expect((await get(at, employee)).status).toBe(200);
    await world.centre.open.pool.query(taken, [employee.id]);
    for (const at of addresses) {
      const [page, data] = [await get(at, employee), await get(`${at}.data`, employee)];
      expect({ at, status: page.status, tells: page.body.includes(canary) || data.body.includes(canary), data: status === 404 ? data.status : data.status === 202 }).toEqual({ at, status, tells: false, data: status === 404 ? 404 : true });
    }
  }, 60_000);
});
