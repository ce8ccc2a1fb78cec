import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { collectComplaints } from './chromium.ts';

/** The page works: its scripts have taken over from what the server drew. */
export async function ready(page: Page): Promise<void> {
  await page.locator('[data-ready="true"]').waitFor();
}

/** What axe finds on a page as it stands. */
export async function violationsOn(page: Page): Promise<string[]> {
  // Without frames there is nothing to put together in a page of its own, which is what takes the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200) ?? ''}`));
}

/** Everything wrong with pages that are looked at one after the other: what axe and the console say, and what is wider than the window. */
export async function complaintsOf(window: BrowserContext, paths: readonly string[]): Promise<string[]> {
  const page = await window.newPage();
  const complaints = await collectComplaints(page);
  const found: string[] = [];
  for (const path of paths) {
    const answer = await page.goto(path);
    if (answer?.status() !== 200) found.push(`${path} answered ${answer?.status()}`);
    if (path.startsWith('/console')) await ready(page);
    found.push(...[...complaints.splice(0), ...(await violationsOn(page))].map((each) => `${path} ${each}`));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 0) found.push(`${path} is ${wider} px wider than the window`);
  }
  await page.close();
  return found;
}
