import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applicationStates, decisions, entrances } from '../../common/contract/admission.ts';
import { auditKindNames } from '../../common/contract/audit.ts';
import { sectionNames } from '../../common/contract/centre.ts';
import { joinFieldNames } from '../../common/contract/join.ts';
import { entitlementSources } from '../../common/contract/entitlements.ts';
import { forgeResults } from '../../common/contract/forges.ts';
import { appealStates } from '../../common/contract/moderation.ts';
import { noticeKindNames } from '../../common/contract/notice-kinds.ts';
import { memberSources } from '../../common/contract/organisations.ts';
import { identityKinds, proofMethods, signInMethods } from '../../common/contract/people.ts';
import { privacyForms, requestKinds, requestStates } from '../../common/contract/privacy.ts';
import { proposalKinds, proposalStatuses } from '../../common/contract/proposal.ts';
import { permissions, roleNames } from '../../common/contract/rights.ts';
import { languages } from '../../common/contract/text.ts';
import { privacyExportMessages } from '../../common/locales/privacy-export/index.ts';
import { events } from '../events.ts';
import { seatKinds } from '../groups/schema.ts';
import { operatorOfCentre } from '../people/testing.ts';
import { newId } from '../platform/index.ts';
import { mailStates } from '../platform/mail/schema.ts';
import { gatherEverything, exportFiles } from './actions/gather.ts';
import { exportWords } from './rules/export-words.ts';
import { inserter, leaveTracesInGroups } from './testing-groups.ts';
import { privacyGround, type PrivacyGround } from './testing.ts';

let centre: PrivacyGround;
let areas: Record<string, Record<string, unknown>>;
const [name, email] = ['什么都有的人', 'everything@example.com'];
/** Nothing is listed of these: they keep copies of what others list. */
const silent = ['jobs', 'traces'];

beforeAll(async () => {
  centre = await privacyGround();
  const { ground } = centre;
  const now = ground.clock.now();
  const later = new Date(now.getTime() + 86_400_000);
  const id = await centre.add(name, { proves: [email], grants: [operatorOfCentre, { role: 'moderator', scope: { kind: 'fleet', key: 'stream' } }] });
  await centre.actorFor(id);
  const insert = inserter(ground.open.pool);
  await insert('identity', { id: newId(), person_id: id, kind: 'oidc', issuer: 'https://sign-in.example', canonical: 'everything', typed: 'everything', proven_at: now, proven_how: 'oidc', created_at: now });
  await insert('staff_invitation', { id: newId(), token_hash: newId(), email, canonical: email, grants: '[]', language: 'zh-CN', note: 'x', created_at: now, expires_at: later, accepted_at: now, accepted_by: id });
  await insert('credential', { person_id: id, password_hash: 'x', changed_at: now });
  await insert('sign_in_totp', { person_id: id, sealed_key: 'x', confirmed_at: now, created_at: now });
  await insert('sign_in_recovery_code', { id: newId(), person_id: id, code_hash: newId(), created_at: now });
  await insert('sign_in_passkey', { id: newId(), person_id: id, credential_id: newId(), public_key: 'x', counter: 0, transports: '[]', backed_up: true, name: '手机', created_at: now });
  await insert('sign_in_code', { id: newId(), purpose: 'sign_in', kind: 'email', typed: email, canonical: email, person_id: id, browser_hash: newId(), code_hash: 'x', created_at: now, code_until: later, link_until: later });
  const [organisation, notice, event, privacyNotice] = [newId(), newId(), newId(), newId()];
  await insert('organisation', { id: organisation, name: '网钉科技', name_key: organisation, grams: '{}', created_at: now });
  await insert('organisation_member', { id: newId(), organisation_id: organisation, person_id: id, name, from_day: '2026-11-01', source: 'manual', created_at: now });
  await insert('entitlement', { id: newId(), product: 'app', plan: 'pro', person_id: id, from_day: '2026-11-01', until_day: '2027-11-01', uses_granted: 3, uses_left: 2, source: 'manual', created_at: now });
  await insert('notice_setting', { person_id: id, time_zone: 'Asia/Shanghai', quiet: { mon: ['22:00-24:00'] }, urgent_passes: true, digest: 'daily', digest_at: '09:00', kinds: Object.fromEntries(noticeKindNames.map((kind) => [kind, { email: true, push: false }])) });
  await insert('push_subscription', { id: newId(), person_id: id, endpoint_hash: newId(), sealed: 'x', label: '手机', created_at: now });
  await insert('notice', { id: notice, kind: 'proposal_submitted', event_id: event, subject: id, data: '{}', at: now });
  await insert('notice_reader', { notice_id: notice, person_id: id });
  await insert('duty_roster', { id: newId(), scope_kind: 'centre', name: '值班', time_zone: 'Asia/Shanghai', plan: { week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((weekday) => [weekday, weekday === 'mon' ? [{ hours: '09:00-18:00', people: [id] }] : []])), exceptions: [], swaps: [] }, created_at: now });
  await insert('api_key', { id: newId(), person_id: id, name: '脚本', permissions: `{${permissions.join(',')}}`, token_hash: newId(), hint: 'x', second_factor: false, created_at: now, expires_at: later, last_used_at: now, last_used_network: '192.0.2.7' });
  await insert('privacy_notice', { id: privacyNotice, form: 'proposal', version: 99, text: '{}', changed_at: now, published_at: now, in_force_from: now });
  await insert('privacy_consent', { id: newId(), notice_id: privacyNotice, person_id: id, accepted: true, at: now });
  await insert('privacy_request', { id: newId(), kind: 'export', state: 'done', person_id: id, asked_by: id, asked_at: now, due_at: now, ended_at: now, next_attempt_at: now });
  await insert('proposal', { id: newId(), kind: 'wrong', text: '我写的', contact: email, page: '/', status: 'open', created_at: now, language: 'zh-CN' });
  await insert('audit_entry', { id: newId(), at: now, actor_kind: 'person', actor_id: id, actor_name: name, operation: 'renamePerson', subject_kind: 'person', subject_key: id });
  await insert('event', { id: newId(), name: 'people.added', subject: id, data: '{}', occurred_at: now });
  await insert('idempotency_record', { scope: `person:${id}`, operation: 'x', key: 'k', input_hash: 'h', response: '{}', created_at: now });
  await ground.postMail(ground.database, { kind: 'sign_in.code', to: { address: email, name }, language: 'zh-CN', subject: '验证码', text: '123456' }, now);
  await leaveTracesInGroups(ground.open.pool, { id, name, email, now });
  areas = await gatherEverything(centre.parts.personalData, ground.database, id);
});
afterAll(() => centre.ground.close());

