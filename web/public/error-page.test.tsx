import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { languages } from '../../common/contract/text.ts';
import { describeFailure, FailureView, type Failure } from './ErrorPage.tsx';
import { flawsOf, textOf } from './testing/html.ts';

const shown = (failure: Failure, language: (typeof languages)[number] = 'zh-CN') => renderToStaticMarkup(<FailureView failure={failure} language={language} path="/console" />);
/** What a loader throws, as the router hands it on. */
const thrown = (status: number, data: unknown) => ({ status, statusText: '', internal: false, data });

describe('a failed page', () => {
  test.each([401, 403, 404, 405, 413, 421, 429, 500, 503])('of status %s says in both languages what is wrong, leads back, and is not indexed', (status) => {
    const titles = languages.map((language) => {
      const html = shown({ status, requestId: 'r-1' }, language);
      expect(flawsOf(html)).toEqual([]);
      expect(html).toContain('href="/"');
      expect(html).toContain('content="noindex"');
      return textOf(html);
    });
    expect(new Set(titles).size).toBe(languages.length);
  });

  test('that is the program’s fault has a number to quote, others have none', () => {
    expect(textOf(shown({ status: 500, requestId: 'r-1' }))).toContain('r-1');
    expect(textOf(shown({ status: 404, requestId: 'r-1' }))).not.toContain('r-1');
  });

  test('for which one has to sign in leads there and back', () => {
    expect(shown({ status: 401 })).toContain('href="/sign-in?to=%2Fconsole"');
  });

  test('tells how long to wait when the problem knows it', () => {
    expect(textOf(shown({ status: 429, problem: { title: '操作太频繁，请在 30 秒后再试。' } }))).toContain('请在 30 秒后再试');
  });
});

describe('what was thrown', () => {
  test('a fault shows nothing of itself', () => {
    const failure = describeFailure(new Error('password=secret'), 'r-2');
    expect(failure).toEqual({ status: 500, requestId: 'r-2' });
    expect(shown(failure)).not.toContain('secret');
  });

  test('a problem keeps its own number', () => {
    expect(describeFailure(thrown(503, { title: 'away', requestId: 'r-3' }), 'r-2')).toMatchObject({ status: 503, requestId: 'r-3' });
    expect(describeFailure(thrown(404, null), undefined)).toEqual({ status: 404, problem: {}, setUp: false });
  });
});
