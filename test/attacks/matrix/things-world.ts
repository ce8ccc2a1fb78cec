import { newId, newSecret, secretHash, type Grant } from '../../../server/platform/index.ts';
import { sectionNames } from '../../../common/contract/centre.ts';
import { sendJson, type TestServer } from '../../harness/server.ts';
import { insertKey, insertPerson, insertSession } from './actors.ts';
import type { Kind } from './things-kinds.ts';
import { deliverEverything, describedFleet, describeFleets, groupThings, outsideThings } from './things-world-groups.ts';

/** Someone who calls, by a session or by a key of theirs. */
export type Member = { name: string; id: string; session: string; headers: Record<string, string>; grants: readonly Grant[] };
export type Pair = Record<Kind, string>;
/** Two of everything: `mine` of the owner, of their team, their fleet or of the first parent; `other` of the neighbour, of the other team or fleet, or of the second parent. */
export type World = { centre: TestServer; cast: Record<CastName, Member>; mine: Pair; other: Pair; revision(table: string, id: string): Promise<number> };
export type CastName = (typeof castNames)[number];
const castNames = ['boss', 'owner', 'neighbour', 'fleet', 'keeper', 'moderator', 'agent', 'nobody'] as const;

const operator = (scope: Grant['scope']): Grant => ({ role: 'operator', scope });
const roles: Record<CastName, Grant[]> = {
  boss: [operator({ kind: 'centre' })],
  owner: [operator({ kind: 'team', key: 'night-shift' }), operator({ kind: 'fleet', key: 'canary-mine' }), operator({ kind: 'fleet', key: 'spare-mine' })],
  neighbour: [operator({ kind: 'team', key: 'day-shift' }), operator({ kind: 'fleet', key: 'canary-other' }), operator({ kind: 'fleet', key: 'spare-other' })],
  fleet: [operator({ kind: 'fleet', key: 'user-group' })],
  keeper: [{ role: 'moderator', scope: { kind: 'fleet', key: 'canary-other' } }],
  moderator: [{ role: 'moderator', scope: { kind: 'centre' } }],
  agent: [{ role: 'agent', scope: { kind: 'centre' } }],
  nobody: [],
};

/** A word that stands in everything that is somebody's, and may never be seen by another. */
export const canary = 'kingfisher';

/** Writes a row as it would have come about. */
export async function insert(centre: TestServer, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(row);
  const values = Object.values(row).map((value) => (value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof Uint8Array) ? JSON.stringify(value) : value));
  await centre.open.pool.query(`insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`, values);
}

export async function createMember(centre: TestServer, name: string, grants: readonly Grant[]): Promise<Member> {
  const id = await insertPerson(centre, name, grants);
  const session = await insertSession(centre, id);
  return { name, id, grants, session: session.id, headers: session.headers };
}

/** The centre with two of everything that an operation can name. */
export async function createWorld(centre: TestServer): Promise<World> {
  const cast = Object.fromEntries(await Promise.all(castNames.map(async (name) => [name, await createMember(centre, `${name} of the cast`, roles[name])]))) as Record<CastName, Member>;
  for (const key of ['night-shift', 'day-shift', 'canary-mine', 'canary-other']) await insert(centre, 'team', { key, name: { text: { en: key } }, created_at: centre.clock.now() });
  const pairs = [];
  const keyed = [await entries(centre, 'mine'), await entries(centre, 'other')];
  await describeFleets(centre, cast.boss);
  for (const which of ['mine', 'other'] as const) {
    const holder = which === 'mine' ? cast.owner : cast.neighbour;
    pairs.push({ ...(await people(centre, which, holder)), ...(await business(centre, which, cast.boss)), ...(await running(centre, which, holder)), ...(await personal(centre, which, holder)), ...(await groupThings(centre, which, holder)), ...(await outsideThings(centre, which)), ...(which === 'mine' ? keyed[0] : keyed[1]), ...words });
  }
  const [mine, other] = pairs as [Pair, Pair];
  await deliverEverything(centre);
  const revision = async (table: string, id: string) => {
    const { rows } = await centre.open.pool.query<{ revision: string }>(`select revision from ${table} where ${keyOf[table] ?? 'id'}::text = $1`, [id]);
    return Number(rows[0]?.revision ?? 1);
  };
  return { centre, cast, mine, other, revision };
}

