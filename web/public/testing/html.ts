/** One element of rendered HTML: its name, its attributes, and where it stands in the text. */
export type Element = { name: string; attributes: Readonly<Record<string, string>>; at: number };

/** Every start tag of HTML that React wrote, in order. */
export function elementsOf(html: string): Element[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map((tag) => ({
    name: tag[1] ?? '',
    at: tag.index,
    attributes: Object.fromEntries([...(tag[2] ?? '').matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name.toLowerCase(), plain(value)])),
  }));
}

/** Attribute or text as it was before it was written into HTML. */
export function plain(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What a reader of the page can read, without tags. */
export function textOf(html: string): string {
  return plain(html.replaceAll(/<(title|script|style)[^>]*>.*?<\/\1>/gs, '').replaceAll(/<[^>]+>/g, ' ')).replaceAll(/\s+/g, ' ');
}

/** What breaks a page that must work everywhere: scripts, inline styles and handlers, lost anchors, nameless controls, doubled ids. */
export function flawsOf(html: string): string[] {
  const elements = elementsOf(html);
  const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
  return [
    ...elements.filter(({ name }) => name === 'script' || name === 'style' || name === 'iframe').map(({ name }) => `a <${name}>`),
    ...elements.flatMap(({ name, attributes }) => Object.keys(attributes).filter((attribute) => attribute === 'style' || attribute.startsWith('on')).map((attribute) => `${attribute} on <${name}>`)),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two elements with the id ${id}`),
    ...elements.flatMap(({ attributes }) => pointers(attributes)).filter((id) => !ids.includes(id)).map((id) => `nothing has the id ${id}`),
    ...elements.filter(({ name, attributes }) => ['input', 'select', 'textarea'].includes(name) && attributes['type'] !== 'hidden' && !isLabelled(html, elements, attributes)).map(({ attributes }) => `no label for ${attributes['name']}`),
    ...elements.filter(({ name, attributes }) => name === 'a' && /^https?:/.test(attributes['href'] ?? '') && attributes['rel'] !== 'noopener nofollow').map(({ attributes }) => `rel is missing at ${attributes['href']}`),
    ...elements.filter(({ name, attributes }) => name === 'img' && !attributes['alt']).map(({ attributes }) => `no alt at ${attributes['src']}`),
    ...skippedHeadings(elements),
  ];
}

function pointers(attributes: Element['attributes']): string[] {
  const anchor = /^\/?#(.+)$/.exec(attributes['href'] ?? '')?.[1];
  return [...(anchor === undefined ? [] : [anchor]), ...(attributes['for'] === undefined ? [] : [attributes['for']]), ...(attributes['aria-describedby']?.split(' ') ?? [])];
}

function isLabelled(html: string, elements: readonly Element[], { id, name }: Element['attributes']): boolean {
  return elements.some((element) => {
    if (element.name !== 'label') return false;
    if (element.attributes['for'] !== undefined) return element.attributes['for'] === id;
    return html.slice(element.at, html.indexOf('</label>', element.at)).includes(`name="${name}"`);
  });
}

/** Headings begin with one h1 and go down one step at a time. */
function skippedHeadings(elements: readonly Element[]): string[] {
  const levels = elements.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ name }) => Number(name[1]));
  const ones = levels.filter((level) => level === 1).length;
  return [
    ...(ones === 1 && levels[0] === 1 ? [] : ['not one h1 that comes first']),
    ...levels.flatMap((level, index) => (index > 0 && level > (levels[index - 1] ?? 0) + 1 ? [`h${level} after h${levels[index - 1]}`] : [])),
  ];
}
