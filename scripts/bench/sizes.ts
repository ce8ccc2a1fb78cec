import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../steps/run.ts';
import { newFolder, removeFolder, startProgram } from './program.ts';
import { rounded, type Bench, type BenchResult } from './result.ts';

/** What a browser has to load: the support page without images, and the console's first screen. */
export const sizes: Bench = {
  name: 'sizes',
  async run() {
    const folder = newFolder();
    const program = await startProgram(folder);
    try {
      const html = await (await fetch(`http://127.0.0.1:${program.port}/`)).text();
      const assets = [...new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js))"/g)].map((match) => match[1] ?? ''))];
      const weight = (wanted: (name: string) => boolean) => assets.filter(wanted).map((name) => gzipSync(readFileSync(path.join(root, 'build/client', name)), { level: 9 }).length).reduce((sum, size) => sum + size, 0) / 1024;
      const page = gzipSync(html, { level: 6 }).length / 1024;
      return [
        limit('support-page-javascript', weight((name) => name.endsWith('.js')), 10),
        limit('support-page-all-told', page + weight(() => true), 60),
        limit('console-first-screen-javascript', consoleJavaScript(), 250),
      ];
    } finally {
      await program.stop();
      removeFolder(folder);
    }
  },
};

const limit = (name: string, ours: number, most: number): BenchResult => ({ name, unit: 'KB gz', ours: rounded(ours), bare: null, ratio: null, p50: null, p99: null, bound: `<= ${most} KB gz`, kept: ours <= most });

type ManifestRoute = { id: string; module: string; imports?: string[] };

/** The entry, the root, the console's layout and its first page with everything that they import, as the build's manifest lists them. */
function consoleJavaScript(): number {
  const folder = path.join(root, 'build/client/assets');
  const manifest = readdirSync(folder).find((name) => /^manifest-.*\.js$/.test(name)) ?? '';
  const text = readFileSync(path.join(folder, manifest), 'utf8');
  const { entry, routes } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as { entry: ManifestRoute; routes: Record<string, ManifestRoute> };
  const first = Object.values(routes).filter((route) => route.id === 'root' || /console\/(?:ConsoleLayout|ConsoleRoot|TodayPage)$/.test(route.id));
  const files = new Set([entry, ...first].flatMap((route) => [route.module, ...(route.imports ?? [])]).map((name) => path.basename(name)));
  files.add(manifest);
  return [...files].map((name) => gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length).reduce((sum, size) => sum + size, 0) / 1024;
}
