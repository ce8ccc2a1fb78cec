import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wireAddress } from './address.ts';
import { drawHtml, drawText } from './draw.ts';
import { createMailTransport, type MailTransport, type OutgoingMail } from './transport.ts';
import { readSmtpAddress, type SmtpSettings } from './settings.ts';
import { headersOf, startMailServer, type MailServer } from './testing/mail-server.ts';

let server: MailServer;
let transport: MailTransport;
const from = { name: '支持中心', address: 'help@example.com' };

beforeAll(async () => {
  server = await startMailServer();
  transport = createMailTransport(settingsFor(server), { connections: 1, settingsAddress: 'https://help.example.com/console/notices/settings' });
});
afterAll(async () => {
  transport.close();
  await server.close();
});

function settingsFor({ port }: MailServer, more: Partial<SmtpSettings> = {}): SmtpSettings {
  return { host: '127.0.0.1', port, secure: false, tls: 'auto', from, ...more };
}

const letter: OutgoingMail = { id: '01890000-0000-7000-8000-000000000001', kind: 'notice.test', to: { address: 'chunhua@example.com', name: '春华' }, language: 'zh-CN', subject: '你好', text: '第一段\n\n第二段', button: { label: '去看看', address: 'https://help.example.com/x?a=1&b=2' } };

async function onTheWire(mail: OutgoingMail) {
  server.received.length = 0;
  const handed = await transport.send(mail);
  return { handed, received: [...server.received] };
}

const expectedHeaders = ['Auto-Submitted', 'Content-Language', 'Content-Type', 'Date', 'From', 'List-ID', 'List-Unsubscribe', 'MIME-Version', 'Message-ID', 'Subject', 'To', 'X-Auto-Response-Suppress'].map((name) => name.toLowerCase()).toSorted();
/** Text with what could end a header, a line or a string in it, at any place. */
const hostile = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('\r\n', '\n', '\r', '\0', '\r\nBcc: evil@evil.test', '\r\n\r\n', '\nRCPT TO:<evil@evil.test>\r\n', '>,<evil@evil.test', '"', ',', ';', '\u2028', '\u202e', '\r\n.\r\nQUIT\r\n'), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 5 }).map((parts) => parts.join(''));

