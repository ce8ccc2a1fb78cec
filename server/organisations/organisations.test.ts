import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callBy, testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import { departmentDepth } from '../../common/contract/organisations.ts';
import { invoke, type Call, type Operation } from '../platform/index.ts';
import { fileAnswerSchema } from '../platform/files/index.ts';
import { endCertificates } from './actions/certificates.ts';
import { joinByProof } from './actions/join-by-proof.ts';
import { organisationJobs } from './jobs.ts';
import { organisationOperations } from './operations.ts';
import type { OrganisationsParts } from './ports.ts';
import { judgePlace, type Node } from './rules/department-tree.ts';
import { domainsOfAddress, readDomain } from './rules/domain.ts';
import { organisationsPersonalData } from './personal-data.ts';
import { actorOf, centreWithPlans, personWith, prove } from './testing.ts';

let ground: TestGround;
let records: readonly string[] | undefined = [];
let ops: ReturnType<typeof organisationOperations>;
let parts: OrganisationsParts;
let operator: Call;

beforeAll(async () => {
  ground = await testGround();
  const { files } = testParts();
  parts = { reader: centreWithPlans, files, txtRecords: async () => records };
  ops = organisationOperations(parts);
  operator = callBy(actorOf(await personWith(ground, '春华', 'chunhua@example.com'), '春华', 'operator'));
});
afterAll(() => ground.close());

