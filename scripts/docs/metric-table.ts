import { metricCatalogue } from '../../server/upkeep/index.ts';

/** The table of our own metrics. */
export function metricTable(): string {
  const rows = Object.values(metricCatalogue).map(({ name, kind, labels, help }) => `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`);
  return ['| metric | kind | labels | what |', '|---|---|---|---|', ...rows].join('\n');
}