const keyOf: Readonly<Record<string, string>> = { team: 'key', sign_in_provider: 'key', reject_reason: 'key', forge: 'key', uid_service: 'product', outage_probe: 'product' };

const words = {
  form: 'proposal', format: 'json', noticeKind: 'mail_failed', retentionKind: 'audit', year: '2026', subjectKey: 'nothing', page: 'advice', about: 'installation', publicPlan: 'standard', publicProvider: 'canary-mine', plan: 'canary-plan',
};

export type Which = 'mine' | 'other';
const text = (which: Which, what: string) => `${canary} ${what} ${which}`;

async function people(centre: TestServer, which: Which, holder: Member) {
  const now = centre.clock.now();
  const person = await insertPerson(centre, text(which, 'person'), []);
  const [kept, gone, placed] = [await insertPerson(centre, text(which, 'kept'), []), await insertPerson(centre, text(which, 'gone'), []), await insertPerson(centre, text(which, 'placed'), [{ role: 'agent', scope: { kind: 'team', key: which === 'mine' ? 'night-shift' : 'day-shift' } }])];
  const ids = { personIdentity: newId(), secondIdentity: newId(), ownIdentity: newId(), merge: newId(), invitation: newId(), passkey: newId() };
  const identity = async (id: string, personId: string, name: string, proven = true) => {
    const address = `${canary}.${name}.${which}@example.com`;
    await insert(centre, 'identity', { id, person_id: personId, kind: 'email', typed: address, canonical: address, proven_at: proven ? now : null, proven_how: proven ? 'operator' : null, created_at: now });
  };
  await identity(ids.personIdentity, person, 'person', false);
  await identity(ids.secondIdentity, person, 'second');
  await identity(ids.ownIdentity, holder.id, 'own');
  await identity(newId(), holder.id, 'own.second');
  await centre.open.pool.query('update person set merged_into = $1, disabled_at = null where id = $2', [kept, gone]);
  await insert(centre, 'person_merge', { id: ids.merge, kept_id: kept, gone_id: gone, moved: {}, merged_at: now });
  const invitationToken = newSecret();
  const scope = { kind: 'team', key: which === 'mine' ? 'night-shift' : 'day-shift' };
  await insert(centre, 'staff_invitation', {
    id: ids.invitation, token_hash: secretHash(invitationToken), email: `${canary}.${which}.invited@example.com`, canonical: `${canary}.${which}.invited@example.com`, grants: { list: [{ role: 'agent', scope }] },
    language: 'en', created_at: now, sent_at: now, invited_by: holder.id, expires_at: new Date(now.getTime() + 7 * 24 * 3_600_000),
  });
  await insert(centre, 'sign_in_provider', { key: `canary-${which}`, name: { text: { en: text(which, 'provider') } }, issuer: `https://${which}.example.com`, client_id: 'lichun', sealed_secret: 'x', scopes: 'openid', trusts_email: false, enabled: false, created_at: now });
  // Two, so that one may go.
  for (const [id, credential] of [[ids.passkey, `credential-${which}`], [newId(), `credential-${which}-second`]]) await insert(centre, 'sign_in_passkey', { id, person_id: holder.id, credential_id: credential, public_key: 'eA', counter: 0, transports: '[]', backed_up: false, name: text(which, 'passkey'), created_at: now });
  const token = newSecret();
  return {
    ...ids, person, keptPerson: kept, sparePerson: await insertPerson(centre, text(which, 'spare'), []), placedPerson: placed, team: `canary-${which}`, provider: `canary-${which}`, invitationToken,
    personSession: (await insertSession(centre, person)).id, ownSession: (await insertSession(centre, holder.id)).id,
    setUpToken: token, codeToken: token, linkToken: token, stepToken: token, passkeyToken: token, visitToken: token,
  };
}

