import type { Browser, Page } from 'playwright-core';
import type { TestServer } from '../../harness/server.ts';
import { collectComplaints, openWindow, type Visit } from '../chromium.ts';
import { ready, violationsOn } from '../look.ts';

/** How everything is at least looked at: on a phone in Chinese, and on a wide dark screen in English. */
export const visits = [{ language: 'zh-CN', scheme: 'light', width: 390, height: 844, touch: true }, { language: 'en', scheme: 'dark', width: 1280 }] as const satisfies readonly Visit[];

export type OpenPage = { page: Page; complaints: string[]; shoot(name: string): Promise<string[]>; close(): Promise<void> };

/** A page of the console as its operator sees it, ready for use. */
export async function openPage(browser: Browser, server: TestServer, path: string, visit: Visit = visits[0]): Promise<OpenPage> {
  const window = await openWindow(browser, server.origin, { ...visit, cookie: visit.cookie ?? (await server.operator()) });
  const page = await window.newPage();
  const complaints = await collectComplaints(page);
  await page.goto(path);
  await ready(page);
  return {
    page, complaints, close: () => window.close(),
    /** Keeps a picture where one is wanted; answers what is wrong with what is seen, and with a dialog that does not fit the window. */
    async shoot(name) {
      const folder = process.env['SCREENSHOTS'];
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${visit.language ?? 'zh-CN'}-${visit.width ?? 1280}.png` });
      const beyond = await page.evaluate(() => {
        const { scrollWidth, clientWidth, clientHeight } = document.documentElement;
        const dialogs = [...document.querySelectorAll('dialog[open]')].map((dialog) => ({ box: dialog.getBoundingClientRect(), wider: dialog.scrollWidth - dialog.clientWidth }));
        return { page: scrollWidth - clientWidth, dialogs: dialogs.map(({ box, wider }) => ({ wider, above: -box.top, below: box.bottom - clientHeight })) };
      });
      const cut = beyond.dialogs.flatMap((dialog) => Object.entries(dialog).filter(([, pixels]) => pixels > 0).map(([where, pixels]) => `the dialog is ${Math.round(pixels)} px cut off (${where})`));
      return [...(await violationsOn(page)), ...(beyond.page > 0 ? [`${beyond.page} px wider than the window`] : []), ...cut];
    },
  };
}
