/** What these pages use of the OpenAPI document. What is told is an English sentence there, and one for the reader on a page. */
export type Schema<Told = string> = {
  type?: string; description?: Told; format?: string; pattern?: string; enum?: readonly unknown[]; const?: unknown;
  properties?: Readonly<Record<string, Schema<Told>>>; required?: readonly string[]; items?: Schema<Told>; anyOf?: readonly Schema<Told>[]; oneOf?: readonly Schema<Told>[];
  minLength?: number; maxLength?: number; minimum?: number; maximum?: number; minItems?: number; maxItems?: number; $ref?: string;
};
export type Parameter<Told = string> = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; description?: Told; schema: Schema<Told> };
type Content = Readonly<Record<string, { schema?: Schema; example?: unknown }>>;
export type Described = {
  operationId: string; tags: readonly string[]; summary: string; description?: string; deprecated?: boolean;
  security: readonly Readonly<Record<string, unknown>>[]; 'x-permission': string; 'x-limit'?: { count: number; seconds: number };
  parameters?: readonly (Parameter | { $ref: string })[]; requestBody?: { content: Content }; responses: Readonly<Record<string, { description?: string; content?: Content }>>;
};
export type EventDescription = { summary: string; requestBody: { content: { 'application/json': { schema: Schema; example: unknown } } } };
export type ApiDocument = {
  tags: readonly { name: string; description?: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  webhooks: Readonly<Record<string, { post: EventDescription }>>;
  components: { parameters: Readonly<Record<string, Parameter>>; schemas: Readonly<Record<string, Schema>> };
};

export type Listed = { name: string; slug: string; method: string; path: string; area: string; summary: string; deprecated: boolean };

/** A name as it stands in addresses: `listWebhooks` → `list-webhooks`. */
export function slugOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Every operation, in the order of the document. */
export function listOperations(document: ApiDocument): Listed[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: name, tags, summary, deprecated }]) => ({ name, slug: slugOf(name), method: method.toUpperCase(), path, area: tags[0] ?? '', summary, deprecated: deprecated === true })),
  );
}

/** One operation with its parameters written out. */
export function findOperation(document: ApiDocument, slug: string): { method: string; path: string; operation: Described; parameters: Parameter[] } | undefined {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (slugOf(operation.operationId) !== slug) continue;
      const parameters = (operation.parameters ?? []).flatMap((one) => ('$ref' in one ? (document.components.parameters[one.$ref.split('/').at(-1) ?? ''] ?? []) : one));
      return { method: method.toUpperCase(), path, operation, parameters };
    }
  }
  return undefined;
}

/** A value of a parameter, to show. */
export function shownValue(schema: Schema<unknown>): string {
  if (schema.enum !== undefined) return String(schema.enum[0]);
  if (schema.format === 'uuid') return '01a1efb3-e290-7000-b746-f2ac232db1cd';
  if (schema.format === 'date-time') return '2026-11-18T02:00:00Z';
  return schema.type === 'integer' ? String(Math.max(1, schema.minimum ?? 1)) : 'standard';
}

/** The call in a shell. */
export function curlOf(origin: string, method: string, path: string, parameters: readonly Parameter<unknown>[], body: unknown): string {
  const filled = path.replace(/\{(\w{1,40})\}/g, (_placeholder, name: string) => shownValue(parameters.find((one) => one.name === name)?.schema ?? {}));
  const lines = [`curl${method === 'GET' ? '' : ` -X ${method}`} '${origin}${filled}'`, "-H 'Authorization: Bearer lck_…'"];
  if (body !== undefined) lines.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(body).replaceAll("'", String.raw`'\''`)}'`);
  return lines.join(' \\\n  ');
}