describe('A10: nothing in a field becomes a recipient or a header', () => {
  test('whatever subject, name, text and button contain, exactly the intended recipient and headers are on the wire', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, hostile, async (subject, name, text, label, kind) => {
        const { handed, received } = await onTheWire({ ...letter, kind: `notice.${kind}`, subject, text, to: { address: 'chunhua@example.com', name }, button: { label, address: `https://help.example.com/${encodeURIComponent(label.toWellFormed())}` } });
        expect(handed).toEqual({ ok: true });
        expect(received.map(({ from: sender, to }) => ({ sender, to }))).toEqual([{ sender: 'help@example.com', to: ['chunhua@example.com'] }]);
        const headers = headersOf(received[0]?.raw ?? '');
        expect(headers.map(([header]) => header.toLowerCase()).toSorted()).toEqual(expectedHeaders);
        const to = headers.find(([header]) => header === 'To')?.[1] ?? '';
        expect(to.replace(/=\?UTF-8\?[QB]\?[^?]*\?=/gi, '').match(/[^\s<>"]+@[^\s<>"]+/g)?.filter((found) => found === 'chunhua@example.com')).toEqual(['chunhua@example.com']);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('an address with a line end in it is refused before anything is said', async () => {
    for (const address of ['chunhua@example.com\r\nRCPT TO:<evil@evil.test>', 'a@b.test\n', '\0a@b.test', 'a@b.test\rX: 1', 'a@b.test, evil@evil.test']) {
      const { handed, received } = await onTheWire({ ...letter, to: { address } });
      expect({ address, handed, received }).toMatchObject({ address, handed: { ok: false, failure: { code: 'recipient_unusable', permanent: true } }, received: [] });
    }
  });

  test('the headers say that a program wrote it, and which notice it is', async () => {
    const { received } = await onTheWire(letter);
    const headers = Object.fromEntries(headersOf(received[0]?.raw ?? ''));
    expect(headers).toMatchObject({
      'Message-ID': `<${letter.id}@example.com>`,
      'Auto-Submitted': 'auto-generated',
      'Content-Language': 'zh-CN',
      'List-Unsubscribe': '<https://help.example.com/console/notices/settings>',
    });
    expect(Object.entries(headers).find(([name]) => name.toLowerCase() === 'list-id')?.[1]).toBe('<notice.test.example.com>');
  });
});

describe('A11: an address means one mailbox or none', () => {
  test.each([
    ['chunhua@example.com', 'chunhua@example.com'],
    ['Chun.Hua+lichun@Example.COM', 'Chun.Hua+lichun@example.com'],
    ['春@例子.测试', undefined],
    ['chunhua@例子.测试', 'chunhua@xn--fsqu00a.xn--0zwm56d'],
    ['chunhua@bücher.example', 'chunhua@xn--bcher-kva.example'],
    ['chunhua@ｅｘａｍｐｌｅ.com', 'chunhua@example.com'],
    ['"a@victim.test x"@evil.test', undefined],
    ['"quoted local"@example.com', undefined],
    ['a(comment)@example.com', undefined],
    ['a@example.com(comment)', undefined],
    ['group: a@example.com, b@example.com;', undefined],
    ['Name <a@example.com>', undefined],
    ['a@b@example.com', undefined],
    ['a@[127.0.0.1]', undefined],
    ['a@127.0.0.1', undefined],
    ['a@exa mple.com', undefined],
    ['a@example..com', undefined],
    ['.a@example.com', undefined],
    ['a.@example.com', undefined],
    ['a@-example.com', undefined],
    ['a@example.com/../x', undefined],
    ['a@evil.test%00.example.com', undefined],
    ['a@evil.test?x.example.com', undefined],
  ])('%s goes to %s', (typed, expected) => expect(wireAddress(typed)).toBe(expected));

  test('what is validated is what stands in RCPT TO, for any text that passes', async () => {
    const local = fc.string({ unit: fc.constantFrom(...'abcXYZ019.!#$%&\'*+/=?^_`{|}~-"()<>,:;@ \\'.split('')), minLength: 1, maxLength: 12 });
    const domain = fc.constantFrom('example.com', 'sub.Example.org', '例子.测试', 'exa"mple.com', 'example.com>', 'a b.com');
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(local, domain, async (name, host) => {
        const expected = wireAddress(`${name}@${host}`);
        server.named.length = 0;
        await onTheWire({ ...letter, to: { address: `${name}@${host}` } });
        expect(server.named).toEqual(expected === undefined ? [] : [expected]);
        if (expected !== undefined) passed += 1;
      }),
      { numRuns: 150 },
    );
    expect(passed).toBeGreaterThan(5);
  }, 60_000);
});

describe('A12: text is never read as a file or an address', () => {
  test('fields that the mail library would open are text, or do not exist', async () => {
    const objects = ['/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:1/secret', 'data:text/plain,x'];
    for (const value of objects) {
      const smuggled = { ...letter, subject: value, text: value, path: value, href: value, raw: value, attachments: [{ path: value }], alternatives: [{ href: value }], icalEvent: { path: value } };
      const { handed, received } = await onTheWire(smuggled);
      expect(handed).toEqual({ ok: true });
      expect(received[0]?.raw).not.toMatch(/root:|Content-Disposition|application\//);
      expect(headersOf(received[0]?.raw ?? '').map(([header]) => header.toLowerCase()).toSorted()).toEqual(expectedHeaders);
    }
  });

  test('even an object in the place of a text opens nothing', async () => {
    const text = { path: '/etc/passwd' } as unknown as string;
    const { handed, received } = await onTheWire({ ...letter, text });
    expect(handed.ok).toBe(false);
    expect(received).toEqual([]);
  });
});

describe('F5: TLS is verified', () => {
  test('a self-signed server is refused with the reason, and gets no mail', async () => {
    const guarded = createMailTransport(settingsFor(server, { tls: 'required' }), { connections: 0 });
    server.received.length = 0;
    expect(await guarded.send(letter)).toMatchObject({ ok: false, failure: { code: 'certificate_untrusted', permanent: false } });
    expect(server.received).toEqual([]);
  });

  test('the same over TLS from the first byte', async () => {
    const encrypted = await startMailServer({ secure: true });
    const guarded = createMailTransport(settingsFor(encrypted, { secure: true }), { connections: 0 });
    expect(await guarded.send(letter)).toMatchObject({ ok: false, failure: { code: 'certificate_untrusted' } });
    await encrypted.close();
  });

  test('a server without STARTTLS is refused where it is asked for', async () => {
    const open = await startMailServer({ disabledCommands: ['STARTTLS'] });
    const guarded = createMailTransport(settingsFor(open, { tls: 'required' }), { connections: 0 });
    expect(await guarded.send(letter)).toMatchObject({ ok: false, failure: { code: 'tls_missing' } });
    expect(open.received).toEqual([]);
    await open.close();
  });

  test('an unreadable file of certificates refuses instead of trusting everybody', async () => {
    const guarded = createMailTransport(settingsFor(server, { tls: 'required', authorityFile: '/nowhere/authority.pem' }), { connections: 0 });
    expect(await guarded.send(letter)).toMatchObject({ ok: false, failure: { code: 'authority_file' } });
  });
});

describe('what a server says has a name', () => {
  test.each([
    ['rcpt', 550, 'No such user', 'recipient_refused', true],
    ['mail', 553, 'Sender not owned', 'sender_refused', false],
    ['data', 554, 'Looks like spam', 'content_refused', true],
    ['data', 451, 'Try later', 'server_busy', false],
    ['data', 552, 'Too large', 'too_large', true],
  ] as const)('%s %i %s is %s', async (at, status, words, code, permanent) => {
    server.refuse = { at, status, words };
    const single = createMailTransport(settingsFor(server), { connections: 0 });
    expect(await single.send(letter)).toMatchObject({ ok: false, failure: { code, permanent, detail: expect.stringContaining(words) as string } });
    server.refuse = undefined;
  });

  test('a wrong password, no server and no host', async () => {
    const keyed = await startMailServer({ authOptional: false, allowInsecureAuth: true });
    const wrong = await createMailTransport(settingsFor(keyed, { user: 'help', password: 'wrong' }), { connections: 0 }).send(letter);
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'credentials_wrong' } });
    expect(JSON.stringify(wrong)).not.toContain('d3Jvbmc');
    expect(await createMailTransport(settingsFor(keyed), { connections: 0 }).send(letter)).toMatchObject({ ok: false, failure: { code: 'credentials_missing' } });
    expect(await createMailTransport(settingsFor(keyed, { user: 'help', password: 'right' }), { connections: 0 }).send(letter)).toEqual({ ok: true });
    const { port } = keyed;
    await keyed.close();
    expect(await createMailTransport({ ...settingsFor(server), port }, { connections: 0 }).send(letter)).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
    expect(await createMailTransport({ ...settingsFor(server), host: 'no-such-host.invalid' }, { connections: 0 }).send(letter)).toMatchObject({ ok: false, failure: { code: 'host_unknown' } });
  });
});