/** What is looked at in answers, whatever they are of. */
type Json = { id: string; kind?: string; revision: number; state: string; name: string; source: string; organisation: string; person?: string; next?: string; archived: boolean; record: { value: string }; items: Json[]; certificates: Json[] };
async function ok(operation: Operation, input: unknown, call = operator): Promise<Json> {
  const outcome = await invoke(ground, operation, call, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value as Json;
}
const refused = async (operation: Operation, input: unknown, call = operator) => {
  const outcome = await invoke(ground, operation, call, input);
  return outcome.ok ? 'done' : { code: outcome.refusal.code, fields: outcome.refusal.fields?.map(({ path, code }) => `${path} ${code}`) };
};
const any = (name: keyof typeof ops) => ops[name] as unknown as Operation;
let counter = 0;
const newOrganisation = async (more: object = {}) => ok(any('createOrganisation'), { name: `组织 ${counter++}`, ...more });

describe('an organisation', () => {
  test('is found by any part of its names, in Chinese too, and by nothing else', async () => {
    const { id } = await newOrganisation({ name: '杭州春风科技有限公司', aliases: ['Spring Breeze', '春风'] });
    for (const search of ['春风', '风科技', 'breeze', 'SPRING B', '州', '有限公司']) expect((await ok(any('listOrganisations'), { search })).items.map((one) => one.id)).toContain(id);
    for (const search of ['春科', '风春', 'breezy']) expect((await ok(any('listOrganisations'), { search })).items.map((one) => one.id)).not.toContain(id);
  });

  test('has a name of its own, however it is spaced or cased', async () => {
    await newOrganisation({ name: 'Acme Corp' });
    expect(await refused(any('createOrganisation'), { name: 'ａｃｍｅ  corp' })).toEqual({ code: 'invalid_input', fields: ['name name_taken'] });
  });

  test('is changed by its revision only, archived, and taken back', async () => {
    const { id, revision } = await newOrganisation();
    await ok(any('updateOrganisation'), { id, revision, note: '老客户' });
    expect(await refused(any('updateOrganisation'), { id, revision, note: 'x' })).toMatchObject({ code: 'stale_revision' });
    expect((await ok(any('archiveOrganisation'), { id })).state).toBe('archived');
    expect((await ok(any('restoreOrganisation'), { id })).state).toBe('active');
  });

  test('comes in pages without gaps or repetition', async () => {
    for (let index = 0; index < 7; index++) await newOrganisation({ name: `翻页 ${String.fromCharCode(65 + index)}` });
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await ok(any('listOrganisations'), { search: '翻页', limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map((one) => one.name));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(seen).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((letter) => `翻页 ${letter}`));
  });
});

describe('departments are a tree', () => {
  test('C6 and laws: no sequence of additions and moves makes a cycle or a tree that is too deep', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ moving: fc.option(fc.nat(19)), parent: fc.option(fc.nat(19)) }), { maxLength: 80 }), (steps) => {
        const tree: Node[] = [];
        for (const { moving, parent } of steps) {
          const to = parent === null ? null : (tree[parent]?.id ?? null);
          const node = moving === null ? undefined : tree[moving];
          if (judgePlace(tree, node?.id, to) !== undefined) continue;
          if (node === undefined) tree.push({ id: String(tree.length), parent: to, archived: false });
          else node.parent = to;
        }
        for (const node of tree) {
          let depth = 0;
          for (let at: Node | undefined = node; at !== undefined; at = tree.find(({ id }) => id === at?.parent)) {
            depth += 1;
            expect(depth).toBeLessThanOrEqual(departmentDepth);
          }
        }
      }),
    );
  });

  test('two moves at once cannot make a ring together', async () => {
    const { id: organisation } = await newOrganisation();
    const [a, b] = [await ok(any('createDepartment'), { organisation, name: 'A' }), await ok(any('createDepartment'), { organisation, name: 'B' })];
    const moves = await Promise.all([refused(any('updateDepartment'), { id: a.id, revision: 1, parent: b.id }), refused(any('updateDepartment'), { id: b.id, revision: 1, parent: a.id })]);
    expect(moves.filter((one) => one === 'done')).toHaveLength(1);
    expect(moves.filter((one) => one !== 'done')).toEqual([{ code: 'invalid_input', fields: ['parent department_cycle'] }]);
  });

  test('are archived when they hold nobody, and members of a branch are found from its top', async () => {
    const { id: organisation } = await newOrganisation();
    const top = await ok(any('createDepartment'), { organisation, name: '研发部' });
    const team = await ok(any('createDepartment'), { organisation, name: '前端组', parent: top.id });
    const member = await ok(any('addMember'), { organisation, account: { kind: 'email', value: 'xiaoman@example.com' }, department: team.id });
    expect(member).toMatchObject({ name: 'xiaoman', departmentName: '前端组', state: 'current' });
    expect(await refused(any('archiveDepartment'), { id: top.id })).toMatchObject({ code: 'still_referenced' });
    expect(await refused(any('archiveDepartment'), { id: team.id })).toMatchObject({ code: 'still_referenced' });
    expect((await ok(any('listMembers'), { organisation, department: top.id })).items).toHaveLength(1);
    await ok(any('removeMember'), { id: member.id });
    expect((await ok(any('archiveDepartment'), { id: team.id })).archived).toBe(true);
    expect(await refused(any('createDepartment'), { organisation, name: 'x', parent: team.id })).toEqual({ code: 'invalid_input', fields: ['parent department_parent_archived'] });
    expect((await ok(any('restoreDepartment'), { id: team.id })).archived).toBe(false);
  });

  test('of another organisation take no members', async () => {
    const [one, other] = [await newOrganisation(), await newOrganisation()];
    const foreign = await ok(any('createDepartment'), { organisation: other.id, name: '销售部' });
    expect(await refused(any('addMember'), { organisation: one.id, account: { kind: 'email', value: 'a@b.example' }, department: foreign.id })).toEqual({ code: 'invalid_input', fields: ['department department_unknown'] });
  });
});

