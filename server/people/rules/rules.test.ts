import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityKinds } from '../../../common/contract/people.ts';
import { permissions, roleNames, grantsThatAllow, type Grant } from '../../../common/contract/rights.ts';
import { accountOf } from '../account.ts';
import { canonicalEmail, mailboxOf } from './canonical-email.ts';
import { explainRights } from './explain-rights.ts';
import { mayGive } from './giving.ts';
import { mailProviders } from './mail-providers.ts';
import { readSearch, searchTokens } from './search-tokens.ts';

const typedText = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.emailAddress(), fc.tuple(fc.string({ maxLength: 12 }), fc.constantFrom(...mailProviders.flatMap(({ domains }) => domains), 'qq.com', '例子.中国')).map(([name, domain]) => `${name}@${domain}`), fc.stringMatching(/^[+0-9 ()-]{3,20}$/), fc.stringMatching(/^@?[A-Za-z0-9_]{1,20}$/));
const issuerFor = (kind: string) => (kind === 'oidc' || kind === 'product_uid' ? 'https://id.example' : '');

describe('the form in which accounts are compared', () => {
  test('law: it is its own form, and what was typed is kept letter by letter', () => {
    fc.assert(fc.property(fc.constantFrom(...identityKinds), typedText, (kind, typed) => {
      const read = accountOf(kind, typed, issuerFor(kind));
      if (!read.ok) return;
      expect(read.account.typed).toBe(typed);
      const again = accountOf(kind, read.account.canonical, issuerFor(kind));
      expect(again.ok && again.account.canonical).toBe(read.account.canonical);
    }), { numRuns: 3000 });
  });

  test('law: case, width and invisible characters of an address never make another account', () => {
    const wide = (text: string) => [...text].map((character) => (character > ' ' && character <= '~' ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0) : character)).join('');
    fc.assert(fc.property(fc.emailAddress(), (address) => {
      if (mailboxOf(address) === undefined) return;
      expect(canonicalEmail(address.toUpperCase())).toBe(canonicalEmail(address));
      expect(canonicalEmail(wide(address))).toBe(canonicalEmail(address));
      expect(canonicalEmail(`\u200B${address}\uFEFF `)).toBe(canonicalEmail(address));
    }), { numRuns: 1000 });
  });

  test('law: mail goes to the name that was typed; labels and dots are never taken off on the way', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9]{1,8}(\.[a-z0-9]{1,5})?(\+[a-z0-9]{1,6})?$/), fc.constantFrom('gmail.com', 'outlook.com', 'qq.com', 'example.com'), (name, domain) => {
      expect(mailboxOf(`${name}@${domain}`)).toBe(`${name}@${domain}`);
    }));
  });

  test.each([
    ['A.B+news@Gmail.com', 'ab@gmail.com'], ['ab@googlemail.com', 'ab@gmail.com'], ['a.b+x@outlook.com', 'a.b@outlook.com'], ['a+x@icloud.com', 'a@icloud.com'],
    ['a+x@qq.com', 'a+x@qq.com'], ['a.b@163.com', 'a.b@163.com'], ['a+x@company.cn', 'a+x@company.cn'], ['a@hotmail.com', 'a@hotmail.com'], ['+x@gmail.com', '+x@gmail.com'],
    ['chun@例子.中国', 'chun@xn--fsqu00a.xn--fiqs8s'], ['x@EXAMPLE.com.', 'x@example.com'], ['ａ＠ｑｑ．ｃｏｍ', 'a@qq.com'],
  ])('%s is compared as %s', (typed, canonical) => {
    expect(canonicalEmail(typed)).toBe(canonical);
  });

  test('a name that only looks alike is another mailbox: ı is not i', () => {
    expect(canonicalEmail('adm\u0131n@example.com')).not.toBe(canonicalEmail('admin@example.com'));
  });

  test.each(['"a@victim.test x"@evil.test', 'a@b', 'a b@example.com', 'a@[127.0.0.1]', 'a@127.0.0.1', 'a(comment)@example.com', '<a@example.com>', 'a@exa mple.com', 'a@example.com/..', '@example.com', 'a..b@example.com', 'a,b@example.com', 'a@example.com\r\nBcc: x'])('A11: %s is no address', (typed) => {
    expect(mailboxOf(typed)).toBeUndefined();
  });

  test('a name of digits and a number are not the same account', () => {
    const [number, name] = [accountOf('github', '583231'), accountOf('github', '@583231')];
    expect([number.ok && number.account.canonical, name.ok && name.account.canonical]).toEqual(['583231', '@583231']);
  });

  test.each([['138 0013 8000', '+8613800138000'], ['+86-138-0013-8000', '+8613800138000'], ['0086 13800138000', '+8613800138000'], ['0731-8957 2759', '+8673189572759'], ['+852 2345 6789', '+85223456789']])('the number %s is compared as %s', (typed, canonical) => {
    const read = accountOf('phone', typed);
    expect(read.ok && read.account.canonical).toBe(canonical);
  });

  test('an OIDC subject counts letter by letter, a UID keeps its case', () => {
    const [oidc, uid] = [accountOf('oidc', 'AbC', 'https://id.example'), accountOf('product_uid', ' ＡbC ', 'littleskin')];
    expect([oidc.ok && oidc.account.canonical, uid.ok && uid.account.canonical]).toEqual(['AbC', 'AbC']);
  });
});

