import { Document, isCollection, isMap, isScalar, isSeq, type Node } from 'yaml';
import { centreFileSchema, sectionNames, type Centre, type CentreFile } from '../../../common/contract/centre.ts';
import { inSchemaOrder } from './schema-order.ts';

const flowWidth = 90;

/** The file that describes a centre. The same content gives the same bytes; sections without entries are left out. */
export function writeCentreFile(centre: Centre, schemaAddress: string): string {
  return writeFile(fileOf(centre), schemaAddress);
}

/** A centre as the content of a file. */
export function fileOf(centre: Centre): CentreFile {
  const sections = sectionNames.filter((section) => centre[section].length > 0).map((section) => [section, centre[section]]);
  return { format: 1, centre: centre.settings, ...Object.fromEntries(sections) } as CentreFile;
}

function writeFile(file: CentreFile, schemaAddress: string): string {
  const document = new Document(inSchemaOrder(file, centreFileSchema), { version: '1.2', compat: 'yaml-1.1', aliasDuplicateObjects: false });
  document.commentBefore = ` yaml-language-server: $schema=${schemaAddress}`;
  const { contents } = document;
  if (isMap<Node, Node>(contents)) {
    for (const [index, { key, value }] of contents.items.entries()) {
      // Two sections that follow each other without a gap are hard to tell apart; the first has one after the comment.
      key.spaceBefore = index > 0;
      const blocks = isSeq<Node>(value) ? value.items : [value];
      for (const block of blocks) if (isMap<Node, Node>(block)) for (const field of block.items) writeShortOnOneLine(field.value);
    }
  }
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: true });
}

/** What is short and has one line stands on one line, as people write it: `{ zh-CN: 工单, en: Ticket }`. */
function writeShortOnOneLine(node: Node | null): void {
  if (!isCollection(node)) return;
  if (flatWidth(node) <= flowWidth) node.flow = true;
  else if (isMap<Node, Node>(node)) for (const { value } of node.items) writeShortOnOneLine(value);
  else if (isSeq<Node>(node)) for (const item of node.items) writeShortOnOneLine(item);
}

function flatWidth(node: Node | null): number {
  if (isScalar(node)) return typeof node.value === 'string' && node.value.includes('\n') ? Infinity : widthOf(String(node.value)) + 2;
  if (isMap<Node, Node>(node)) return node.items.reduce((sum, { key, value }) => sum + flatWidth(key) + flatWidth(value), 4);
  if (isSeq<Node>(node)) return node.items.reduce((sum, item) => sum + flatWidth(item), 4);
  return 0;
}

/** Columns that a text takes: Chinese characters take two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
}
