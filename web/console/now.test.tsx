import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter, RouterContextProvider } from 'react-router';
import { describe, expect, test } from 'vitest';
import { consoleForms } from '../../common/locales/console-forms/index.ts';
import { consoleMessages } from '../../common/locales/console/index.ts';
import { consoleWords } from '../../common/locales/console-words/index.ts';
import type { ExampleName } from '../../examples/read-examples.ts';
import { exampleCentre, supportPageOf } from '../channels/testing.ts';
import { pageContext, type PageContext } from '../page-context.ts';
import { textOf } from '../public/testing/html.ts';
import { TextProvider } from './text.tsx';
import TodayPage, { loader } from './TodayPage.tsx';

/** The first page of the console as it is drawn for a centre at an instant. */
async function todayText(name: ExampleName, at: string): Promise<string> {
  const context = new RouterContextProvider();
  const support = { ok: true, value: await supportPageOf(exampleCentre(name), { at }) };
  const ops = { readToday: () => Promise.resolve({ ok: true, value: { items: [], more: 0 } }), readSupportPage: () => Promise.resolve(support) };
  context.set(pageContext, { ops, language: 'zh-CN', now: new Date(at), actor: { kind: 'system', name: 'test' } } as unknown as PageContext);
  const page = { loaderData: await loader({ context } as unknown as Parameters<typeof loader>[0]) } as Parameters<typeof TodayPage>[0];
  const texts = { ...consoleMessages['zh-CN'], ...consoleForms['zh-CN'], ...consoleWords['zh-CN'] };
  return textOf(
    renderToStaticMarkup(
      <MantineProvider>
        <TextProvider language="zh-CN" timeZone="Asia/Shanghai" texts={texts}>
          <MemoryRouter><TodayPage {...page} /></MemoryRouter>
        </TextProvider>
      </MantineProvider>,
    ),
  );
}

describe('what visitors are told now', () => {
  test('names the standard answering hours where the centre states them', async () => {
    expect(await todayText('websoft9', '2026-06-10T10:00:00+08:00')).toContain('标准答复时间内');
    expect(await todayText('websoft9', '2026-06-14T10:00:00+08:00')).toContain('标准答复时间外');
  });

  test.each(['dingtalk', 'littleskin'] as const)('says nothing of standard hours that %s does not state', async (name) => {
    expect(await todayText(name, '2026-06-10T10:00:00+08:00')).not.toContain('标准答复时间');
  });
});
