/** A piece of XML: a tag with its name without prefix, or text between tags. */
export type XmlPiece = { kind: 'open' | 'close'; name: string; attributes: string; empty: boolean } | { kind: 'text'; text: string };

/**
 * Walks XML from its beginning, without building a tree. Throws for a document type: entities of its own are what bombs and file readers
 * are made of. Attributes stay as they are written; `attribute` reads one.
 */
export function* walkXml(xml: string): Generator<XmlPiece> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    if (open === -1) return;
    if (open > at) yield { kind: 'text', text: decode(xml.slice(at, open)) };
    if (xml.startsWith('<!--', open)) at = after(xml, '-->', open);
    else if (xml.startsWith('<![CDATA[', open)) {
      const end = after(xml, ']]>', open);
      yield { kind: 'text', text: xml.slice(open + 9, end - 3) };
      at = end;
    } else if (xml.startsWith('<?', open)) at = after(xml, '?>', open);
    else if (xml.startsWith('<!', open)) throw new SyntaxError('A document type is not read');
    else {
      const close = endOfTag(xml, open);
      const isEnd = xml[open + 1] === '/';
      const empty = xml[close - 1] === '/';
      const inside = xml.slice(open + (isEnd ? 2 : 1), empty ? close - 1 : close);
      const blank = inside.search(/\s/);
      const name = blank === -1 ? inside : inside.slice(0, blank);
      yield { kind: isEnd ? 'close' : 'open', name: name.slice(name.indexOf(':') + 1), attributes: blank === -1 ? '' : inside.slice(blank), empty };
      at = close + 1;
    }
  }
}

/** One attribute of a tag, by its name without prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    const before = attributes[at - 1] ?? ' ';
    let from = at + name.length;
    while (attributes[from] === ' ' || attributes[from] === '=') from += 1;
    const quote = attributes[from];
    // Whatever stands inside another attribute's quotes has no blank or prefix before it and no sign behind it at once.
    if (!/[\s:]/.test(before) || !attributes.slice(at + name.length, from).includes('=') || (quote !== '"' && quote !== "'")) continue;
    const end = attributes.indexOf(quote, from + 1);
    return end === -1 ? undefined : decode(attributes.slice(from + 1, end));
  }
  return undefined;
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found === -1 ? xml.length : found + mark.length;
}

/** The end of a tag; an attribute may hold a `>`. */
function endOfTag(xml: string, open: number): number {
  let quote = 0;
  for (let at = open + 1; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) quote = code === quote ? 0 : quote;
    else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3e) return at;
  }
  throw new SyntaxError('A tag does not end');
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
