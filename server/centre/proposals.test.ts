import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '../../test/harness/operations.ts';
import { given, refused, testCentre, type TestCentre } from './testing.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await testCentre('websoft9');
});
afterAll(() => centre.close());

const visitor = (network: string) => centre.opsBy({ kind: 'anonymous', network }, { language: 'en' });

describe('a proposal', () => {
  test('reaches the operators with everything that the visitor wrote', async () => {
    const { id } = given(await visitor('198.51.100.1').submitProposal({ kind: 'wrong', text: ' 电话号码少了一位 ', contact: 'lichun@example.com', page: '/#phone' }));
    const page = given(await centre.ops.listProposals({ status: 'open' }));
    expect(page).toEqual({
      open: 1,
      items: [{ id, kind: 'wrong', text: '电话号码少了一位', contact: 'lichun@example.com', page: '/#phone', language: 'en', createdAt: '2026-11-18T02:00:00.000Z', status: 'open' }],
    });
    expect(given(await centre.ops.readToday({})).items).toContainEqual({ code: 'proposals_open', count: 1 });
    expect(refused(await centre.opsBy(anonymous).listProposals({})).code).toBe('sign_in_required');
  });

  test('is decided once, with name and time, and the decision can be taken back', async () => {
    const { id } = given(await visitor('198.51.100.2').submitProposal({ kind: 'missing', text: '缺一个飞书群' }));
    const done = given(await centre.ops.resolveProposal({ id, status: 'done', note: '已补上' }));
    expect(done).toMatchObject({ status: 'done', note: '已补上', handledBy: 'command line', handledAt: '2026-11-18T02:00:00.000Z' });
    expect(given(await centre.ops.resolveProposal({ id, status: 'done', note: '已补上' }))).toEqual(done);
    const open = given(await centre.ops.resolveProposal({ id, status: 'open' }));
    expect(open).toMatchObject({ id, status: 'open' });
    expect(Object.keys(open)).not.toContain('handledBy');
    const history = given(await centre.ops.listAudit({ subjectKind: 'proposal', subjectKey: id })).items;
    expect(history.map(({ before, after }) => [before, after])).toEqual(expect.arrayContaining([[{ status: 'open' }, { status: 'done', note: '已补上' }], [{ status: 'done', note: '已补上' }, { status: 'open' }]]));
    expect(history).toHaveLength(2);
  });

  test('can be made five times in ten minutes from one network', async () => {
    const outcomes = [];
    for (let count = 0; count < 6; count += 1) outcomes.push(await visitor('203.0.113.9').submitProposal({ kind: 'other', text: `第 ${count} 条` }));
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false]);
    expect(refused(outcomes[5]!)).toEqual({ code: 'too_many_requests', parameters: { seconds: 600 } });
    expect((await visitor('203.0.113.10').submitProposal({ kind: 'other', text: '别处' })).ok).toBe(true);
  });

  test('that is empty, too long or full of control characters names its field', async () => {
    const wrong = async (input: object) => refused(await visitor(`192.0.2.${Math.floor(Object.keys(input).length)}`).submitProposal({ kind: 'other', text: 'x', ...input })).fields?.map(({ path }) => path);
    expect(await wrong({ text: '  ' })).toEqual(['text']);
    expect(await wrong({ text: 'x'.repeat(2001) })).toEqual(['text']);
    expect(await wrong({ text: 'a\u001b[31m', contact: 'y'.repeat(201) })).toEqual(['text', 'contact']);
  });

  test('is found page by page, latest first, none twice', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = given(await centre.ops.listProposals({ limit: 3, ...(cursor === undefined ? {} : { cursor }) }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
    expect(seen).toHaveLength(given(await centre.ops.listProposals({ limit: 100 })).items.length);
    expect(refused(await centre.ops.listProposals({ limit: 101 })).code).toBe('invalid_input');
  });
});