describe('members', () => {
  test('named by an account wait for its owner, and are nobody’s until it is proven (D1)', async () => {
    const { id: organisation } = await newOrganisation();
    const waiting = await ok(any('addMember'), { organisation, account: { kind: 'email', value: 'Guyu+work@Example.com' }, name: '谷雨' });
    expect(waiting.person).toBeUndefined();
    const person = await personWith(ground, 'Gu Yu');
    await joinByProof(parts, ground.database, person, { now: ground.clock.now(), publish: async () => undefined });
    expect((await ok(any('listMemberships'), { person })).items).toEqual([]);
    await prove(ground, person, 'guyu+work@example.com');
    for (let again = 0; again < 2; again++) await joinByProof(parts, ground.database, person, { now: ground.clock.now(), publish: async () => undefined });
    expect((await ok(any('listMemberships'), { person })).items).toMatchObject([{ id: waiting.id, person, name: 'Gu Yu', organisation }]);
  });

  test('are in an organisation once, and removals are taken back', async () => {
    const { id: organisation } = await newOrganisation();
    const person = await personWith(ground, '秋实', 'qiushi@example.com');
    const member = await ok(any('addMember'), { organisation, person });
    expect(await refused(any('addMember'), { organisation, account: { kind: 'email', value: 'qiushi@example.com' } })).toEqual({ code: 'invalid_input', fields: ['account member_already'] });
    await ok(any('removeMember'), { id: member.id });
    const second = await ok(any('addMember'), { organisation, person });
    expect(await refused(any('restoreMember'), { id: member.id })).toMatchObject({ code: 'already_exists' });
    await ok(any('removeMember'), { id: second.id });
    expect((await ok(any('restoreMember'), { id: member.id })).state).toBe('current');
  });

  test('hold on half-open days of the centre', async () => {
    const { id: organisation } = await newOrganisation();
    const add = (value: string, days: object) => ok(any('addMember'), { organisation, account: { kind: 'email', value }, ...days });
    expect((await add('a@x.example', { from: '2026-11-18', until: '2026-11-19' })).state).toBe('current');
    expect((await add('b@x.example', { from: '2026-11-01', until: '2026-11-18' })).state).toBe('past');
    expect((await add('c@x.example', { from: '2026-11-19' })).state).toBe('future');
    expect(await refused(any('addMember'), { organisation, account: { kind: 'email', value: 'd@x.example' }, from: '2026-11-19', until: '2026-11-19' })).toEqual({ code: 'invalid_input', fields: ['until until_before_from'] });
  });

  test('who are erased leave nothing of themselves, and who are merged keep what both had', async () => {
    const { id: organisation } = await newOrganisation();
    const [one, other] = [await personWith(ground, '清明', 'qingming@example.com'), await personWith(ground, '立夏', 'lixia@example.com')];
    const member = await ok(any('addMember'), { organisation, person: one });
    const moved = await organisationsPersonalData.move(ground.database, one, other, { now: ground.clock.now() });
    expect((await ok(any('listMemberships'), { person: other })).items).toMatchObject([{ id: member.id }]);
    await organisationsPersonalData.moveBack(ground.database, moved, one, other);
    expect(JSON.stringify(await organisationsPersonalData.gather(ground.database, one))).toContain('清明');
    await organisationsPersonalData.erase(ground.database, one, { now: ground.clock.now(), secrets: ground.secrets });
    const { rows } = await sql<{ found: boolean }>`select exists (select 1 from organisation_member where name = '清明') as found`.execute(ground.database);
    expect(rows[0]?.found).toBe(false);
  });
});

describe('domains', () => {
  test('are proven by their TXT record, or by an operator’s word', async () => {
    const { id: organisation } = await newOrganisation();
    const domain = await ok(any('addDomain'), { organisation, domain: 'BREEZE.example' });
    records = ['v=spf1 -all'];
    expect(await refused(any('checkDomain'), { id: domain.id })).toEqual({ code: 'invalid_input', fields: ['domain domain_unproven'] });
    records = undefined;
    expect(await refused(any('checkDomain'), { id: domain.id })).toEqual({ code: 'invalid_input', fields: ['domain domain_unreachable'] });
    records = ['x', domain.record.value];
    expect(await ok(any('checkDomain'), { id: domain.id })).toMatchObject({ state: 'verified', how: 'dns' });
    const other = await ok(any('addDomain'), { organisation: (await newOrganisation()).id, domain: 'breeze.example' });
    expect(await refused(any('vouchForDomain'), { id: other.id })).toEqual({ code: 'invalid_input', fields: ['domain domain_taken'] });
  });

  test.each(['qq.com', 'gmail.com', 'localhost', '127.0.0.1', 'a b.example', '-x.example', 'http://x.example/y'])('%s is no domain of an organisation', (typed) => {
    expect(readDomain(typed, (text) => text).ok).toBe(false);
  });

  test('suggest or add who proves an address below them, as the organisation wishes; look-alikes do not', async () => {
    const join = async (joining: string, domain: string, address: string) => {
      const { id: organisation } = await newOrganisation({ domainJoining: joining });
      const { id } = await ok(any('addDomain'), { organisation, domain });
      await ok(any('vouchForDomain'), { id });
      const person = await personWith(ground, '处暑', address);
      await joinByProof(parts, ground.database, person, { now: ground.clock.now(), publish: async () => undefined });
      return (await ok(any('listMemberships'), { person })).items.map(({ state, source }) => `${source} ${state}`);
    };
    expect(await join('suggest', 'one.example', 'a@one.example')).toEqual(['domain suggested']);
    expect(await join('add', 'two.example', 'a@mail.two.example')).toEqual(['domain current']);
    expect(await join('off', 'three.example', 'a@three.example')).toEqual([]);
    expect(await join('add', 'four.example', 'a@notfour.example')).toEqual([]);
    expect(domainsOfAddress('a@b.c.d')).toEqual(['b.c.d', 'c.d']);
  });
});

