import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorOfCentre, valueOf } from '../people/testing.ts';
import type { Actor } from '../platform/index.ts';
import { exportHtml } from './rules/export-html.ts';
import { withoutSecrets } from './rules/without-secrets.ts';
import { privacyGround, type PrivacyGround } from './testing.ts';

let centre: PrivacyGround;
let chunhua: string;
let operator: Actor;

beforeAll(async () => {
  centre = await privacyGround();
  chunhua = await centre.add('春华', { grants: [operatorOfCentre], proves: ['chunhua@example.com'] });
  operator = await centre.actorFor(chunhua);
});
afterAll(() => centre.ground.close());

const canary = 'CANARY-9b41';

async function fetched(actor: Actor, id: string, format: 'json' | 'html'): Promise<string> {
  const file = await valueOf(centre.as(actor).downloadPrivacyExport({ id, format }));
  const chunks: Buffer[] = [];
  for await (const chunk of file.open()) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

async function madeFor(actor: Actor): Promise<string> {
  const { id } = await valueOf(centre.as(actor).requestOwnExport({}));
  await centre.handle();
  return id;
}

describe('a person’s export', () => {
  test('has everything of every area, for programs and for people', async () => {
    const id = await centre.add('<b>李四</b> & 子', { proves: ['lisi@example.com'] });
    const actor = await centre.actorFor(id);
    await valueOf(centre.as({ kind: 'anonymous', network: 'x' }).submitProposal({ kind: 'wrong', text: '我写的', contact: 'LiSi@example.com' }));
    const request = await madeFor(actor);
    const json = JSON.parse(await fetched(actor, request, 'json')) as { format: number; person: string; areas: Record<string, Record<string, unknown>> };
    expect(json).toMatchObject({ format: 1, person: id });
    expect(Object.keys(json.areas)).toEqual(centre.parts.personalData.map(({ area }) => area));
    expect(json.areas['people']).toMatchObject({ person: { name: '<b>李四</b> & 子' }, identities: [{ kind: 'email', account: 'lisi@example.com' }] });
    expect(json.areas['proposals']).toMatchObject({ proposals: [{ text: '我写的' }] });
    const html = await fetched(actor, request, 'html');
    expect(html).toContain('关于你的信息');
    expect(html).toContain('What is kept about you');
    expect(html).not.toContain('<b>李四');
    expect(html).toContain('&#60;b&#62;李四&#60;/b&#62; &#38; 子');
    expect(html).not.toMatch(/<script|https?:\/\/|src=/);
  });

  test('C10: has nothing of anybody else: not of who has claimed the same address, not of who changed something', async () => {
    await centre.add(`${canary} 别人`, { claims: ['shared@example.com'], proves: ['canary@example.com'] });
    await valueOf(centre.as({ kind: 'anonymous', network: 'y' }).submitProposal({ kind: 'wrong', text: `${canary} 写的`, contact: 'canary@example.com' }));
    await centre.ground.postMail(centre.ground.database, { kind: 'notice', to: { address: 'canary@example.com', name: canary }, language: 'en', subject: canary, text: canary }, centre.ground.clock.now());
    const id = await centre.add('王五', { proves: ['wangwu@example.com'], claims: ['canary@example.com'] });
    await centre.ground.open.pool.query("insert into audit_entry (id, at, actor_kind, actor_id, actor_name, operation, subject_kind, subject_key, before, after) values (gen_random_uuid(), now(), 'person', $1, $3, 'rename', 'person', $2, $4, $4)", [chunhua, id, canary, JSON.stringify({ note: canary })]);
    const actor = await centre.actorFor(id);
    const request = await madeFor(actor);
    for (const format of ['json', 'html'] as const) expect(await fetched(actor, request, format)).not.toContain(canary);
  });

  test('C8: has no hash, code, key or token that is kept', async () => {
    const id = await centre.add('赵六', { proves: ['zhaoliu@example.com'] });
    const { pool } = centre.ground.open;
    await pool.query('insert into credential (person_id, password_hash, changed_at) values ($1, $2, now())', [id, `scrypt$${canary}`]);
    const actor = await centre.actorFor(id);
    const { rows } = await pool.query<{ token_hash: string }>('select token_hash from session where person_id = $1', [id]);
    const request = await madeFor(actor);
    for (const format of ['json', 'html'] as const) {
      const text = await fetched(actor, request, format);
      expect(text).not.toContain(canary);
      for (const { token_hash: hash } of rows) expect(text).not.toContain(hash);
    }
    expect(withoutSecrets({ tokenHash: 'x', secret: 'x', deep: [{ password: 'x', name: 'y' }], secretsUsed: 2 })).toEqual({ deep: [{ name: 'y' }], secretsUsed: 2 });
  });

  test('B8: is fetched by who asked for it only, with the right of that moment, for seven days', async () => {
    const id = await centre.add('钱七', { proves: ['qianqi@example.com'] });
    const actor = await centre.actorFor(id);
    const request = await madeFor(actor);
    expect(await centre.as(operator).downloadPrivacyExport({ id: request, format: 'json' })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    const second = await centre.add('临时运营者', { grants: [operatorOfCentre] });
    const temporary = await centre.actorFor(second);
    const { id: theirs } = await valueOf(centre.as(temporary).requestExport({ id }));
    await centre.handle();
    expect(await fetched(temporary, theirs, 'json')).toContain('钱七');
    expect(await centre.as(actor).downloadPrivacyExport({ id: theirs, format: 'json' })).toMatchObject({ ok: false });
    await centre.ground.open.pool.query('delete from role_grant where person_id = $1', [second]);
    expect(await centre.as(await centre.actorFor(second)).downloadPrivacyExport({ id: theirs, format: 'json' })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    centre.ground.clock.advance(7 * 24 * 3600_000 - 1000);
    expect(await fetched(await centre.actorFor(id), request, 'json')).toContain('钱七');
    centre.ground.clock.advance(2000);
    expect(await centre.as(await centre.actorFor(id)).downloadPrivacyExport({ id: request, format: 'json' })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    operator = await centre.actorFor(chunhua);
  });

  test('asked for twice while the first waits, it is the first', async () => {
    const actor = await centre.actorFor(await centre.add('孙八'));
    const [one, two] = [await valueOf(centre.as(actor).requestOwnExport({})), await valueOf(centre.as(actor).requestOwnExport({}))];
    expect(two.id).toBe(one.id);
  });

  test('of an erased person is gone with them', async () => {
    const id = await centre.add('周九九', { proves: ['zhoujiu@example.com'] });
    const { id: request } = await valueOf(centre.as(operator).requestExport({ id }));
    await centre.handle();
    expect(await fetched(operator, request, 'json')).toContain('周九九');
    await valueOf(centre.as(operator).requestErasure({ id }));
    await centre.handle();
    expect(await centre.as(operator).downloadPrivacyExport({ id: request, format: 'json' })).toMatchObject({ ok: false });
  });

  test('its page draws whatever shape an area has, and escapes all of it', () => {
    const words = { title: 't', lead: 'l', made: 'm', nothing: 'n', yes: 'y', no: 'no', area: (area: string) => area, field: (_area: string, name: string) => name, value: () => undefined, finding: () => undefined };
    const html = exportHtml({ centre: '"><script>', madeAt: 'now', areas: { a: { list: [{ x: 1 }, { y: '<i>' }], texts: ['a', '<u>'], nested: { deep: { on: true } }, none: null, empty: [] } } }, { 'zh-CN': words, en: words });
    expect(html).not.toMatch(/<script>|<i>|<u>/);
    expect(html).toContain('<th scope="col">y</th>');
  });
});
