import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorOfCentre, valueOf } from '../people/testing.ts';
import { accountOf } from '../people/index.ts';
import { createSecrets } from '../platform/secrets/index.ts';
import type { Actor, RetentionKind } from '../platform/index.ts';
import { applyRetention } from './actions/retention.ts';
import { barIdentity, isBarred, recordConsent } from './index.ts';
import { dump, privacyGround, type PrivacyGround } from './testing.ts';

let centre: PrivacyGround;
let operator: Actor;
let chunhua: string;

beforeAll(async () => {
  centre = await privacyGround();
  chunhua = await centre.add('春华', { grants: [operatorOfCentre], proves: ['chunhua@example.com'] });
  operator = await centre.actorFor(chunhua);
});
afterAll(() => centre.ground.close());

const visitor = (network: string): Actor => ({ kind: 'anonymous', network });
const text = (words: string) => ({ 'zh-CN': `${words}（中文）`, en: words });
const day = 24 * 3600_000;

describe('notices', () => {
  test('a new centre has notices in force for the forms that are there, in both languages, with rights, periods and who is responsible', async () => {
    const { notices, kept } = await valueOf(centre.as(visitor('a')).readPrivacyPage({}));
    expect(notices.map(({ form, version }) => `${form} ${version}`)).toEqual(['proposal 1', 'sign_in 1', 'application 1']);
    for (const notice of notices) {
      for (const words of ['谁来处理', '收集什么', '保存多久', '你的权利']) expect(notice.text['zh-CN']).toContain(words);
      for (const words of ['Who is responsible', 'What is collected', 'How long', 'Your rights']) expect(notice.text.en).toContain(words);
    }
    expect(kept).toContainEqual({ kind: 'idempotency_records', days: 1 });
  });

  test('a draft is edited by revision, thrown away, begun again, published as the next version, and in force from its date', async () => {
    const ops = centre.as(operator);
    const { draft } = await valueOf(ops.savePrivacyDraft({ form: 'ticket', text: text('one') }));
    expect(await ops.savePrivacyDraft({ form: 'ticket', text: text('lost') })).toMatchObject({ ok: false, refusal: { code: 'stale_revision' } });
    const again = await valueOf(ops.savePrivacyDraft({ form: 'ticket', text: text('two'), revision: draft?.revision ?? 0 }));
    expect(await ops.discardPrivacyDraft({ form: 'ticket', revision: 1 })).toMatchObject({ ok: false, refusal: { code: 'stale_revision' } });
    await valueOf(ops.discardPrivacyDraft({ form: 'ticket', revision: again.draft?.revision ?? 0 }));
    const begun = await valueOf(ops.savePrivacyDraft({ form: 'ticket', text: text('three') }));
    const inForceFrom = new Date(centre.ground.clock.now().getTime() + day).toISOString();
    const published = await valueOf(ops.publishPrivacyDraft({ form: 'ticket', revision: begun.draft?.revision ?? 0, inForceFrom }));
    expect(published).toMatchObject({ versions: [{ version: 1, text: text('three'), inForceFrom }] });
    expect(published.draft).toBeUndefined();
    expect(await centre.as(visitor('a')).readPrivacyNotice({ form: 'ticket' })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    centre.ground.clock.advance(day);
    expect(await centre.as(visitor('a')).readPrivacyNotice({ form: 'ticket' })).toMatchObject({ ok: true, value: { version: 1 } });
  });

  test('what is published never changes, not even by a statement past the program', async () => {
    await expect(centre.ground.open.pool.query("update privacy_notice set text = '{}' where version = 1")).rejects.toThrow('never changes');
  });

  test('a date in the past or beyond a year is refused by name', async () => {
    const ops = centre.as(operator);
    const { draft } = await valueOf(ops.savePrivacyDraft({ form: 'application', text: text('x') }));
    for (const [days, code] of [[-2, 'instant_past'], [400, 'instant_far']] as const) {
      const inForceFrom = new Date(centre.ground.clock.now().getTime() + days * day).toISOString();
      expect(await ops.publishPrivacyDraft({ form: 'application', revision: draft?.revision ?? 0, inForceFrom })).toMatchObject({ ok: false, refusal: { fields: [{ path: 'inForceFrom', code }] } });
    }
  });
});

describe('consent', () => {
  test('what was shown with a proposal is kept by version, without address, person or device', async () => {
    const { id: notice } = await valueOf(centre.as(visitor('203.0.113.77')).readPrivacyNotice({ form: 'proposal' }));
    const { id } = await valueOf(centre.as(visitor('203.0.113.77')).submitProposal({ kind: 'other', text: '不错', notice }));
    const { rows } = await centre.ground.open.pool.query<Record<string, unknown>>('select * from privacy_consent where subject = $1', [`proposal:${id}`]);
    expect(rows).toMatchObject([{ notice_id: notice, person_id: null, accepted: false }]);
    expect(JSON.stringify(rows)).not.toContain('203.0.113.77');
    const { items } = await valueOf(centre.as(operator).listPrivacyForms({}));
    expect(items.find(({ form }) => form === 'proposal')).toMatchObject({ shown: 1, accepted: 0 });
  });

  test('a required box holds for pages and programs alike; one of another form or an older text is refused', async () => {
    const ops = centre.as(operator);
    const old = await valueOf(ops.readPrivacyNotice({ form: 'proposal' }));
    const { draft } = await valueOf(ops.savePrivacyDraft({ form: 'proposal', text: text('with a box'), consent: { label: '我同意', required: true } }));
    await valueOf(ops.publishPrivacyDraft({ form: 'proposal', revision: draft?.revision ?? 0 }));
    const current = await valueOf(ops.readPrivacyNotice({ form: 'proposal' }));
    const other = await valueOf(ops.readPrivacyNotice({ form: 'sign_in' }));
    const send = (network: string, given: { notice?: string; consent?: boolean }) => centre.as(visitor(network)).submitProposal({ kind: 'other', text: '好', ...given });
    expect(await send('b', {})).toMatchObject({ refusal: { fields: [{ path: 'consent', code: 'consent_required' }] } });
    expect(await send('b', { notice: current.id })).toMatchObject({ refusal: { fields: [{ path: 'consent', code: 'consent_required' }] } });
    expect(await send('b', { notice: old.id, consent: true })).toMatchObject({ refusal: { fields: [{ path: 'consent', code: 'notice_changed' }] } });
    expect(await send('c', { notice: other.id, consent: true })).toMatchObject({ refusal: { fields: [{ path: 'notice', code: 'unknown_notice' }] } });
    expect(await send('c', { notice: current.id, consent: true })).toMatchObject({ ok: true });
    expect(await send('c', { consent: true })).toMatchObject({ ok: true });
    const { items } = await valueOf(ops.listPrivacyForms({}));
    expect(items.find(({ form }) => form === 'proposal')).toMatchObject({ shown: 2, accepted: 2 });
  });

  test('a refused form leaves no consent behind', async () => {
    const before = await centre.ground.open.pool.query('select from privacy_consent');
    expect(await centre.as(visitor('d')).submitProposal({ kind: 'other', text: '好' })).toMatchObject({ ok: false });
    expect((await centre.ground.open.pool.query('select from privacy_consent')).rows.length).toBe(before.rows.length);
  });

  test('a person sees what they agreed to and takes it back; nobody else does it for them', async () => {
    const ops = centre.as(operator);
    const { draft } = await valueOf(ops.savePrivacyDraft({ form: 'sign_in', text: text('news'), consent: { label: '发我新闻', required: false } }));
    await valueOf(ops.publishPrivacyDraft({ form: 'sign_in', revision: draft?.revision ?? 0 }));
    const current = await valueOf(ops.readPrivacyNotice({ form: 'sign_in' }));
    const actor = await centre.actorFor(await centre.add('同意者'));
    for (let times = 0; times < 2; times++) await valueOf(centre.as(actor).recordOwnConsent({ form: 'sign_in', notice: current.id, consent: true }));
    const { consents } = await valueOf(centre.as(actor).readOwnPrivacy({}));
    expect(consents).toMatchObject([{ form: 'sign_in', version: current.version, accepted: true, withdrawable: true }]);
    const id = consents[0]?.id ?? '';
    expect(await ops.withdrawConsent({ id })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    await valueOf(centre.as(actor).withdrawConsent({ id }));
    expect((await valueOf(centre.as(actor).readOwnPrivacy({}))).consents).toMatchObject([{ withdrawable: false }]);
    expect((await valueOf(ops.listPrivacyForms({}))).items.find(({ form }) => form === 'sign_in')).toMatchObject({ shown: 1, accepted: 0 });
  });

  test('an agreement that a form needs is missing until it is given, again after a new version, and again once it is taken back', async () => {
    const ops = centre.as(operator);
    const publish = async (required: boolean) => {
      const { draft } = await valueOf(ops.savePrivacyDraft({ form: 'sign_in', text: text('needed'), consent: { label: '我同意', required } }));
      await valueOf(ops.publishPrivacyDraft({ form: 'sign_in', revision: draft?.revision ?? 0 }));
      return (await valueOf(ops.readPrivacyNotice({ form: 'sign_in' }))).id;
    };
    const actor = await centre.actorFor(await centre.add('要同意的人'));
    const missing = async () => (await valueOf(centre.as(actor).readOwnConsent({ form: 'sign_in' }))).missing;
    await publish(false);
    expect(await missing()).toBe(false);
    const first = await publish(true);
    expect(await missing()).toBe(true);
    await valueOf(centre.as(actor).recordOwnConsent({ form: 'sign_in', notice: first, consent: true }));
    expect(await missing()).toBe(false);
    await publish(true);
    expect(await missing()).toBe(true);
    await valueOf(centre.as(actor).recordOwnConsent({ form: 'sign_in', consent: true }));
    await valueOf(centre.as(actor).withdrawConsent({ id: (await valueOf(centre.as(actor).readOwnPrivacy({}))).consents[0]?.id ?? '' }));
    expect(await missing()).toBe(true);
    await publish(false);
  });

  test('other modules keep a consent in their own transaction', async () => {
    const id = await centre.add('另一个人');
    expect(await recordConsent(centre.work(), { form: 'sign_in', consent: true, personId: id })).toMatchObject({ ok: true, value: { recorded: true } });
  });
});

describe('barred identities', () => {
  const work = () => ({ db: centre.ground.database, now: centre.ground.clock.now(), secrets: centre.ground.secrets });
  const phone = (typed: string) => {
    const read = accountOf('phone', typed);
    if (!read.ok) throw new Error(read.code);
    return read.account;
  };

  test('H2: an account is known again in whatever form it is typed, until its end, and nothing of it stands in the database', async () => {
    const until = new Date(centre.ground.clock.now().getTime() + 30 * day);
    await barIdentity(work(), phone('138 0013 8999'), until, 'three_strikes');
    expect(await isBarred(work(), phone('+86-138-0013-8999'))).toEqual({ reason: 'three_strikes', until });
    expect(await isBarred(work(), phone('13800138998'))).toBeUndefined();
    expect(await dump(centre.ground.open)).not.toContain('13800138999');
    await barIdentity(work(), phone('13800138999'), new Date(until.getTime() - day), 'shorter');
    expect(await isBarred(work(), phone('13800138999'))).toMatchObject({ reason: 'three_strikes' });
    expect(await isBarred({ ...work(), now: until }, phone('13800138999'))).toBeUndefined();
  });

  test('under another key of the centre it matches nobody, and a reason is a code, never a text about somebody', async () => {
    await barIdentity(work(), phone('13800138777'), new Date(centre.ground.clock.now().getTime() + day), 'three_strikes');
    expect(await isBarred({ ...work(), secrets: createSecrets(new Uint8Array(32).fill(9)) }, phone('13800138777'))).toBeUndefined();
    await expect(barIdentity(work(), phone('13800138777'), new Date(), '张三骂人')).rejects.toThrow('code');
  });
});

describe('retention', () => {
  test('a period is kept within its bounds, by revision, and the history says how it was', async () => {
    const ops = centre.as(operator);
    const kind = (await valueOf(ops.listRetention({}))).items.find((item) => item.kind === 'audit_entries');
    expect(kind).toMatchObject({ days: 730, revision: 0 });
    expect(await ops.setRetention({ kind: 'audit_entries', days: 30, revision: 0 })).toMatchObject({ refusal: { fields: [{ path: 'days', code: 'too_small', parameters: { minimum: 180 } }] } });
    expect(await ops.setRetention({ kind: 'audit_entries', days: 365, revision: 0 })).toMatchObject({ ok: true, value: { days: 365, revision: 1 } });
    expect(await ops.setRetention({ kind: 'audit_entries', days: 400, revision: 0 })).toMatchObject({ refusal: { code: 'stale_revision' } });
    expect(await ops.setRetention({ kind: 'nothing', days: 400, revision: 0 })).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await valueOf(ops.readPrivacyPage({}))).kept).toContainEqual({ kind: 'audit_entries', days: 365 });
  });

  test('what has no end gets one only when somebody chooses it, and can lose it again; what has one keeps one', async () => {
    const ops = centre.as(operator);
    const set = (kind: string, days: number | null, revision: number) => ops.setRetention({ kind, days, revision });
    const kept = async () => (await valueOf(ops.readPrivacyPage({}))).kept.find(({ kind }) => kind === 'strikes_barring');
    expect([(await valueOf(ops.listRetention({}))).items.find(({ kind }) => kind === 'strikes_barring'), await kept()]).toMatchObject([{ days: null, defaultDays: null, minimumDays: 365 }, { days: null }]);
    expect(await set('strikes_barring', 30, 0)).toMatchObject({ refusal: { fields: [{ path: 'days', code: 'too_small' }] } });
    expect(await set('strikes_barring', 730, 0)).toMatchObject({ ok: true, value: { days: 730, revision: 1 } });
    expect(await set('strikes_barring', null, 1)).toMatchObject({ ok: true, value: { days: null, revision: 2 } });
    expect(await kept()).toMatchObject({ days: null });
    expect(await set('sessions', null, 0)).toMatchObject({ refusal: { fields: [{ path: 'days', code: 'required' }] } });
    let asked = 0;
    const endless: RetentionKind = { key: 'endless', defaultDays: null, minimumDays: 1, maximumDays: 9, clean: async () => (asked += 1) };
    await applyRetention([endless], centre.jobWork());
    expect(asked).toBe(0);
  });

  test('what is older goes in batches, what is younger stays, and the run is summed up in the history', async () => {
    const { pool } = centre.ground.open;
    const at = (days: number) => new Date(centre.ground.clock.now().getTime() - days * day);
    await pool.query("insert into proposal (id, kind, text, language, created_at, status, handled_at) select gen_random_uuid(), 'other', 'alt', 'zh-CN', $1, 'done', $1 from generate_series(1, 2500)", [at(366)]);
    await pool.query("insert into proposal (id, kind, text, language, created_at, status, handled_at) values (gen_random_uuid(), 'other', 'jung', 'zh-CN', $1, 'done', $1), (gen_random_uuid(), 'other', 'offen', 'zh-CN', $2, 'open', null)", [at(364), at(999)]);
    const deleted = await applyRetention(centre.parts.retentionKinds, centre.jobWork());
    expect(deleted['proposals_done']).toBe(2500);
    expect((await pool.query("select text from proposal where text in ('alt', 'jung', 'offen') order by text")).rows).toEqual([{ text: 'jung' }, { text: 'offen' }]);
    const { rows } = await pool.query<{ after: { deleted: object } }>("select after from audit_entry where subject_kind = 'retention' and subject_key = 'all'");
    expect(rows).toMatchObject([{ after: { deleted: { proposals_done: 2500 } } }]);
    expect((await valueOf(centre.as(operator).listRetention({}))).items.find((item) => item.kind === 'proposals_done')).toMatchObject({ lastRun: { deleted: 2500 } });
    expect(await applyRetention(centre.parts.retentionKinds, centre.jobWork())).toEqual({});
  });

  test('a kind that fails does not keep the others, and the job says so', async () => {
    const cleaned: string[] = [];
    const kind = (key: string, fail = false): RetentionKind => ({ key, defaultDays: 1, minimumDays: 1, maximumDays: 9, clean: async () => { if (fail) throw new Error('no'); cleaned.push(key); return 0; } });
    await expect(applyRetention([kind('one'), kind('bad', true), kind('two')], centre.jobWork())).rejects.toThrow('bad');
    expect(cleaned).toEqual(['one', 'two']);
  });

  test('every kind lies within its own bounds, is named once, and has words in both languages', async () => {
    const { retentionMessages } = await import('../../common/locales/retention/index.ts');
    const { retentionKinds } = centre.parts;
    expect(new Set(retentionKinds.map(({ key }) => key)).size).toBe(retentionKinds.length);
    for (const { key, defaultDays, minimumDays, maximumDays } of retentionKinds) {
      expect({ key, fits: minimumDays <= maximumDays && (defaultDays === null || (minimumDays <= defaultDays && defaultDays <= maximumDays)) }).toEqual({ key, fits: true });
      for (const words of Object.values(retentionMessages)) expect(Object.keys(words)).toEqual(expect.arrayContaining([key, `${key}.what`]));
    }
  });
});

describe('a proposal’s contact', () => {
  test('is taken off by who handles privacy, once, and is not in the history', async () => {
    const { id } = await valueOf(centre.as(visitor('e')).submitProposal({ kind: 'wrong', text: '看看', contact: 'weg@example.com', consent: true }));
    expect(await valueOf(centre.as(operator).eraseProposalContact({ id }))).toEqual({ erased: true });
    expect(await valueOf(centre.as(operator).eraseProposalContact({ id }))).toEqual({ erased: false });
    expect(await dump(centre.ground.open)).not.toContain('weg@example.com');
    const stranger = await centre.actorFor(await centre.add('无权者'));
    expect(await centre.as(stranger).eraseProposalContact({ id })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
