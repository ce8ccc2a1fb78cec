import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startMessages } from '../../../common/locales/start/index.ts';
import { classifyDatabaseError, explainStartProblem, readDatabaseAddress, StartProblem, type StartProblemCode } from './index.ts';

const url = 'postgres://anna:s3cret%40word@db.example:6543/centre';

function databaseError(code: string, message = ''): Error {
  return Object.assign(new Error(message), { code });
}

describe('a start problem is one sentence with its cure', () => {
  const codes = Object.keys(startMessages.en) as StartProblemCode[];
  const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted();

  test.each(codes)('%s tells the same facts in both languages', (code) => {
    expect(placeholders(startMessages.en[code])).toEqual(placeholders(startMessages['zh-CN'][code]));
  });

  test('a port is written as typed, not grouped by thousands', () => {
    const problem = new StartProblem('port_busy', { port: 8080, other: 8081 });
    expect(explainStartProblem(problem, 'en')).toBe(
      'Port 8080 is in use by another program. Close that program, or choose another port: PORT=8081 npm start.',
    );
    expect(explainStartProblem(problem, 'zh-CN')).toBe('端口 8080 已被别的程序占用。请关掉那个程序，或换一个端口：PORT=8081 npm start。');
  });

  test('a folder name cannot write control codes or a second line to the terminal', () => {
    const sentence = explainStartProblem(new StartProblem('disk_full', { folder: '/a\n\u001B[2Jb\u202Ec' }), 'en');
    expect(sentence).toMatch(/^The disk that holds \/a \\u001b\[2Jb\\u202ec is full/);
  });
});

describe('an error of the given database becomes its problem', () => {
  test.each([
    ['the password is wrong', databaseError('28P01'), 'database_password_wrong'],
    ['a password is asked for and none given', new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'database_password_wrong'],
    ['pg_hba.conf refuses us', databaseError('28000'), 'database_refused'],
    ['there is no such database', databaseError('3D000'), 'database_missing'],
    ['the role may not create tables', databaseError('42501'), 'database_forbidden'],
    ['all connections are taken', databaseError('53300'), 'database_full'],
    ['it only reads', databaseError('25006'), 'database_read_only'],
    ['the host has no name', databaseError('ENOTFOUND'), 'database_unreachable'],
    ['nothing listens', new AggregateError([databaseError('ECONNREFUSED')], ''), undefined],
    ['nothing listens on either address', Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), 'database_unreachable'],
    ['it never answers', new Error('timeout expired'), 'database_unreachable'],
    ['the certificate is self-signed', databaseError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'database_encrypted'],
    ['it speaks no TLS', new Error('The server does not support SSL connections'), 'database_encrypted'],
    ['a statement of ours is wrong', databaseError('42601'), undefined],
  ])('when %s', (_situation, error, code) => {
    expect(classifyDatabaseError(error, url)?.code).toBe(code);
  });

  test.each([
    'postgres://anna:s3cret/word@db.example/centre',
    'postgres://anna:12?s3cret@db.example/centre',
    'postgres://anna:12#s3cret@db.example/centre',
    'postgres://anna:s3cret@db.example:port/centre',
    'mysql://anna:s3cret@db.example/centre',
    'anna:s3cret@db.example',
    '',
  ])('an address with a mistake (%s) is called that, and nothing of it is repeated', (wrong) => {
    const problem = classifyDatabaseError(new TypeError(`Invalid URL ${wrong}`), wrong);
    expect(problem?.code).toBe('database_url_invalid');
    expect(`${problem && explainStartProblem(problem, 'en')}${JSON.stringify(problem)}${String(problem?.cause)}`).not.toMatch(/s3cret/);
  });

  test('host, port, user and database are read; the query, which may hold secrets, is not', () => {
    expect(readDatabaseAddress(`${url}?sslmode=disable&options=s3cret`)).toEqual({ host: 'db.example', port: 6543, user: 'anna', database: 'centre' });
    expect(readDatabaseAddress('postgres:///centre?host=/run/postgresql&user=anna')).toMatchObject({ host: '/run/postgresql', database: 'centre' });
  });

  test('no password, whatever it is made of, is ever part of a sentence', () => {
    const codes = ['28P01', '28000', '3D000', '42501', '53300', 'ENOTFOUND', 'DEPTH_ZERO_SELF_SIGNED_CERT'];
    const password = fc.string({ unit: fc.constantFrom('Q', 'Z', '7', '@', '/', '?', '#', ':', '%', '[', ' '), minLength: 4, maxLength: 12 }).filter((text) => /[QZ7]{3}/.test(text));
    fc.assert(
      fc.property(password, fc.constantFrom(...codes), fc.boolean(), (secret, code, escaped) => {
        const address = `postgres://anna:${escaped ? encodeURIComponent(secret) : secret}@db.example/centre`;
        const problem = classifyDatabaseError(databaseError(code, `cannot use ${address}`), address);
        const said = problem ? explainStartProblem(problem, 'en') + explainStartProblem(problem, 'zh-CN') : '';
        expect(said).not.toMatch(/[QZ7]{3}/);
      }),
    );
  });
});
