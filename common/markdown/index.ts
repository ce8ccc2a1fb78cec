export { markdownLimit, renderMarkdown, type MarkdownOptions } from './render.ts';
export { isSafeAddress } from './safe-address.ts';