describe('what was taken out of an organisation', () => {
  test('is listed with the day, the latest first, and comes back; certificates as long as their documents are kept, for who may check them', async () => {
    const { id: organisation } = await newOrganisation();
    const department = await ok(any('createDepartment'), { organisation, name: '旧部门' });
    const member = await ok(any('addMember'), { organisation, account: { kind: 'email', value: 'gone@example.com' } });
    const domain = await ok(any('addDomain'), { organisation, domain: 'gone-domain.example' });
    const certificate = await ok(any('submitCertificate'), { organisation, issuer: '发证机关', number: '77', document: { name: 'a.pdf', content: Buffer.from('%PDF-1.7 scan').toString('base64') } });
    const removed = async (call = operator) => (await ok(any('listRemovedOfOrganisation'), { organisation }, call)).items.map(({ kind, name }) => `${String(kind)} ${name}`);
    expect(await removed()).toEqual([]);
    await ok(any('archiveDepartment'), { id: department.id });
    ground.clock.advance(1000);
    await ok(any('removeMember'), { id: member.id });
    ground.clock.advance(1000);
    await ok(any('removeDomain'), { id: domain.id });
    ground.clock.advance(1000);
    await ok(any('removeCertificate'), { id: certificate.id });
    expect(await removed()).toEqual(['certificate 发证机关 · 77', 'domain gone-domain.example', 'member gone', 'department 旧部门']);
    for (const [name, { id }] of [['restoreDepartment', department], ['restoreMember', member], ['restoreDomain', domain]] as const) await ok(any(name), { id });
    expect(await removed()).toEqual(['certificate 发证机关 · 77']);
    ground.clock.advance(7 * 86_400_000);
    expect(await removed()).toEqual([]);
  });
});

