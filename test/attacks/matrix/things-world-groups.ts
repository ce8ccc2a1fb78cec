import { expect, vi } from 'vitest';
import { sealHeaders } from '../../../server/admission/outside/ask-uid.ts';
import { newId, newSecret, secretHash } from '../../../server/platform/index.ts';
import { sendJson, type TestServer } from '../../harness/server.ts';
import { insertPerson } from './actors.ts';
import { canary, insert, type Member, type Which } from './things-world.ts';

const text = (which: Which, what: string) => `${canary} ${what} ${which}`;
const keyOf = (which: Which) => `canary-${which}`;

/** A fleet of groups that live elsewhere. Its key is also the place for which the owner or the neighbour holds a role. */
export const describedFleet = (which: Which) => ({ key: keyOf(which), topic: 'canary-other', platform: 'manual', app: 'qq', groups: [{ key: 'first', number: which === 'mine' ? '70010001' : '70020001' }, { key: 'second' }, { key: 'third' }] });

/** Makes the fleets and groups of what the centre describes, in the way in which every change of it does. */
export async function describeFleets(centre: TestServer, boss: Member): Promise<void> {
  const now = centre.clock.now();
  for (const which of ['mine', 'other'] as const) {
    const key = `spare-${which}`;
    await insert(centre, 'centre_entry', { section: 'fleets', key, position: 2000, data: { key, topic: 'canary-other', platform: 'web', app: 'web', groups: [{ key: `spare-${which}` }] }, revision: 1, created_at: now, updated_at: now });
  }
  const changed = await sendJson(centre, 'POST', '/api/v1/readings/canary-mine/move', { before: null }, boss.headers);
  if (changed.status !== 200) throw new Error(changed.body);
}

/** Waits until all that was published has been delivered and all that can be sent was tried, so that nothing changes by itself afterwards. */
export async function deliverEverything(centre: TestServer): Promise<void> {
  await vi.waitFor(async () => expect((await centre.open.pool.query('select from outbox where parked_at is null')).rowCount).toBe(0), { timeout: 20_000, interval: 20 });
  await centre.app.settled();
}