describe('searching', () => {
  test('law: everyone is found by the whole of their name, and by every part of a Han name', () => {
    const name = fc.oneof(fc.stringMatching(/^[一-龥]{2,6}$/), fc.stringMatching(/^[A-Za-z]{3,12} [A-Za-z]{3,12}$/));
    const finds = (tokens: string[], text: string) => (readSearch(text) ?? []).every(({ text: wanted, prefix }) => tokens.some((token) => (prefix ? token.startsWith(wanted) : token === wanted)));
    fc.assert(fc.property(name, fc.nat(10), fc.nat(10), (text, start, length) => {
      const tokens = searchTokens(text, []);
      expect(finds(tokens, text)).toBe(true);
      const part = text.slice(start % text.length, (start % text.length) + 1 + length);
      expect(!/^[一-龥]{1,10}$/.test(part) || finds(tokens, part)).toBe(true);
    }));
  });
});

describe('giving rights', () => {
  const scope = fc.constantFrom({ kind: 'centre' as const }, { kind: 'fleet' as const, key: 'main' }, { kind: 'fleet' as const, key: 'cafe' }, { kind: 'team' as const, key: 'night' });
  const grant: fc.Arbitrary<Grant> = fc.record({ role: fc.constantFrom(...roleNames), scope });

  test('D3, law: nobody gives what they could not do themselves', () => {
    fc.assert(fc.property(fc.array(grant, { maxLength: 4 }), grant, (own, wanted) => {
      const gained = permissions.filter((permission) => grantsThatAllow([wanted], permission, wanted.scope).length > 0);
      const lacking = gained.filter((permission) => grantsThatAllow(own, permission, wanted.scope).length === 0);
      expect(mayGive(own, wanted) ? lacking : []).toEqual([]);
    }), { numRuns: 500 });
  });

  test('an operator of a fleet gives roles there and nowhere else', () => {
    const own: Grant[] = [{ role: 'operator', scope: { kind: 'fleet', key: 'main' } }];
    expect(mayGive(own, { role: 'moderator', scope: { kind: 'fleet', key: 'main' } })).toBe(true);
    expect(mayGive(own, { role: 'moderator', scope: { kind: 'fleet', key: 'cafe' } })).toBe(false);
    expect(mayGive(own, { role: 'agent', scope: { kind: 'centre' } })).toBe(false);
    expect(mayGive([{ role: 'agent', scope: { kind: 'centre' } }], { role: 'agent', scope: { kind: 'centre' } })).toBe(false);
  });

  test('law: a right is explained exactly by the grants that allow it', () => {
    fc.assert(fc.property(fc.array(grant, { maxLength: 5 }), scope, (own, place) => {
      for (const { permission, where, because } of explainRights(own)) {
        const allowed = grantsThatAllow(own, permission, place).length > 0;
        expect(allowed).toBe(where === 'everywhere' || where.some((one) => JSON.stringify(one) === JSON.stringify(place)));
        expect(because.length > 0).toBe(where === 'everywhere' || where.length > 0);
      }
    }));
  });
});
