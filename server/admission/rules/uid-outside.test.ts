import { describe, expect, test } from 'vitest';
import { fieldAt, pointersIn, readUidAnswer } from './uid-answer.ts';
import { fillAddress, fillField, templateProblem } from './uid-request.ts';

const lower = (email: string) => email.toLowerCase();
const match = { mode: 'match' as const, matchPath: '/match', matchValues: ['true', 'yes'], emailPath: undefined, absentStatuses: [404], absentPath: '/code', absentValues: ['-1'] };
const lookUp = { ...match, mode: 'look_up' as const, matchPath: undefined, emailPath: '/data/email' };
const reply = (json: unknown, status = 200) => ({ status, json, isJson: json !== undefined });
const said = (how: typeof match | typeof lookUp, json: unknown, status = 200) => readUidAnswer(how, reply(json, status), ['chunhua@example.com'], lower).answer;

describe('what a product says of a UID', () => {
  test('a product that compares says yes or no', () => {
    expect([said(match, { match: true }), said(match, { match: 'yes' }), said(match, { match: false }), said(match, { match: 'maybe' })]).toEqual(['proven', 'proven', 'exists', 'exists']);
  });

  test('an address is compared as people are known by it', () => {
    expect([said(lookUp, { data: { email: 'Chunhua@Example.com' } }), said(lookUp, { data: { email: 'other@example.com' } }), said(lookUp, { data: { email: ['x@example.com', 'chunhua@example.com'] } })]).toEqual(['proven', 'exists', 'proven']);
  });

  test('a product that tells no address says only that there is one', () => {
    expect(readUidAnswer(lookUp, reply({ data: {} }), ['chunhua@example.com'], lower)).toEqual({ answer: 'exists', reason: 'field_missing' });
  });

  test('there is none: by status, or by what a field says', () => {
    expect([said(match, undefined, 404), said(match, { code: -1 }), said(lookUp, { code: '-1', data: { email: 'chunhua@example.com' } })]).toEqual(['unknown', 'unknown', 'unknown']);
    expect(readUidAnswer({ ...lookUp, absentPath: '/data', absentValues: [] }, reply({ data: null }), [], lower).answer).toBe('unknown');
  });

  test.each([[500], [502], [429], [401], [403], [301], [302], [304]])('status %s tells nothing', (status) => {
    expect(said(match, { match: true }, status)).toBe('could_not_ask');
  });

  test('what is no JSON, and what has no such field, tells nothing', () => {
    expect(readUidAnswer(match, { status: 200, json: undefined, isJson: false }, [], lower).reason).toBe('not_json');
    expect(readUidAnswer(match, reply({ matched: true }), [], lower)).toEqual({ answer: 'could_not_ask', reason: 'field_missing' });
    expect(said(match, { match: { match: true } })).toBe('could_not_ask');
  });

  test('F3: a path reaches what the answer has, and nothing that every object inherits', () => {
    expect(['/__proto__', '/constructor/name', '/toString', '/a/length', '/list/-1', '/list/01'].map((path) => fieldAt({ a: 'xyz', list: [1] }, path))).toEqual(Array(6).fill(undefined));
    expect([fieldAt({ 'a/b': { '~': 1 } }, '/a~1b/~0'), fieldAt([{ x: 2 }], '/0/x')]).toEqual([1, 2]);
  });

  test('who sets it up is told where the answer has fields, never what they hold', () => {
    expect(pointersIn({ code: 0, data: { email: 'secret@example.com', roles: ['a', 'b', 'c'] } })).toEqual(['/code', '/data/email', '/data/roles/0', '/data/roles/1']);
  });
});

describe('an address with a UID in it', () => {
  test.each([
    ['a/../../admin?x=1#y', 'https://p.example/u/a%2F..%2F..%2Fadmin%3Fx%3D1%23y?e=b%40c'],
    ['..', 'https://p.example/u/%252E%252E?e=b%40c'],
    ['1@evil.example', 'https://p.example/u/1%40evil.example?e=b%40c'],
    ['{email}', 'https://p.example/u/%7Bemail%7D?e=b%40c'],
    ['\r\nHost: evil', 'https://p.example/u/%0D%0AHost%3A%20evil?e=b%40c'],
  ])('%j stays one piece of text', (uid, address) => {
    expect(fillAddress('https://p.example/u/{uid}?e={email}', { uid, email: 'b@c' })).toBe(address);
    expect(new URL(address).pathname.startsWith('/u/')).toBe(true);
  });

  test('a field of a body is filled once: what is filled in is filled in no more', () => {
    expect(fillField('{email}/{uid}', { uid: '7', email: '{uid}' })).toBe('{uid}/7');
  });

  test.each([
    ['https://{uid}.p.example/', 'web_address_or_place'],
    ['https://p.example/{uid}#{email}', 'template_place'],
    ['https://p.example:{uid}/', 'web_address_or_place'],
    ['https://{uid}@p.example/', 'template_place'],
    ['ftp://p.example/{uid}', 'web_address'],
    ['javascript:{uid}', 'web_address'],
    ['https://p.example/{uid}/{constructor}', 'template_placeholder'],
    ['https://p.example/{uid}/{}', 'template_placeholder'],
  ])('%s is refused', (template, code) => {
    const problem = templateProblem(template, { needsEmail: false });
    expect(code === 'web_address_or_place' ? ['web_address', 'template_place'] : [code]).toContain(problem);
  });

  test('a product that compares has to be told the address', () => {
    expect(templateProblem('https://p.example/{uid}', { needsEmail: true })).toBe('template_email');
    expect(templateProblem('https://p.example/{uid}?e={email}', { needsEmail: true })).toBeUndefined();
  });
});
