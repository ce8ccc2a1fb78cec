/** What stands for what in the address, the headers and the body that a gateway wants. `{digits}`: without the plus; `{national}`: without +86. */
export const smsPlaceholders = ['to', 'digits', 'national', 'text', 'code', 'secret'] as const;
export type SmsFilling = Readonly<Record<(typeof smsPlaceholders)[number], string>>;

const mark = /\{(\w{1,20})\}/g;
const isKnown = (name: string): name is keyof SmsFilling => smsPlaceholders.some((known) => known === name);

/** The placeholders of a template. */
export function marksIn(template: string): string[] {
  return [...template.matchAll(mark)].map(([, name = '']) => name);
}

/** Whether a template names only what is known. Braces of JSON are no placeholders. */
export function namesKnown(template: string): boolean {
  return marksIn(template).every(isKnown);
}

/** Whether it leads to one place, whatever is filled in: placeholders stand behind the host only. */
export function isSmsAddress(template: string): boolean {
  const [one, other] = ['1', '2'].map((value) => fill(template, { to: value, digits: value, national: value, text: value, code: value, secret: value }, encodeURIComponent));
  if (one === undefined || other === undefined || !URL.canParse(one) || !URL.canParse(other) || !namesKnown(template)) return false;
  const [first, second] = [new URL(one), new URL(other)];
  return /^https?:$/.test(first.protocol) && first.origin === second.origin && first.username === '' && first.hash === '';
}

/** Fills in, each value written so that it stays one value there. */
export function fill(template: string, filling: SmsFilling, write: (value: string) => string): string {
  return template.replace(mark, (whole, name: string) => (isKnown(name) ? write(filling[name]) : whole));
}

/** A body of JSON begins with a brace; anything else is a form. */
export const isJsonBody = (template: string) => template.trimStart().startsWith('{');

/** Headers written as `name=value`, separated by commas. */
export function headersOf(template: string): [string, string][] | undefined {
  const pairs = template.split(',').map((pair) => pair.trim()).filter((pair) => pair !== '').map((pair): [string, string] => [pair.slice(0, Math.max(0, pair.indexOf('='))).trim(), pair.slice(pair.indexOf('=') + 1).trim()]);
  return pairs.every(([name, value]) => /^[A-Za-z0-9-]{1,60}$/.test(name) && value !== '') ? pairs : undefined;
}
