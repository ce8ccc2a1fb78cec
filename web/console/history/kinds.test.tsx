import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RouterContextProvider } from 'react-router';
import { describe, expect, test } from 'vitest';
import { auditKindNames } from '../../../common/contract/audit.ts';
import { sectionNames } from '../../../common/contract/centre.ts';
import { pageContext } from '../../page-context.ts';
import { loader } from '../HistoryPage.tsx';
import { kindGroups, pageOfSubject } from './kinds.ts';

const server = path.join(import.meta.dirname, '../../../server');
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\.deep\.ts$|testing/.test(file));
const written = new Set(sources.flatMap((file) => [...readFileSync(path.join(server, file), 'utf8').matchAll(/subjectKind: '(\w+)'/g)].map(([, kind]) => kind ?? '')));

/** What the page reads for an address. */
async function read(query: string) {
  const asked: unknown[] = [];
  const context = new RouterContextProvider();
  const listAudit = async (input: unknown) => {
    asked.push(input);
    return { ok: true, value: { items: [] } };
  };
  context.set(pageContext, { ops: { listAudit }, language: 'zh-CN', now: new Date('2026-11-18T02:00:00Z'), timeZone: 'Asia/Shanghai', actor: { kind: 'system', name: 'test' } } as never);
  const { section } = await loader({ context, request: new Request(`http://localhost/console/history?${query}`) } as never);
  return { section, asked };
}

describe('the change history', () => {
  test('can be narrowed to everything that the program writes into it, each by its name', () => {
    const known: readonly string[] = [...sectionNames, 'settings', ...auditKindNames];
    expect(written.size).toBeGreaterThan(40);
    expect([...written].filter((kind) => !known.includes(kind))).toEqual([]);
    for (const language of ['zh-CN', 'en'] as const) {
      const offered = kindGroups(language).flatMap(({ kinds }) => kinds);
      expect(offered.map(({ value }) => value)).toEqual(auditKindNames);
      expect(new Set(offered.map(({ label }) => label)).size).toBe(offered.length);
    }
  });

  test.each([
    ['section=person&entry=01890000', { section: 'person', asked: [{ subjectKind: 'person', subjectKey: '01890000', limit: 30 }] }],
    ['section=sign_in_provider', { section: 'sign_in_provider', asked: [{ subjectKind: 'sign_in_provider', limit: 30 }] }],
    ['section=settings', { section: 'settings', asked: [{ subjectKind: 'settings', limit: 30 }] }],
    ['section=nothing-of-ours', { section: '', asked: [{ limit: 30 }] }],
  ])('asked with %s shows that', async (query, shown) => expect(await read(query)).toEqual(shown));

  test('leads to the page of a person, and nowhere for what has none', () => {
    expect(pageOfSubject({ kind: 'person', key: '01890000' })).toBe('/console/people/01890000');
    expect(pageOfSubject({ kind: 'seat', key: '01890000' })).toBeUndefined();
    expect(pageOfSubject({ kind: 'constructor', key: 'x' })).toBeUndefined();
  });
});