async function business(centre: TestServer, which: Which, boss: Member) {
  const now = centre.clock.now();
  const ids = { organisation: newId(), department: newId(), member: newId(), domain: newId(), memberImport: newId(), entitlementImport: newId(), entitlement: newId() };
  const name = text(which, 'organisation');
  await insert(centre, 'organisation', { id: ids.organisation, name, name_key: name.replace(/ /g, ''), grams: [canary.slice(0, 3)], created_at: now });
  const of = { organisation_id: ids.organisation, created_at: now };
  await insert(centre, 'department', { id: ids.department, ...of, name: text(which, 'department') });
  await insert(centre, 'organisation_member', { id: ids.member, ...of, account_kind: 'email', account_issuer: '', account_canonical: `member.${which}@example.com`, account_typed: `member.${which}@example.com`, name: text(which, 'member'), from_day: '2026-01-01', source: 'manual', suggested: true });
  await insert(centre, 'organisation_domain', { id: ids.domain, ...of, domain: `${which}.example.com`, token: newSecret() });
  const document = { name: 'certificate.pdf', content: Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64') };
  const submitted = await sendJson(centre, 'POST', `/api/v1/organisations/${ids.organisation}/certificates`, { issuer: text(which, 'issuer'), number: '1', document }, boss.headers);
  if (submitted.status !== 200) throw new Error(submitted.body);
  for (const [id, kind] of [[ids.memberImport, 'members'], [ids.entitlementImport, 'entitlements']]) {
    await insert(centre, 'import_batch', { id, kind, file_name: `${canary}-${which}.csv`, encoding: 'utf-8', state: 'previewed', columns: '[]', total: 0, created_at: now });
  }
  await insert(centre, 'entitlement', { id: ids.entitlement, product: `canary-${which}`, plan: 'canary-plan', organisation_id: ids.organisation, from_day: '2026-01-01', uses_granted: 10, uses_left: 5, source: 'manual', reference: text(which, 'reference'), created_at: now });
  return { ...ids, certificate: submitted.json<{ id: string }>().id };
}

async function running(centre: TestServer, which: Which, holder: Member) {
  const now = centre.clock.now();
  const ids = { delivery: newId(), bot: newId(), noticeDelivery: newId(), mail: newId(), job: newId(), parkedEvent: newId(), proposal: newId(), webhook: newId(), hook: newId(), roster: newId(), pushBrowser: newId(), ownNotice: newId(), privacyNotice: newId() };
  const seal = (purpose: string) => centre.app.ground.secrets.seal(purpose, 'a secret of this test');
  await insert(centre, 'webhook_endpoint', { id: ids.webhook, address: `https://hooks.example.com/${canary}/${which}`, description: text(which, 'webhook'), events: ['*'], enabled: false, secret: seal(`programs.webhook:${ids.webhook}`), created_at: now });
  await insert(centre, 'webhook_delivery', { id: ids.delivery, endpoint_id: ids.webhook, event_id: newId(), event: 'centre.changed', subject: 'x', position: 1, body: `{"${canary}":1}`, state: 'failed', next_attempt_at: now, created_at: now, ended_at: now });
  await insert(centre, 'incoming_hook', { id: ids.hook, name: text(which, 'hook'), purpose: 'test', enabled: true, created_at: now });
  await insert(centre, 'notice', { id: ids.ownNotice, kind: 'mail_failed', event_id: newId(), subject: 'x', data: {}, at: now });
  await insert(centre, 'notice_reader', { notice_id: ids.ownNotice, person_id: holder.id });
  await insert(centre, 'notice_bot', { id: ids.bot, platform: 'wecom', name: text(which, 'bot'), host: 'qyapi.weixin.qq.com', address_sealed: seal('notices.bot_address'), language: 'en', kinds: '[]', enabled: false, created_at: now });
  await insert(centre, 'notice_delivery', { id: ids.noticeDelivery, notice_id: ids.ownNotice, receiver: `email:${holder.id}`, target: 'email', person_id: holder.id, kind: 'mail_failed', state: 'failed', held: false, error_code: 'refused', next_attempt_at: now, created_at: now });
  await insert(centre, 'mail', { id: ids.mail, kind: 'notice', recipient: `${canary}.${which}@example.com`, language: 'en', subject: text(which, 'mail'), body: { text: 'x', html: '<p>x</p>' }, secret: false, state: 'failed', created_at: now, next_attempt_at: now, ended_at: now });
  await insert(centre, 'event', { id: ids.parkedEvent, name: 'thing.happened', subject: `${canary}:${which}`, data: {}, occurred_at: now });
  const { rows } = await centre.open.pool.query<{ position: string }>('select position from event where id = $1', [ids.parkedEvent]);
  await insert(centre, 'outbox', { event_id: ids.parkedEvent, subscriber: 'nobody-listens', attempts: 15, last_error: canary, subject: `${canary}:${which}`, position: rows[0]?.position, parked_at: now });
  await insert(centre, 'proposal', { id: ids.proposal, kind: 'other', text: text(which, 'proposal'), contact: `${canary}@example.com`, language: 'en', created_at: now, status: 'open' });
  const empty = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] };
  await insert(centre, 'duty_roster', { id: ids.roster, scope_kind: 'team', scope_key: which === 'mine' ? 'night-shift' : 'day-shift', name: text(which, 'roster'), time_zone: 'Asia/Shanghai', plan: empty, created_at: now });
  await insert(centre, 'push_subscription', { id: ids.pushBrowser, person_id: holder.id, endpoint_hash: `hash-${which}`, sealed: centre.app.ground.secrets.seal('notices.push_subscription', JSON.stringify({ endpoint: 'https://push.example.com/x', p256dh: 'x', auth: 'x' })), label: text(which, 'browser'), created_at: now });
  await centre.open.pool.query(`insert into pgboss.job (id, name, data, state, output, completed_on, retry_count) select $1, name, '{}', 'failed', '{"message":"${canary}"}', now(), 0 from pgboss.queue where name not like '\\_\\_%' order by name limit 1`, [ids.job]);
  return { ...ids, subscriber: 'nobody-listens' };
}