describe('the letter', () => {
  test('loads nothing from anywhere and says everything twice, as text and as HTML', () => {
    const html = drawHtml(letter, false);
    expect(html).not.toMatch(/<(?:img|link|script|iframe|object)|url\(|@import|src=/i);
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html).toContain('href="https://help.example.com/x?a=1&#38;b=2"');
    expect(drawText(letter, false)).toContain('没有人会读到对它的回复');
    expect(drawText(letter, true)).not.toContain('回复');
    expect(html).toContain('没有人会读到对它的回复');
  });

  test('escapes whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'script', '\n', 'a', ' onerror=', 'javascript:') }), (text) => {
        const html = drawHtml({ language: 'en', subject: text, text, button: { label: text, address: `https://x.example/${text}` } }, true);
        const tags = new Set(html.match(/<\/?[a-z!][a-z0-9]*/gi)?.map((tag) => tag.toLowerCase()));
        expect([...tags].filter((tag) => !/^<\/?(?:!doctype|html|head|meta|title|style|body|div|p|br|a|span)$/.test(tag))).toEqual([]);
        expect(html).not.toMatch(/<[^>]*\son\w+=/i);
      }),
    );
  });

  test('a button leads to http and https only', () => {
    for (const address of ['javascript:alert(1)', 'data:text/html,x', '//evil.test', 'https://a.test"onclick="x']) expect(drawHtml({ ...letter, button: { label: 'x', address } }, true)).not.toContain('class="button" href');
  });
});

test('SMTP_URL is read whole or not at all', () => {
  expect(readSmtpAddress('smtp://help:p%40ss@mail.example.com')).toEqual({ host: 'mail.example.com', port: 587, secure: false, user: 'help', password: 'p@ss' });
  expect(readSmtpAddress('smtps://mail.example.com')).toEqual({ host: 'mail.example.com', port: 465, secure: true });
  for (const text of ['http://mail.example.com', 'mail.example.com', 'smtp://', 'smtp://a:%E0%A4%A@x.test', 'smtp://mail.example.com/?tls=off']) expect(readSmtpAddress(text)).toBeUndefined();
});
