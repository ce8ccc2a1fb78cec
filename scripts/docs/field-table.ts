import { centreJsonSchema } from '../../server/centre/index.ts';

/** The parts of JSON Schema (draft 7) that a centre file uses. */
type Schema = {
  type?: string; const?: unknown; enum?: unknown[]; format?: string; pattern?: string; description?: string;
  minimum?: number; maximum?: number; minLength?: number; maxLength?: number; minItems?: number; maxItems?: number;
  properties?: Record<string, Schema>; required?: string[]; items?: Schema; anyOf?: Schema[]; oneOf?: Schema[];
};

/** Markdown tables of every field of a centre file: one table per section. */
export function fieldTables(): string {
  const file = centreJsonSchema() as Schema;
  const sections = Object.entries(file.properties ?? {}).filter(([name]) => name !== '$schema' && name !== 'format');
  return sections.map(([name, schema]) => tableOf(name, schema)).join('\n\n');
}

function tableOf(name: string, schema: Schema): string {
  const entry = schema.items ?? schema;
  const rows = fieldsOf(entry, '').map(({ path, required, type, meaning }) => `| \`${path}\` | ${required ? '✓' : ''} | ${type} | ${meaning} |`);
  const much = schema.maxItems === undefined ? '' : ` (list, ${schema.maxItems} at most)`;
  return [`### ${name}${much}`, '', entry.description ?? '', '', '| field | required | what | meaning |', '|---|:-:|---|---|', ...rows].join('\n');
}

type Row = { path: string; required: boolean; type: string; meaning: string };

function fieldsOf(schema: Schema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const row: Row = { path, required: schema.required?.includes(name) === true, type: escape(typeOf(field)), meaning: escape(field.description ?? '') };
    const inner = [field, ...(field.anyOf ?? [])].find((candidate) => isPlainObject(candidate));
    if (inner !== undefined) return [row, ...fieldsOf(inner, `${path}.`)];
    return field.items !== undefined && isPlainObject(field.items) ? [row, ...fieldsOf(field.items, `${path}[].`)] : [row];
  });
}

function isPlainObject(schema: Schema): boolean {
  return schema.properties !== undefined && !isPerLanguage(schema);
}

function isPerLanguage({ properties = {} }: Schema): boolean {
  return Object.hasOwn(properties, 'zh-CN');
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(' ');
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) {
    const text = branches.find(({ type }) => type === 'string');
    if (branches.some(isPerLanguage)) return `text ≤ ${text?.maxLength ?? '?'}, one or per language`;
    return branches.map((branch) => (branch.properties?.['kind'] === undefined ? typeOf(branch) : shapeOf(branch))).join(' or ');
  }
  if (schema.type === 'array') {
    const bounds = schema.maxItems === undefined ? '' : ` (≤ ${schema.maxItems})`;
    return `list${bounds}${schema.items === undefined || isPlainObject(schema.items) ? '' : ` of ${typeOf(schema.items)}`}`;
  }
  if (schema.type === 'object') return isPerLanguage(schema) ? 'text per language' : 'fields below';
  if (schema.type === 'string') return stringType(schema);
  if (schema.type === 'integer') return `whole number ${schema.minimum ?? ''}–${schema.maximum ?? ''}`;
  return schema.type ?? 'any';
}

const formats: Record<string, string> = { uri: 'address (http or https)', email: 'e-mail address', date: 'date (2026-10-01)', 'date-time': 'time with zone' };

function stringType({ format, pattern, maxLength }: Schema): string {
  if (format !== undefined && formats[format] !== undefined) return formats[format];
  if (pattern?.startsWith('^[a-z0-9]+(?:-') === true) return 'key';
  return maxLength === undefined ? 'text' : `text ≤ ${maxLength}`;
}

/** A variant of an entry in short: `{ kind: url, url, label?, qr? }`. */
function shapeOf({ properties = {}, required = [] }: Schema): string {
  const fields = Object.entries(properties).map(([name, field]) => (field.const === undefined ? `${name}${required.includes(name) ? '' : '?'}` : `${name}: ${String(field.const)}`));
  return `\`{ ${fields.join(', ')} }\``;
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}