const words = exportWords('zh-CN', 'Asia/Shanghai');

describe('the readable export of somebody of whom everything is kept', () => {
  test('has something in every part of every area, or this test would see nothing', () => {
    const empty = Object.entries(areas).flatMap(([area, part]) => Object.entries(part).flatMap(([key, value]) => (value === null || (Array.isArray(value) && value.length === 0) ? [`${area}.${key}`] : [])));
    expect(empty).toEqual([]);
    expect(Object.entries(areas).filter(([, part]) => Object.keys(part).length === 0).map(([area]) => area)).toEqual(silent);
  });

  test('has a word for every area and every field', () => {
    expect(Object.keys(areas).filter((area) => words.area(area) === undefined)).toEqual([]);
    const fields = Object.entries(areas).flatMap(([area, part]) => [...keysIn(part)].map((key) => ({ area, key })));
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter(({ area, key }) => words.field(area, key) === undefined)).toEqual([]);
    expect(joinFieldNames.filter((key) => words.field('admission', key) === undefined)).toEqual([]);
  });

  test('has no word that nothing needs', () => {
    const known = Object.keys(privacyExportMessages['zh-CN']).filter((key) => key.startsWith('area.')).map((key) => key.slice(5));
    expect(known.filter((area) => !(area in areas))).toEqual([]);
  });

  test('writes times and days in the centre’s zone and the reader’s way, findings and states as words', () => {
    const html = exportFiles({ centre: '支持中心', timeZone: 'Asia/Tokyo', personId: 'x', madeAt: centre.ground.clock.now(), areas }).html.toString('utf8');
    expect(html).toContain('2026 年 11 月 18 日（周三）11:00，Asia/Tokyo');
    expect(html).toContain('2027 年 11 月 1 日（周一）');
    expect(html.replace(/<style>.*<\/style>/s, '')).not.toMatch(/\d{4}-\d\d-\d\dT/);
    for (const shown of ['未通过', '邮箱验证码', '群管理员', '编辑支持页', '登录验证码', '访客的建议', '手工', '修改用户的称呼或语言']) expect(html).toContain(`<span lang="zh-CN">${shown}</span>`);
    for (const raw of ['rejected', 'email_code', 'centre.edit', 'proposal_submitted']) expect(html).not.toContain(`<td>${raw}<`);
  });
});

test.each([
  ['people', 'kind', [...identityKinds, 'centre', 'fleet', 'team']], ['people', 'provenHow', proofMethods], ['people', 'method', signInMethods], ['people', 'role', roleNames], ['people', 'language', languages],
  ['sign_in', 'purpose', ['sign_in', 'prove', 'confirm']], ['organisations', 'source', memberSources], ['entitlements', 'source', entitlementSources],
  ['admission', 'state', [...applicationStates, ...appealStates]], ['admission', 'entrance', entrances], ['admission', 'decision', decisions], ['admission_proofs', 'result', forgeResults],
  ['groups', 'kind', seatKinds], ['groups', 'state', ['reserved', 'member', 'ended']], ['groups', 'entrance', entrances], ['groups', 'endedBecause', ['left', 'expired', 'removed', 'withdrawn', 'declined', 'merged', 'reopened', 'erased', 'dissolved']],
  ['programs', 'permissions', permissions], ['notices', 'kind', noticeKindNames], ['notices', 'digest', ['off', 'daily']], ['notices', 'weekday', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']],
  ['mails', 'state', mailStates], ['mails', 'kind', ['sign_in.code', 'sign_in.link', 'sign_in.changed', 'staff.invitation', 'privacy.erasure_asked', 'certificate.verified', 'certificate.rejected', 'notice.summary', ...noticeKindNames.map((kind) => `notice.${kind}`), 'admission.human_code', 'admission.lifted', 'admission.uid_owed', 'group.dissolved']],
  ['proposals', 'kind', proposalKinds], ['proposals', 'status', proposalStatuses], ['privacy', 'form', privacyForms], ['privacy', 'kind', requestKinds], ['privacy', 'state', requestStates],
  ['events', 'name', Object.keys(events)], ['history', 'operation', ['updateProduct', 'renamePerson', 'handlePrivacyRequests']],
  ['history', 'about', [...sectionNames, 'settings', ...auditKindNames]],
] as const)('%s: every value of %s has a word in both languages', (area, field, values) => {
  for (const language of languages) expect(values.filter((value) => exportWords(language, 'UTC').value(area, field, value) === undefined)).toEqual([]);
});

/** Every name of a field, at any depth; of a finding none, since it is one sentence. */
function keysIn(value: unknown): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...keysIn(item)]));
  if (value === null || typeof value !== 'object' || 'verdict' in value) return new Set();
  return new Set(Object.entries(value).flatMap(([key, item]) => [key, ...keysIn(item)]));
}