/** What is kept of a fleet: its groups, who sits there and who wants to, who was turned away, and the ways in. */
export async function groupThings(centre: TestServer, which: Which, holder: Member) {
  const [now, fleet] = [centre.clock.now(), keyOf(which)];
  const later = new Date(now.getTime() + 6 * 24 * 3_600_000);
  const { rows } = await centre.open.pool.query<{ id: string }>('select id from fleet_group where fleet = $1 order by position', [fleet]);
  const [group = '', ownGroup = '', oldGroup = ''] = rows.map(({ id }) => id);
  const ids = { seat: newId(), code: newId(), checkLink: newId(), announcement: newId(), ownAnnouncement: newId(), application: newId(), ownApplication: newId(), strike: newId(), ban: newId(), appeal: newId(), groupInvitation: newId(), memberBatch: newId() };
  const [seated, applicant, refused] = [await insertPerson(centre, text(which, 'seated'), []), await insertPerson(centre, text(which, 'applicant'), []), await insertPerson(centre, text(which, 'refused'), [])];
  const sit = async (id: string, at: string, person: string) => {
    await insert(centre, 'seat', { id, fleet, group_id: at, person_id: person, kind: 'ordinary', state: 'member', entrance: 'link', taken_at: now, joined_at: now });
    await centre.open.pool.query('update fleet_group set members = members + 1, ordinary = ordinary + 1 where id = $1', [at]);
  };
  await sit(ids.seat, group, seated);
  await sit(newId(), ownGroup, holder.id);
  const [groupInvitationToken, checkToken] = [newSecret(), newSecret()];
  await insert(centre, 'group_code', { id: ids.code, group_id: group, content: `https://qm.qq.com/q/${which}`, audience: 'admitted', said: 'never', entered_by: holder.id, entered_at: now });
  await insert(centre, 'check_link', { id: ids.checkLink, fleet, token_hash: secretHash(checkToken), label: text(which, 'check link'), created_by: holder.id, created_at: now });
  for (const [id, of] of [[ids.announcement, group], [ids.ownAnnouncement, ownGroup]]) await insert(centre, 'announcement', { id, fleet, group_id: of, title: text(which, 'announcement'), body: canary, confirm: true, posted_by: holder.id, posted_at: now });
  await insert(centre, 'invitation', { id: ids.groupInvitation, fleet, token_hash: secretHash(groupInvitationToken), uses_granted: 10, uses_left: 10, note: text(which, 'invitation'), created_by: holder.id, created_at: now, expires_at: later });
  await insert(centre, 'import_batch', { id: ids.memberBatch, kind: 'fleet_members', place: fleet, file_name: `${canary}-${which}.csv`, encoding: 'utf-8', state: 'previewed', columns: '[]', total: 0, created_at: now });
  await insert(centre, 'reject_reason', { key: fleet, fleet, text: { text: text(which, 'reason') }, created_at: now });
  const apply = (id: string, person: string, state: string, rest: object = {}) =>
    insert(centre, 'application', { id, fleet, person_id: person, token_hash: secretHash(newSecret()), state, entrance: 'link', language: 'en', answers: { reason: text(which, 'answer') }, submitted_at: now, verified_at: now, ...rest });
  await apply(ids.application, applicant, 'in_review');
  await apply(ids.ownApplication, holder.id, 'in_review');
  const [rejected, decision] = [newId(), newId()];
  await apply(rejected, refused, 'rejected', { decided_at: now });
  await insert(centre, 'application_decision', { id: decision, application_id: rejected, at: now, decision: 'rejected', findings: '[]', facts: {}, policy: {}, rules: 1, counted: true });
  await insert(centre, 'strike', { id: ids.strike, list: `list-${which}`, fleet, application_id: rejected, decision_id: decision, person_id: refused, at: now });
  await insert(centre, 'ban', { id: ids.ban, list: `fleet:${fleet}`, person_id: refused, reason: text(which, 'ban'), created_by: holder.id, created_at: new Date(now.getTime() - 3_600_000) });
  await insert(centre, 'appeal', { id: ids.appeal, application_id: rejected, text: text(which, 'appeal'), at: now, state: 'open' });
  const notices = await centre.open.pool.query<{ id: string }>("select id from privacy_notice where form = 'application' and version = 1");
  return { ...ids, applicationNotice: notices.rows[0]?.id ?? '', fleet, spareFleet: `spare-${which}`, group, ownGroup, oldGroup, rejectReason: fleet, groupInvitationToken, checkToken };
}

/** Whom admission asks outside, for products and forges; none of them is asked by itself. */
export async function outsideThings(centre: TestServer, which: Which) {
  const [now, product, graceWindow] = [centre.clock.now(), keyOf(which), newId()];
  const { secrets } = centre.app.ground;
  const later = new Date(now.getTime() + 24 * 3_600_000);
  const settings = { product, url: 'https://uid.example.com/?uid={uid}&email={email}', method: 'GET', body: [], headers: [], mode: 'match', matchPath: '/match', matchValues: ['true'], absentStatuses: [404], timeoutSeconds: 5, enabled: false };
  await insert(centre, 'uid_service', { product, settings, sealed_headers: sealHeaders(secrets, []), created_at: now });
  await insert(centre, 'outage_probe', { product, settings: { url: `https://${which}.example.com/health`, statuses: [200], timeoutSeconds: 5 }, state: { down: false, failures: 0, firstFailureAt: null, answersSince: null }, enabled: false, created_at: now });
  await insert(centre, 'outage_window', { id: graceWindow, product, kind: 'declared', from_at: now, ends_by: later, noticed_at: now, note: text(which, 'window'), uids_asked_at: now });
  const kind = which === 'mine' ? 'github' : 'gitee';
  const places = { webUrl: `https://${which}.example.com`, authorizeUrl: `https://${which}.example.com/authorize`, tokenUrl: `https://${which}.example.com/token`, apiUrl: `https://${which}.example.com/api` };
  await insert(centre, 'forge', { key: product, kind, settings: { name: 'Forge', ...places, scopes: '', clientId: 'lichun' }, sealed_secret: secrets.seal('admission.forge', 'a secret of this test'), enabled: true, created_at: now });
  const token = newSecret();
  return { uidService: product, probe: product, graceWindow, forge: product, forgeVisitToken: token, highTrustToken: token };
}