async function personal(centre: TestServer, which: Which, holder: Member) {
  const now = centre.clock.now();
  const ids = { consent: newId(), privacyRequest: newId(), privacyExport: newId() };
  const { rows } = await centre.open.pool.query<{ id: string }>("select id from privacy_notice where form = 'proposal' and version = 1");
  await insert(centre, 'privacy_consent', { id: ids.consent, notice_id: rows[0]?.id, person_id: holder.id, accepted: true, at: now });
  const later = new Date(now.getTime() + 6 * 24 * 3_600_000);
  const request = { person_id: holder.id, asked_by: holder.id, asked_at: now };
  await insert(centre, 'privacy_request', { ...request, id: ids.privacyRequest, kind: 'erasure', state: 'waiting', due_at: later, next_attempt_at: later });
  await insert(centre, 'privacy_request', { ...request, id: ids.privacyExport, kind: 'export', state: 'done', due_at: now, next_attempt_at: now, ended_at: now });
  await insert(centre, 'privacy_export', { request_id: ids.privacyExport, json: Buffer.from(`{"${canary}":"${which}"}`), html: Buffer.from(canary), created_at: now, expires_at: later });
  const key = await insertKey(centre, holder.id, ['notices.own']);
  const any = await insertKey(centre, holder.id, ['notices.own']);
  return { ...ids, ownKey: key.id, anyKey: any.id, privacyNotice: rows[0]?.id ?? '' };
}

/** An entry in every section that nothing else refers to. */
async function entries(centre: TestServer, which: Which) {
  const key = `canary-${which}`;
  const seeds = {
    readings: { key, kind: 'guide', title: 'Guide', body: 'Read this.' }, safetyNotes: { key, text: 'Never tell your password.' }, contacts: { key, name: 'Somebody', when: 'When nobody answers.' },
    topics: { key, name: 'Topic' }, fleets: describedFleet(which),
  };
  for (const [section, data] of Object.entries(seeds)) await insert(centre, 'centre_entry', { section, key, position: 1000, data, revision: 1, created_at: centre.clock.now(), updated_at: centre.clock.now() });
  for (const section of sectionNames.filter((name) => !Object.hasOwn(seeds, name))) {
    await centre.open.pool.query(
      `insert into centre_entry (section, key, position, data, revision, created_at, updated_at)
       select section, $2, 1000 + position, jsonb_set(data, '{key}', to_jsonb($2::text)), revision, created_at, updated_at from centre_entry where section = $1 and deleted_at is null order by position, key limit 1`,
      [section, key],
    );
  }
  return Object.fromEntries(sectionNames.map((section) => [section, key])) as Pick<Pair, (typeof sectionNames)[number] & Kind>;
}
