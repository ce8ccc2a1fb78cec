import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { homeOfSignedIn, returnPath } from './return-path.ts';

describe('where signing in leads', () => {
  test.each(['/console', '/console/channels', '/console/calendars/standard?year=2026', '/console/history?before=019a-1', '/advice?plan=websoft9%2Fpaid'])('to the page that was asked for: %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });

  test.each([
    '//evil.example', '///evil.example', '/\\evil.example', '\\/evil.example', '/\t/evil.example', '/\n/evil.example', '\t//evil.example', ' //evil.example',
    'https:evil.example', 'https://evil.example', 'https:/evil.example', 'HTTPS://evil.example', 'http://127.0.0.1@evil.example', '@evil.example', '/@evil.example', '.evil.example', 'evil.example',
    'javascript:alert(1)', 'data:text/html,x', '/%2f/evil.example', '/%5cevil.example', '/%09/evil.example', '/./console', '/../console', '/console/../../x', '/console//x', '/console/', '/Console', '/console;x', '/console#x', '/console?',
    '/console?to=//evil.example', '/console?next=https://evil.example', '/sign-out', '/sign-in?to=/console', '/set-up', '/api/v1/support-page', '', '/', `/${'a'.repeat(600)}`, null, undefined,
  ])('D6: never away from this site: %j', (wanted) => {
    expect(returnPath(wanted)).toBe(homeOfSignedIn);
  });

  test('D6: whatever is asked for, the answer stays on this origin and is written in one way', () => {
    const pieces = fc.constantFrom('/', '//', '\\', '@', ':', 'https:', 'evil.example', 'console', '.', '..', '%2f', '%5c', '\t', '\n', '?', '#', ';', '&', '=', 'x', '\u3002', '／', '\u0000', ' ');
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 12 }), (parts) => {
        const answer = returnPath(parts.join(''));
        const url = new URL(answer, 'https://own.example');
        expect(url.origin).toBe('https://own.example');
        expect(url.pathname + url.search).toBe(answer);
      }),
      { numRuns: 3000 },
    );
  });
});
