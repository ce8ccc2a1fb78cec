import type { Language } from '../../../common/contract/text.ts';
import type { ExportWords } from './export-words.ts';

export type ExportContent = { centre: string; madeAt: string; areas: Readonly<Record<string, unknown>> };

/** Everything that is kept about a person as one page that needs nothing else: no script, no address to load, every text escaped. Pure. */
export function exportHtml({ centre, madeAt, areas }: ExportContent, words: Readonly<Record<Language, ExportWords>>): string {
  const both = (write: (one: ExportWords) => string) => {
    const [chinese, english] = [write(words['zh-CN']), write(words.en)];
    return chinese === english ? escape(chinese) : `<span lang="zh-CN">${escape(chinese)}</span> <span lang="en" class="en">${escape(english)}</span>`;
  };
  const drawText = (text: string, area: string, name: string) => (words.en.value(area, name, text) === undefined ? escape(text).replaceAll('\n', '<br>') : both((one) => one.value(area, name, text) ?? text));
  const draw = (value: unknown, area: string, name: string): string => {
    if (value === null || value === undefined || value === '') return '<span class="none">–</span>';
    if (typeof value === 'boolean') return both((one) => (value ? one.yes : one.no));
    if (Array.isArray(value)) return value.length === 0 ? `<span class="none">${both((one) => one.nothing)}</span>` : drawList(value, area, name);
    if (typeof value === 'object') return words.en.finding(value) === undefined ? drawFields(value, area) : both((one) => one.finding(value) ?? '');
    return drawText(String(value), area, name);
  };
  const field = (area: string, name: string) => both((one) => one.field(area, name) ?? name);
  const drawFields = (value: object, area: string) => `<dl>${Object.entries(value).map(([name, item]) => `<dt>${field(area, name)}</dt><dd>${draw(item, area, name)}</dd>`).join('')}</dl>`;
  const drawList = (items: readonly unknown[], area: string, of: string): string => {
    const rows = items.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null && !Array.isArray(item) && words.en.finding(item) === undefined);
    if (rows.length < items.length) return `<ul>${items.map((item) => `<li>${draw(item, area, of)}</li>`).join('')}</ul>`;
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return `<div class="wide"><table><thead><tr>${names.map((name) => `<th scope="col">${field(area, name)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${names.map((name) => `<td>${draw(row[name], area, name)}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`;
  };
  const sections = Object.entries(areas).map(([area, part]) => `<section><h2>${both((one) => one.area(area) ?? area)}</h2>${isEmpty(part) ? `<p class="none">${both((one) => one.nothing)}</p>` : draw(part, area, area)}</section>`);
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escape(words['zh-CN'].title)} · ${escape(words.en.title)}</title><style>${style}</style></head>
<body><main><h1>${both((one) => one.title)}</h1><p>${both((one) => one.lead)}</p><p class="none">${escape(centre)} · ${both((one) => one.made)} ${drawText(madeAt, '', '')}</p>${sections.join('\n')}</main></body></html>
`;
}

function isEmpty(part: unknown): boolean {
  if (part === null || part === undefined) return true;
  if (Array.isArray(part)) return part.length === 0;
  return typeof part === 'object' && Object.values(part).every(isEmpty);
}

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `:root{color-scheme:light dark;--paper:#fbfaf6;--ink:#1f2423;--muted:#5f6764;--line:#e4e1d8}@media(prefers-color-scheme:dark){:root{--paper:#16181a;--ink:#e8e6e0;--muted:#9ba39f;--line:#2c3032}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.7 "PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif}main{max-width:960px;margin:0 auto;padding:24px 16px 64px}h1{font-size:1.5rem}h2{font-size:1.2rem;margin:32px 0 8px;border-top:1px solid var(--line);padding-top:16px}.en,.none,dt,th{color:var(--muted)}.en{font-size:.85em}dl{margin:0;display:grid;grid-template-columns:minmax(7em,14em) 1fr;gap:4px 16px}dt,dd{margin:0;overflow-wrap:anywhere}.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}th,td{border-bottom:1px solid var(--line);padding:6px 12px 6px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}@media(max-width:600px){dl{grid-template-columns:1fr}dd{margin-bottom:8px}}`;
