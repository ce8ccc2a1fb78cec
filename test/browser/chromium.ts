import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Chromium as it runs here: Debian's, as root without a sandbox, and without connections of its own. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export type Visit = { language?: 'zh-CN' | 'en'; scheme?: 'light' | 'dark'; width?: number; height?: number; cookie?: string; touch?: boolean; /** False where scripts are switched off. */ scripts?: boolean };

/** A browser window of its own for one visitor; `cookie` is a Cookie header such as an operator's. */
export async function openWindow(browser: Browser, origin: string, visit: Visit = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: visit.language ?? 'zh-CN',
    colorScheme: visit.scheme ?? 'light',
    viewport: { width: visit.width ?? 1280, height: visit.height ?? 800 },
    hasTouch: visit.touch ?? false,
    javaScriptEnabled: visit.scripts ?? true,
    reducedMotion: 'reduce',
  });
  const pairs = (visit.cookie ?? '').split('; ').filter((pair) => pair !== '');
  await context.addCookies(pairs.map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: origin })));
  return context;
}

/** Collects what a page complains about: console errors, faults, and violations of its content security policy. */
export async function collectComplaints(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`fault: ${error.message}`));
  await page.exposeFunction('reportViolation', (violation: string) => complaints.push(`policy: ${violation}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => Reflect.get(window, 'reportViolation')(`${event.violatedDirective} ${event.blockedURI}`));
  });
  return complaints;
}