describe('certificates', () => {
  const document = (text: string, name = '执照.pdf') => ({ name, content: Buffer.from(text).toString('base64') });
  const submit = async (more: object = {}) => ok(any('submitCertificate'), { organisation: (await newOrganisation()).id, issuer: '杭州市市场监督管理局', number: '91330100MA27', document: document('%PDF-1.7 scan'), ...more });

  test('are verified or rejected with a reason, and decisions are taken back', async () => {
    const { id, state } = await submit();
    expect(state).toBe('submitted');
    expect(await refused(any('decideCertificate'), { id, revision: 1, decision: 'rejected' })).toEqual({ code: 'invalid_input', fields: ['reason required'] });
    expect(await ok(any('decideCertificate'), { id, revision: 1, decision: 'rejected', reason: '看不清编号' })).toMatchObject({ state: 'rejected', reason: '看不清编号', decidedBy: '春华' });
    expect(await ok(any('decideCertificate'), { id, revision: 2, decision: 'submitted' })).toMatchObject({ state: 'submitted' });
    expect(await ok(any('decideCertificate'), { id, revision: 3, decision: 'verified' })).toMatchObject({ state: 'verified' });
  });

  test('are told to whoever sent them, in their language and with the reason, unless the decision was taken back or was their own', async () => {
    const wei = await personWith(ground, 'Wei', 'wei@example.com');
    await ground.open.pool.query("update person set language = 'en' where id = $1", [wei]);
    const { id: organisation } = await newOrganisation({ name: '寄件公司' });
    const { id } = await ok(any('submitCertificate'), { organisation, issuer: '市场监督管理局', number: '91330100', document: document('%PDF-1.7 scan') }, callBy(actorOf(wei, 'Wei', 'operator')));
    const run = async () => {
      for (const { job, data } of ground.enqueued.splice(0)) if (job === 'tellSubmitter') await organisationJobs(parts).tellSubmitter.run({ db: ground.database, now: ground.clock.now() } as never, data as never);
      return (await ground.open.pool.query<{ recipient: string; language: string; kind: string; body: { text: string } }>("select recipient, language, kind, body from mail where kind like 'certificate.%' order by id")).rows;
    };
    await ok(any('decideCertificate'), { id, revision: 1, decision: 'verified' });
    await ok(any('decideCertificate'), { id, revision: 2, decision: 'submitted' });
    expect(await run()).toEqual([]);
    await ok(any('decideCertificate'), { id, revision: 3, decision: 'rejected', reason: '看不清编号' });
    const [mail, ...rest] = await run();
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({ recipient: 'wei@example.com', language: 'en', kind: 'certificate.rejected' });
    expect(mail?.body.text).toMatch(/certificate of 寄件公司.*not accepted[^]*Reason: 看不清编号/);
    const own = await submit();
    await ok(any('decideCertificate'), { id: own.id, revision: 1, decision: 'verified' });
    expect(await run()).toHaveLength(1);
  });

  test('are said to end soon once, and end on the day after their last', async () => {
    const { id } = await submit({ validUntil: '2026-12-10' });
    await ok(any('decideCertificate'), { id, revision: 1, decision: 'verified' });
    const told: string[] = [];
    const look = (at: string) => endCertificates(parts, { db: ground.database, now: new Date(at), log: ground.log, signal: new AbortController().signal, publish: async (...events) => void told.push(...events.filter(({ subject }) => subject === id).map(({ name }) => `${at.slice(0, 10)} ${name}`)), afterCommit: () => undefined, step: async () => undefined as never });
    for (const day of ['2026-11-09', '2026-11-12', '2026-11-20', '2026-12-10', '2026-12-11', '2026-12-12']) await look(`${day}T02:00:00Z`);
    expect(told).toEqual(['2026-11-12 certificate.expiring', '2026-12-11 certificate.expired']);
  });

  test('B4: a page or a drawing that runs is no document, whatever it calls itself', async () => {
    const { id: organisation } = await newOrganisation();
    for (const text of ['<svg onload="alert(1)"/>', '<html><script>alert(1)</script>', 'MZ\u0090\u0000']) {
      expect(await refused(any('submitCertificate'), { organisation, issuer: 'x', number: '1', document: document(text, 'scan.pdf') })).toEqual({ code: 'invalid_input', fields: ['document document_kind'] });
    }
  });

  test('B8: a document is gone from who may no longer see it, and with its certificate, at once', async () => {
    const { id } = await submit();
    const read = async (call: Call) => refused(any('readCertificateDocument'), { id }, call);
    expect(fileAnswerSchema.parse(await ok(any('readCertificateDocument'), { id })).mediaType).toBe('application/pdf');
    const person = operator.actor;
    if (person.kind !== 'person') throw new Error('not a person');
    expect(await read({ ...operator, actor: { ...person, grants: [] } })).toMatchObject({ code: 'not_found' });
    expect(await read(callBy(actorOf(person.id, person.name, 'agent')))).toMatchObject({ code: 'not_found' });
    await ok(any('removeCertificate'), { id });
    expect(await read(operator)).toMatchObject({ code: 'not_found' });
    await ok(any('restoreCertificate'), { id });
    expect(await read(operator)).toBe('done');
  });

  test('and their documents are not shown to who may only read organisations', async () => {
    const { organisation } = await submit();
    const agent = callBy(actorOf(operator.actor.kind === 'person' ? operator.actor.id : '', '小满', 'agent'));
    expect((await ok(any('readOrganisation'), { id: organisation }, agent)).certificates).toEqual([]);
    expect((await ok(any('readOrganisation'), { id: organisation })).certificates).toHaveLength(1);
  });
});
