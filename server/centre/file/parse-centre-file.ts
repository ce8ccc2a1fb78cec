import { centreFileSchema, type CentreFile } from '../../../common/contract/centre.ts';
import { schemaProblems, type WrongField } from '../../platform/index.ts';
import { draftFile, type DraftedFile } from './draft-file.ts';
import { placeOf } from './place.ts';
import { readYaml, type Spot, type YamlReading } from './read-yaml.ts';
import { isWithin } from './within.ts';

/** Gives a wrong field its line and column in the file. */
export type FindPlace = (field: WrongField) => WrongField;

/** `readable` is what can be checked beside the mistakes; it is missing when the text as a whole cannot be read. */
export type ParsedCentreFile =
  | { ok: true; file: CentreFile; findPlace: FindPlace }
  | { ok: false; fields: WrongField[]; readable?: DraftedFile & { findPlace: FindPlace } };

const mostFields = 100;

/** Reads a centre file and checks it against its schema: every mistake with its place and sentence, in the order of the lines. */
export function parseCentreFile(text: string): ParsedCentreFile {
  const reading = readYaml(text);
  if (!reading.ok) return { ok: false, fields: inOrder(reading.fields) };
  const { value } = reading;
  if (!isMapping(value)) {
    const code = value === null || value === undefined ? 'file_empty' : 'file_not_mapping';
    return { ok: false, fields: reading.wrong.length > 0 ? inOrder(reading.wrong) : [{ path: '', code, line: 1, column: 1 }] };
  }
  const findPlace = placeFinder(reading);
  const parsed = centreFileSchema.safeParse(value);
  if (parsed.success && reading.wrong.length === 0) return { ok: true, file: parsed.data, findPlace };
  const problems = parsed.success ? [] : schemaProblems(parsed.error, centreFileSchema, value);
  // What follows from a name that stands twice or an alias that leads nowhere says nothing new.
  const further = problems.filter(({ path }) => !reading.wrong.some((cause) => isWithin(path, cause.path)));
  const fields = inOrder([...reading.wrong, ...further.map((field) => findPlace(sayMore(field, reading.spots)))]);
  return { ok: false, fields, readable: { ...draftFile(value, fields), findPlace } };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** At most a hundred, in the order of the file; those without a place come last. */
export function inOrder<Field extends Pick<WrongField, 'line' | 'column'>>(fields: readonly Field[]): Field[] {
  const line = ({ line }: Field) => line ?? Number.MAX_SAFE_INTEGER;
  return fields.toSorted((left, right) => line(left) - line(right) || (left.column ?? 0) - (right.column ?? 0)).slice(0, mostFields);
}

/** In a file a value may be missing behind its colon, or read as a number because the quotes are missing. */
function sayMore(field: WrongField, spots: ReadonlyMap<string, Spot>): WrongField {
  const scalar = spots.get(field.path)?.scalar;
  if (scalar === undefined) return field;
  if (scalar.value === null && (scalar.source === undefined || scalar.source === '')) return { path: field.path, code: 'value_empty' };
  const isText = field.code === 'wrong_type' && field.parameters?.['expected'] === 'string';
  if (isText && scalar.type === 'PLAIN' && scalar.source !== undefined) return { path: field.path, code: 'needs_quotes', parameters: { quoted: `'${scalar.source.slice(0, 60)}'` } };
  return field;
}

function placeFinder({ spots, lines }: Extract<YamlReading, { ok: true }>): FindPlace {
  return (field) => {
    const spot = spots.get(field.path);
    if (spot !== undefined) return { ...field, ...placeOf(lines, tellsOfName(field) ? spot.key : spot.value) };
    const parent = nearestSpot(field.path, spots);
    return parent === undefined ? field : { ...field, ...placeOf(lines, parent.key) };
  };
}

/** A field that does not exist, or a section that leaves entries out: the name is what it is about, not what stands behind it. */
function tellsOfName({ code }: WrongField): boolean {
  return code.startsWith('unknown_field') || code.startsWith('still_named');
}

/** What is missing has no place of its own: the innermost thing around it that is there. */
function nearestSpot(path: string, spots: ReadonlyMap<string, Spot>): Spot | undefined {
  let rest = path;
  while (rest !== '') {
    rest = rest.slice(0, Math.max(0, rest.lastIndexOf('.'), rest.lastIndexOf('[')));
    const spot = spots.get(rest);
    if (spot !== undefined) return spot;
  }
  return undefined;
}
