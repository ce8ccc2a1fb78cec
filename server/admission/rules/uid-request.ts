import type { UidServiceSettings } from '../../../common/contract/uid-service.ts';

/** How a product's address is filled in. Nothing that is filled in can become more than a piece of text there. */

const placeholder = /\{(uid|email)\}/g;

/** What is wrong with an address template: a code of common/locales/fields. */
export function templateProblem(url: string, { needsEmail }: { needsEmail: boolean }): string | undefined {
  const marks = url.split('{').slice(1).flatMap((piece) => (piece.includes('}') ? [`{${piece.slice(0, piece.indexOf('}') + 1)}`] : []));
  if (marks.some((mark) => mark !== '{uid}' && mark !== '{email}')) return 'template_placeholder';
  if (needsEmail && !marks.includes('{email}')) return 'template_email';
  const filled = fillAddress(url, { uid: '1', email: 'a@example.com' });
  if (filled === undefined) return 'web_address';
  // The same place whatever is filled in: marks stand behind the host and before the fragment only.
  const [one, other] = [new URL(filled), new URL(fillAddress(url, { uid: '2', email: 'b@example.org' }) ?? filled)];
  if (one.origin !== other.origin || one.hash !== '' || one.username !== '' || one.password !== '') return 'template_place';
  return undefined;
}

export type Filling = { uid: string; email: string };

/** The address with both filled in, each as one piece of text; undefined when it is no address then. */
export function fillAddress(template: string, filling: Filling): string | undefined {
  const filled = template.replace(placeholder, (_mark, name: keyof Filling) => encodePiece(filling[name]));
  if (!URL.canParse(filled)) return undefined;
  const { protocol } = new URL(filled);
  return protocol === 'http:' || protocol === 'https:' ? filled : undefined;
}

/** A body's field: JSON writes it down afterwards, so that it stays one text. */
export function fillField(template: string, filling: Filling): string {
  return template.replace(placeholder, (_mark, name: keyof Filling) => filling[name]);
}

/** `.` and `..` are the only texts that percent encoding leaves with a meaning of their own in a path. */
function encodePiece(text: string): string {
  const encoded = encodeURIComponent(text);
  return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll('.', '%252E') : encoded;
}

/** Whether the product is asked about an e-mail, so that one is needed to ask at all. */
export function needsEmail({ url, body }: Pick<UidServiceSettings, 'url' | 'body'>): boolean {
  return [url, ...body.map(({ value }) => value)].some((text) => text.includes('{email}'));
}
