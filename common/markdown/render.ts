import MarkdownIt, { type Token } from 'markdown-it';
import { isSafeAddress } from './safe-address.ts';

/** Longest text that is rendered, in UTF-16 units; the rest is left out. */
export const markdownLimit = 20_000;

export type MarkdownOptions = {
  /** The level that the text's highest heading gets on the page, 2 to 6. Left out: 3. */
  headings?: number;
  /** True while the centre is an example: addresses and numbers are text, not links. */
  example?: boolean;
};

const parser = new MarkdownIt({ html: false, linkify: false, breaks: false, maxNesting: 20 });
parser.validateLink = isSafeAddress;

/**
 * Markdown as HTML that may stand on any page: no HTML of its own, no pictures from elsewhere (they become links),
 * no style attributes, and only http(s), mailto and tel behind links (B13).
 */
export function renderMarkdown(text: string, { headings = 3, example = false }: MarkdownOptions = {}): string {
  const tokens = parser.parse(text.slice(0, markdownLimit), {});
  shiftHeadings(tokens, headings);
  for (const token of tokens) {
    if (token.type === 'th_open' || token.type === 'td_open') token.attrs = null;
    if (token.type === 'fence') token.info = '';
    if (token.children !== null) token.children = plainLinks(token.children, example);
  }
  return parser.renderer.render(tokens, parser.options, {});
}

/** The highest heading becomes `level`, the others keep their distance, so that a page's headings stay in order. */
function shiftHeadings(tokens: readonly Token[], level: number): void {
  const found = tokens.filter((token) => token.type === 'heading_open' || token.type === 'heading_close');
  const highest = Math.min(...found.map(({ tag }) => Number(tag.slice(1))));
  for (const token of found) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) - highest + level)}`;
}

/** Pictures become links by their description; links that must not be clicked become their text. */
function plainLinks(tokens: readonly Token[], example: boolean): Token[] {
  const line: Token[] = [];
  let depth = 0;
  const hidden: boolean[] = [];
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const address = String(token.attrGet('href'));
      // The parser lets an empty address through without asking.
      const hide = !isSafeAddress(address) || (example && /^(?:mailto|tel):/i.test(address));
      hidden.push(hide);
      if (hide) continue;
      depth += 1;
      token.attrs = [['href', address], ['rel', 'noopener nofollow']];
    } else if (token.type === 'link_close') {
      if (hidden.pop() === true) continue;
      depth -= 1;
    } else if (token.type === 'image') {
      line.push(...pictureAsLink(token, depth > 0));
      continue;
    }
    line.push(token);
  }
  return line;
}

function pictureAsLink(image: Token, insideLink: boolean): Token[] {
  const address = String(image.attrGet('src'));
  const text = tokenLike(image, 'text', '', 0);
  text.content = image.content === '' ? address : image.content;
  if (insideLink || !/^https?:/i.test(address) || !isSafeAddress(address)) return [text];
  const open = tokenLike(image, 'link_open', 'a', 1);
  open.attrs = [['href', address], ['rel', 'noopener nofollow']];
  return [open, text, tokenLike(image, 'link_close', 'a', -1)];
}

function tokenLike(model: Token, type: string, tag: string, nesting: -1 | 0 | 1): Token {
  const Kind = model.constructor as new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;
  return new Kind(type, tag, nesting);
}
