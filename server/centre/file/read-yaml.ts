import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, type Node, type Scalar, type YAMLError } from 'yaml';
import { dotted, type WrongField } from '../../platform/index.ts';
import { placeOf, yamlLimits } from './place.ts';
import { wordYamlError } from './yaml-error.ts';

/** Where the value of a dotted path stands, as offsets into the text, and its node. */
export type Spot = { key: number; value: number; scalar?: Scalar };

export type YamlReading =
  | { ok: true; value: unknown; spots: ReadonlyMap<string, Spot>; lines: LineCounter; wrong: WrongField[] }
  | { ok: false; fields: WrongField[] };

/** Reads YAML (or JSON) as plain values with the place of each. Refuses what the limits forbid; `wrong` tells of repeated names and the like, beside which the rest can be read. */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  if (hasTooManyTokens(text)) return { ok: false, fields: [{ path: '', code: 'yaml_too_large', parameters: { maximum: yamlLimits.values }, line: 1, column: 1 }] };
  // Repeated names are looked for below: the library compares each with each, which takes minutes in a hostile file.
  const document = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  const errors = oneForEachPlace([...document.errors, ...document.warnings]);
  if (errors.length > 0) return { ok: false, fields: errors.map((error) => wordYamlError(error, text, lines)) };
  const reader = new Reader(lines);
  const value = reader.read(document.contents, [], 0, 0);
  return reader.stopped ? { ok: false, fields: reader.wrong } : { ok: true, value, spots: reader.spots, lines, wrong: reader.wrong };
}

/** Where something is missing, the library also complains about what follows from that; only the cause helps. */
function oneForEachPlace(errors: readonly YAMLError[]): YAMLError[] {
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted !== undefined) return [exhausted];
  const byPlace = new Map<number, YAMLError>();
  for (const error of errors) {
    if (!byPlace.has(error.pos[0]) || error.code === 'MISSING_CHAR') byPlace.set(error.pos[0], error);
  }
  return [...byPlace.values()];
}

function hasTooManyTokens(text: string): boolean {
  let count = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '') continue;
    count += 1;
    if (count > yamlLimits.tokens) return true;
  }
  return false;
}

/** Turns nodes into values, and remembers where they stood. */
class Reader {
  readonly spots = new Map<string, Spot>();
  readonly wrong: WrongField[] = [];
  /** True once a limit was met: the rest was not read. */
  stopped = false;
  private readonly anchors = new Map<string, Node>();
  private readonly lines: LineCounter;
  private values = 0;
  private aliases = 0;

  constructor(lines: LineCounter) {
    this.lines = lines;
  }

  read(node: Node | null, path: (string | number)[], key: number, depth: number): unknown {
    this.values += 1;
    const at = node?.range?.[0] ?? key;
    if (this.values > yamlLimits.values) return this.stop('yaml_too_large', at, path, { maximum: yamlLimits.values });
    if (depth > yamlLimits.depth) return this.stop('yaml_too_deep', at, path, { maximum: yamlLimits.depth });
    if (isAlias(node)) return this.readAlias(node.source, at, path, key, depth);
    if (node !== null && (isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.spots.set(dotted(path), { key, value: at, ...(isScalar(node) ? { scalar: node } : {}) });
    if (isScalar(node)) return node.value;
    if (isSeq<Node | null>(node)) return node.items.map((item, index) => this.read(item, [...path, index], item?.range?.[0] ?? at, depth + 1));
    if (isMap<Node, Node | null>(node)) {
      const entries = node.items.flatMap(({ key: name, value }) => this.readPair(name, value, path, at, depth));
      this.refuseRepeated(node.items.map(({ key: name }) => name), path);
      return Object.fromEntries(entries);
    }
    return null;
  }

  private readPair(name: Node | null, value: Node | null, path: (string | number)[], at: number, depth: number): [string, unknown][] {
    if (!isScalar(name) || name.value === null) {
      this.refuse('yaml_key_form', name?.range?.[0] ?? at, path);
      return [];
    }
    const word = String(name.value);
    return [[word, this.read(value, [...path, word], name.range?.[0] ?? at, depth + 1)]];
  }

  private readAlias(name: string, at: number, path: (string | number)[], key: number, depth: number): unknown {
    this.aliases += 1;
    if (this.aliases > yamlLimits.aliases) return this.stop('yaml_too_many_aliases', at, path, { maximum: yamlLimits.aliases });
    const target = this.anchors.get(name);
    if (target === undefined) return this.refuse('yaml_unknown_alias', at, path, { name: name.slice(0, 60) });
    return this.read(target, path, key, depth);
  }

  private refuseRepeated(names: readonly (Node | null)[], path: (string | number)[]): void {
    const seen = new Set<string>();
    for (const name of names) {
      if (!isScalar(name)) continue;
      const word = String(name.value);
      if (seen.has(word)) this.refuse('yaml_duplicate_key', name.range?.[0] ?? 0, [...path, word], { name: word.slice(0, 60) });
      seen.add(word);
    }
  }

  private stop(code: string, offset: number, path: (string | number)[], parameters: Record<string, number>): undefined {
    this.stopped = true;
    this.refuse(code, offset, path, parameters);
  }

  private refuse(code: string, offset: number, path: (string | number)[], parameters: Record<string, string | number> = {}): undefined {
    // One report of a limit is enough; what follows it is not read any further.
    if (this.wrong.length < 100) this.wrong.push({ path: dotted(path), code, parameters, ...placeOf(this.lines, offset) });
  }
}
