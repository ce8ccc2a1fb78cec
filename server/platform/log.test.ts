import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLog, errorText, visible, type LogFields } from './log.ts';

function lineOf(fields: LogFields, event = 'something.happened', base: LogFields = {}): string {
  const lines: string[] = [];
  createLog('debug', (line) => lines.push(line), base).info(event, fields);
  return lines.join('\n');
}

const escape = '\u001b';

describe('E5: nothing in a log line is obeyed by a terminal', () => {
  test.each([
    ['a colour or a moved cursor (ESC)', `${escape}[31mred`],
    ['a new window title (OSC)', `${escape}]0;owned\u0007`],
    ['one byte that means ESC [ (C1)', '\u009b31m'],
    ['an overwritten line (CR)', 'paid\rfree'],
    ['a forged line (LF)', 'x\n{"level":"error","event":"forged"}'],
    ['a line end of Unicode', 'x\u2028y'],
    ['text turned around', 'user\u202etxt.exe'],
    ['a mark that hides', 'a\u200fb\ufeffc'],
  ])('%s comes out escaped, as a value, as a name, as an event and in an error', (_what, text) => {
    const line = lineOf({ name: text, [text]: 1, list: [text], error: new Error(text) }, text, { from: text });
    expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/u);
    expect(JSON.parse(line)).toMatchObject({ level: 'info', name: visible(text) });
  });

  test('any text at all stays on one line that parses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.jsonValue(), (text, value) => {
        const line = lineOf({ text, value }, text);
        expect(line.split(/[\n\r\u2028\u2029]/)).toHaveLength(1);
        expect(JSON.parse(line)).toHaveProperty('event');
      }),
    );
  });

  test('a field cannot pretend to be the level, the time or the event', () => {
    const line = JSON.parse(lineOf({ level: 'error', event: 'forged', time: 'never' })) as Record<string, string>;
    expect({ level: line['level'], event: line['event'], time: line['time']?.slice(0, 2) }).toEqual({ level: 'info', event: 'something.happened', time: '20' });
  });
});

describe('a secret does not reach the log', () => {
  const canary = 'canary7Jq2LxP0';
  class Fault extends Error {
    readonly code = '28P01';
    readonly detail = `Key (token)=(${canary})`;
    readonly parameters = [canary];
  }
  test.each<[string, LogFields]>([
    ['under a name that says so', { password: canary, apiKey: canary, 'set-cookie': canary, Authorization: canary, sessionToken: canary, privateKey: canary }],
    ['deep inside', { request: { headers: { cookie: canary, authorization: `Bearer ${canary}` } } }],
    ['in a list under such a name', { tokens: [canary] }],
    ['in a connection address', { url: `postgres://lichun:${canary}@db:5432/x` }],
    ['in a URL object', { url: new URL(`https://someone:${canary}@host/path?token=${canary}`) }],
    ['in a query', { path: `/set-up?token=${canary}&lang=en` }],
    ['behind a hash', { path: `/set-up#token=${canary}` }],
    ['in a header line', { text: `authorization: Bearer ${canary}` }],
    ['in a cookie line', { text: `lang=en; lichun_session=${canary}; x=1` }],
    ['in words of a driver', { text: `host=db password=${canary} user=x` }],
    ['in JSON inside text', { text: `{"password":"${canary}"}` }],
    ['in an error, its cause and its companions', { error: new AggregateError([new Error(`password=${canary}`)], `token: ${canary}`, { cause: new Fault(`secret=${canary}`) }) }],
    ['in bytes', { body: Buffer.from(canary) }],
  ])('%s', (_where, fields) => {
    const line = lineOf(fields);
    expect(line).not.toContain(canary);
    expect(JSON.parse(line)).toHaveProperty('event', 'something.happened');
  });

  test('what is no secret stays readable', () => {
    const line = lineOf({ error: new Error('password authentication failed for user "lichun"'), path: '/channels?lang=en', at: new Date('2026-02-04T00:00:00Z'), count: 3n });
    expect(JSON.parse(line)).toMatchObject({ error: { message: 'password authentication failed for user "lichun"' }, path: '/channels?lang=en', at: '2026-02-04T00:00:00.000Z', count: '3' });
  });

  test('an error for operators is one short line', () => {
    expect(errorText(new TypeError(`no\nway: token=${canary} ${'x'.repeat(9000)}`))).toMatch(/^TypeError: no\\u000away: token=••• x{400,}$/);
    expect(errorText('plain')).toBe('plain');
  });
});

describe('the log survives what it is given', () => {
  test('circles, failing getters and crowds are cut short', () => {
    const circle: Record<string, unknown> = { many: Array.from({ length: 10_000 }, () => 'x'.repeat(10_000)) };
    circle['self'] = circle;
    const trap = Object.defineProperty({}, 'trap', { enumerable: true, get: () => { throw new RangeError('no'); } });
    expect(JSON.parse(lineOf({ trap, run: () => 1, map: new Map([['token', 'x']]) }))).toMatchObject({ trap: { trap: 'unreadable: RangeError' }, map: { token: '•••' } });
    const line = lineOf({ circle });
    expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'something.happened' });
    expect(line.length).toBeLessThan(70_000);
  });

  test('levels below the chosen one are not written', () => {
    const lines: string[] = [];
    const log = createLog('warn', (line) => lines.push(line)).with({ part: 'test' });
    log.debug('no');
    log.info('no');
    log.error('yes');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 'error', event: 'yes', part: 'test' }]);
  });
});
