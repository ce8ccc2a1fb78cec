import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/steps/run.ts';
import { createOperations } from '../../server/operations.ts';
import type { Operation } from '../../server/platform/index.ts';
import { testParts } from '../harness/operations.ts';

/**
 * What can be done can be done by somebody with a browser. An operation that no page calls is named here by hand: it is reached by an address
 * that stands in a page (a download), or it is for programs, with the reason why nobody looks for it on a page.
 */
const byAddress: Readonly<Record<string, { page: string; address: string }>> = {
  readCertificateDocument: { page: 'web/console/organisations/Certificates.tsx', address: '/api/v1/certificates/${certificate.id}/document' },
  downloadMemberImportReport: { page: 'web/console/organisations/ImportPage.tsx', address: '${files}/${id}/report?format=xlsx' },
  downloadMemberImportTemplate: { page: 'web/console/organisations/ImportPage.tsx', address: '${template}?format=xlsx' },
  downloadEntitlementImportReport: { page: 'web/console/organisations/imports-of.ts', address: '/api/v1/imports/${kind}' },
  downloadEntitlementImportTemplate: { page: 'web/console/organisations/imports-of.ts', address: '/api/v1/imports/${kind}-template' },
  downloadFleetMemberImportReport: { page: 'web/console/organisations/imports-of.ts', address: '/api/v1/fleets/${fleet}/imports' },
  downloadFleetMemberImportTemplate: { page: 'web/console/organisations/imports-of.ts', address: '/api/v1/fleets/${fleet}/import-template' },
};

const forPrograms: Readonly<Record<string, string>> = {
  readCurrentPerson: 'tells a program whose key it holds and which roles it has; a page knows who looks at it',
  readCentreSchema: 'is what editors and build tools check a centre file by; the page for files checks it itself',
  readEntitlement: 'reads one by its id for a program that keeps it; pages read them with their holder',
  advise: 'is the adviser alone for other sites and bots; the pages read it together with the support page, in one go',
  undoDecision: 'takes one decision back; the queue takes back all that one key decided, by undoDecisions',
};

const registry = Object.values(createOperations(testParts())) as Operation[];
/** The pages’ own code, without tests and without what is only said of it. */
const pages = readdirSync(path.join(root, 'web'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.|^testing/.test(entry.name))
  .map((entry) => withoutComments(readFileSync(path.join(entry.parentPath, entry.name), 'utf8')));
const code = pages.join('\n');

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** A page calls it: of the operations that it was handed, or of those with the key of a form. */
const isCalled = (name: string, text = code) => new RegExp(`(?:\\bops|\\)|\\boperations)\\s*\\??\\.${name}\\b`).test(text);

describe('every operation', () => {
  test('is called by a page, or named by hand with the way to it or the reason why there is none', () => {
    expect(pages.length).toBeGreaterThan(200);
    const lost = registry.filter(({ name }) => !isCalled(name) && byAddress[name] === undefined && forPrograms[name] === undefined).map(({ name }) => name);
    // Call it where somebody would look for it, or say in this file why only programs need it.
    expect(lost).toEqual([]);
  });

  test('that is named by hand is there, and still needs to be', () => {
    const named = [...Object.keys(byAddress), ...Object.keys(forPrograms)];
    expect(named.filter((name) => !registry.some((operation) => operation.name === name))).toEqual([]);
    expect(named.filter((name) => isCalled(name))).toEqual([]);
    expect(Object.keys(byAddress).filter((name) => forPrograms[name] !== undefined)).toEqual([]);
    expect(Object.entries(forPrograms).filter(([, reason]) => reason.length < 30)).toEqual([]);
  });

  test('that is reached by an address stands there as one, and answers a file to whoever follows a link', () => {
    const linked = registry.filter(({ name }) => byAddress[name] !== undefined);
    expect(linked.filter(({ method, download }) => method !== 'get' || download !== true)).toEqual([]);
    expect(Object.entries(byAddress).filter(([, { page, address }]) => !withoutComments(readFileSync(path.join(root, page), 'utf8')).includes(address))).toEqual([]);
  });

  test('for programs only can be asked by programs', () => {
    expect(registry.filter(({ name, pagesOnly }) => forPrograms[name] !== undefined && pagesOnly === true)).toEqual([]);
  });
});

test('what is only mentioned, or called of something else, is not taken for a call', () => {
  const called = (texts: string[]) => texts.filter((text) => isCalled('readThing', withoutComments(text)));
  expect(called(['// ops.readThing({})', '/* ops.readThing({}) */', "'readThing'", 'const readThing = 1;', 'ops.readThings({})'])).toEqual([]);
  const calls = ['ops.readThing({})', 'page.ops.readThing(input)', "opsOnce(text('once')).readThing({ })", 'preview: ops.readThing, start', '(await ops\n.readThing({}))'];
  expect(called(calls)).toEqual(calls);
});
