import { renderMarkdown } from '../../common/markdown/index.ts';

/** An operator's text. `headings` is the level that its highest heading gets. */
export function Markdown({ text, example, headings = 3 }: { text: string; example: boolean; headings?: number }) {
  return <div className="text" dangerouslySetInnerHTML={{ __html: renderMarkdown(text, { example, headings }) }} />;
}
