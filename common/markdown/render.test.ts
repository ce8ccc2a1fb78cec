import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSafeAddress, markdownLimit, renderMarkdown } from './index.ts';

const unescape = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

/** Every tag of rendered HTML with its attributes. */
function tagsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^<>]*)?)>/gi)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries([...rest.matchAll(/([a-z-]+)="([^"]*)"/gi)].map(([, attribute = '', value = '']) => [attribute, unescape(value)])),
  }));
}

const harmless = new Set(['p', 'a', 'em', 'strong', 's', 'ul', 'ol', 'li', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code', 'hr', 'br', 'table', 'thead', 'tbody', 'tr', 'th', 'td']);

/** What in rendered HTML could do harm: tags, attributes and addresses that are not on the list. */
function dangersIn(html: string): string[] {
  return tagsOf(html).flatMap(({ name, attributes }) => [
    ...(harmless.has(name) ? [] : [name]),
    ...Object.keys(attributes).filter((attribute) => !['href', 'rel', 'start'].includes(attribute)),
    ...('href' in attributes && !['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(attributes['href'] ?? '', 'bad://relative').protocol) ? [String(attributes['href'])] : []),
  ]);
}

const schemes = fc.constantFrom('javascript', 'JaVaScRiPt', 'data', 'vbscript', 'file', 'blob', 'about', 'ftp', 'filesystem', 'view-source', 'intent', 'weixin', 'jar', 'ws', 'livescript', 'mocha');
const noise = fc.constantFrom('', ' ', '\t', '\n', '\u0000', '\u0001', '\u00A0', '\u200B', '\uFEFF', '\u2028', '&Tab;', '&NewLine;', '&#9;', '&#x0A;', '&#0000001', '%0A', '%09', '\\', '/', '//', '&colon;', '&#58;', '：');
const body = fc.constantFrom('alert(1)', '//alert(1)', '//%0aalert(1)', 'text/html,<script>alert(1)</script>', 'text/html;base64,PHNjcmlwdD4=', '&#97;lert(1)', 'https://good.example', '//@evil.example');

/** A hostile address: a scheme cut into pieces with noise between them, perhaps with every letter as an entity. */
const hostile = fc
  .tuple(noise, schemes, fc.integer({ min: 0, max: 12 }), noise, fc.constantFrom(':', '&colon;', '&#58;', '&#x3a;', '%3A', '：', ':\t'), body, fc.constantFrom('plain', 'decimal', 'hexadecimal'))
  .map(([before, scheme, at, inside, colon, rest, writing]) => {
    const cut = scheme.slice(0, at) + inside + scheme.slice(at);
    const written = writing === 'plain' ? cut : [...cut].map((letter) => (writing === 'decimal' ? `&#${letter.codePointAt(0)};` : `&#x${letter.codePointAt(0)?.toString(16)}`)).join('');
    return before + written + colon + rest;
  });

const placed = (address: fc.Arbitrary<string>) =>
  fc.tuple(address, fc.constantFrom('[t](', '![t](', '[t](<', '![t](<', '<', '[![t](', '[t]: ', 'refer')).map(([text, opening]) => {
    if (opening === '<') return `<${text}>`;
    if (opening.endsWith('<')) return `${opening}${text}>)`;
    if (opening === '[![t](') return `[![t](${text})](${text} "title")`;
    if (opening === '[t]: ') return `[t]\n\n[t]: ${text}`;
    if (opening === 'refer') return `![t][r] [r]\n\n[r]: <${text}> 'x'`;
    return `${opening}${text})`;
  });

describe('Markdown', () => {
  test('B13: only http(s), mailto and tel survive, whatever scheme, entity, whitespace or letter case is tried', () => {
    fc.assert(fc.property(placed(hostile), (text) => {
        expect(dangersIn(renderMarkdown(text))).toEqual([]);
      }), { numRuns: 2000 });
  });

  test('B13: no text becomes a tag, an attribute or an address that is not on the list', () => {
    const parts = fc.constantFrom('<script>', '<img src=x onerror=alert(1)>', '"', "'", '](', '![', '[', ')', '<', '>', '`', '\n', '    ', '|', '-', '* ', 'javascript:', 'https://a.example/', '&lt;', '\\', '#', '好');
    fc.assert(fc.property(fc.array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 40 }), (words) => {
        expect(dangersIn(renderMarkdown(words.join('')))).toEqual([]);
      }), { numRuns: 1000 });
  });

  test('B13: 223 hostile fragments of others stay text', ({ skip }) => {
    const file = new URL('../../../shared/conformance/xss/dompurify-payloads.json', import.meta.url);
    if (!existsSync(file)) {
      console.log('skipped: ../shared/conformance/xss is not here');
      skip();
    }
    const fragments = JSON.parse(readFileSync(file, 'utf8')) as { payload?: string }[];
    expect(fragments.length).toBeGreaterThan(200);
    const placed = fragments.flatMap(({ payload = '' }) => [payload, `[x](${payload}) ![y](<${payload.replaceAll('\n', ' ')}>)`]);
    expect(placed.flatMap((text) => dangersIn(renderMarkdown(text)))).toEqual([]);
  });

  test.each([
    ['[a](https://a.example/x?y=1&z=2)', '<p><a href="https://a.example/x?y=1&amp;z=2" rel="noopener nofollow">a</a></p>\n'],
    ['[写信](mailto:help@a.example)', '<p><a href="mailto:help@a.example" rel="noopener nofollow">写信</a></p>\n'],
    ['[打电话](tel:+86-731-8957)', '<p><a href="tel:+86-731-8957" rel="noopener nofollow">打电话</a></p>\n'],
    ['<https://a.example>', '<p><a href="https://a.example" rel="noopener nofollow">https://a.example</a></p>\n'],
    ['[a](/relative)', '<p>[a](/relative)</p>\n'],
    ['[a](//evil.example)', '<p>[a](//evil.example)</p>\n'],
    ['[a]()', '<p>a</p>\n'],
    ['<b>no</b>', '<p>&lt;b&gt;no&lt;/b&gt;</p>\n'],
  ])('%s', (text, html) => {
    expect(renderMarkdown(text)).toBe(html);
  });

  test('a picture from elsewhere becomes a link, inside a link its description', () => {
    expect(renderMarkdown('![群二维码](https://a.example/q.png)')).toBe('<p><a href="https://a.example/q.png" rel="noopener nofollow">群二维码</a></p>\n');
    expect(renderMarkdown('[![图](https://a.example/q.png)](https://b.example)')).toBe('<p><a href="https://b.example" rel="noopener nofollow">图</a></p>\n');
  });

  test('while the centre is an example, addresses and numbers are text', () => {
    expect(renderMarkdown('[写信](mailto:a@b.example)、[电话](tel:12345)、<c@d.example>、[站](https://a.example)', { example: true })).toBe(
      '<p>写信、电话、c@d.example、<a href="https://a.example" rel="noopener nofollow">站</a></p>\n',
    );
  });

  test('headings start at the level that the page needs and keep their order', () => {
    expect(renderMarkdown('# A\n\n## B\n\n### C', { headings: 2 })).toBe('<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n');
    expect(renderMarkdown('### A\n\n# B')).toBe('<h5>A</h5>\n<h3>B</h3>\n');
  });

  test('a text beyond the limit is cut, deep nesting ends', () => {
    expect(renderMarkdown('字'.repeat(markdownLimit + 500)).length).toBe(markdownLimit + '<p></p>\n'.length);
    expect(renderMarkdown('> '.repeat(5000)).length).toBeLessThan(1000);
  });
});

describe('an address behind a link', () => {
  test.each(['https://a.example', 'HTTP://A.example/x', 'mailto:a@b.example', 'tel:0731-8957'])('%s may be clicked', (address) => {
    expect(isSafeAddress(address)).toBe(true);
  });
  test.each(['', 'a', '/a', '//a.example', 'https:a.example', 'https:\\\\a', ' https://a.example', 'java\tscript:alert(1)', 'javascript:alert(1)', 'data:text/html,x', 'mailto:', 'tel:', 'https:///a'])(
    '%j may not',
    (address) => {
      expect(isSafeAddress(address)).toBe(false);
    },
  );
  test('one that nobody could check by eye may not', () => {
    expect(isSafeAddress(`https://a.example/${'a'.repeat(2000)}`)).toBe(false);
  });
});
