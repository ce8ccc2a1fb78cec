import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { startTestServer, type TestServer, type TestServerOptions } from '../../harness/server.ts';
import { collectComplaints, launchChromium, openWindow, type Visit } from '../chromium.ts';
import { ready } from '../look.ts';

/** An example, walked through by people who click and type and nothing else; their mails are read where they are posted. */
export type Walk = {
  server: TestServer;
  /** Somebody with a browser of their own, not signed in. */
  arrive(visit?: Visit): Promise<Person>;
  /** Somebody who has signed in by the code of a mail. */
  signedIn(address: string, visit?: Visit): Promise<Person>;
  /** The operator, in the console. */
  operator(visit?: Visit): Promise<Person>;
  /** The six digits of the last mail to an address. */
  codeFor(address: string): string;
  /** What the mails to an address are about, the first one first. */
  mailsTo(address: string): Promise<string[]>;
  /** Has a job done now, as the clock would. */
  run(job: string, data?: object): Promise<void>;
  close(): Promise<void>;
};

export type Person = { page: Page; window: BrowserContext; complaints: string[]; leave(): Promise<void> };

export async function startWalk(options: TestServerOptions): Promise<Walk> {
  const [server, browser] = await Promise.all([startTestServer(options), launchChromium()]);
  const mails = readMails(server);
  const codeFor = (address: string) => /^\d{6}$/m.exec(mails.get(address) ?? '')?.[0] ?? '';
  const arrive = async (visit: Visit = {}) => person(browser, server.origin, visit);
  return {
    server,
    codeFor,
    arrive,
    mailsTo: async (address) => (await server.open.pool.query<{ subject: string }>('select subject from mail where recipient = $1 order by id', [address])).rows.map(({ subject }) => subject),
    async signedIn(address, visit) {
      // A quarter of an hour later: nobody is held up by what others did from the same network.
      server.clock.advance(15 * 60_000);
      const somebody = await arrive(visit);
      await signIn(somebody.page, address, codeFor);
      return somebody;
    },
    operator: async (visit = {}) => arrive({ ...visit, cookie: await server.operator() }),
    async run(job, data = {}) {
      const { ground } = server.app;
      await ground.database.transaction().execute((tx) => ground.enqueueJob(tx, job, data, {}));
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

function readMails({ app: { ground } }: TestServer): Map<string, string> {
  const mails = new Map<string, string>();
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    mails.set(message.to.address, message.text);
    await postMail(db, message, now);
  };
  return mails;
}

async function person(browser: Browser, origin: string, visit: Visit): Promise<Person> {
  const window = await openWindow(browser, origin, visit);
  const page = await window.newPage();
  return { page, window, complaints: await collectComplaints(page), leave: () => window.close() };
}

async function signIn(page: Page, address: string, codeFor: (address: string) => string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('form').first().getByRole('textbox').fill(address);
  await page.locator('form').first().getByRole('button').click();
  await page.waitForURL('**/sign-in/code');
  await enterCode(page, codeFor(address));
}

/** Types the code of a mail where it is asked for. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox').fill(code);
  await page.locator('form button.primary').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in/code'));
}

/** Fills the form of a fleet by its labels, and sends it. */
export async function apply(page: Page, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  const form = page.locator('form.apply');
  for (const [label, typed] of Object.entries(fields)) await form.getByLabel(label).fill(typed);
  await agree(form);
  await form.locator('button.primary').click();
  await page.waitForLoadState();
}

/** Ticks what is to be read and agreed to. */
export async function agree(form: Locator): Promise<void> {
  for (const box of await form.locator('input[name=readings], input[name=consent]').all()) await box.check();
}

/** What the status page says in its heading. */
export const heading = (page: Page) => page.locator('h1').innerText();

/** Everything that a page says, as one line. */
export const words = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');

/** A page of the console, once it works. */
export async function inConsole({ page }: Person, path: string): Promise<Page> {
  await page.goto(path);
  await ready(page);
  return page;
}

/** A form that came back names what is wrong beside the field; nothing was taken down. */
export const wrongAt = (page: Page, field: string) => page.locator(`#${field}-wrong`).innerText();

/** Decides about the application of somebody, as a moderator at the screen. */
export async function decide({ server: { clock } }: Walk, moderator: Person, fleet: string, name: string, what: 'approve' | { reject: string }): Promise<void> {
  // No two decisions fall into one instant.
  clock.advance(1000);
  const page = await inConsole(moderator, `/console/applications?fleet=${fleet}`);
  await page.getByRole('list', { name: '等待审核的申请' }).getByRole('button', { name }).click();
  const evidence = page.getByRole('region', { name: '申请内容' });
  await evidence.getByRole('heading', { name }).waitFor();
  if (what === 'approve') await evidence.getByRole('button', { name: /^通过/ }).click();
  else {
    await evidence.getByRole('button', { name: /^拒绝/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('或自己写').fill(what.reject);
    await dialog.getByRole('button', { name: '拒绝', exact: true }).click();
  }
  await page.getByRole('button', { name: '撤销（Z）' }).waitFor();
}
