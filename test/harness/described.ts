import { createRequire } from 'node:module';
import type { IncomingHttpHeaders } from 'node:http';
import type { Ajv2020 as Validator, ValidateFunction } from 'ajv/dist/2020.js';

type Json = Record<string, unknown>;
type Described = { method: string; template: RegExp; at: string; operation: Json };

const require = createRequire(import.meta.url);

/** A validator for the JSON Schema of OpenAPI 3.1. */
export function schemaValidator(): Validator {
  const { Ajv2020 } = require('ajv/dist/2020.js') as { Ajv2020: new (options: object) => Validator };
  const addFormats = require('ajv-formats') as (ajv: Validator) => void;
  const ajv = new Ajv2020({ strict: false, validateSchema: false, code: { optimize: false } });
  addFormats(ajv);
  return ajv;
}

/** Holds every answer of the API against its description; throws for one that is otherwise. */
export function answerChecker(document: Json): (method: string, target: string, answer: { status: number; headers: IncomingHttpHeaders; body: string }) => void {
  const ajv = schemaValidator();
  const components = document['components'] as Json;
  const validators = new Map<string, ValidateFunction>();
  const described: Described[] = Object.entries(document['paths'] as Record<string, Record<string, Json>>).flatMap(([at, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), at, operation, template: new RegExp(`^${at.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) })),
  );
  // A path that is spelt out wins over one with parameters, as with the routes.
  described.sort((left, right) => Number(left.at.includes('{')) - Number(right.at.includes('{')));

  const valid = (key: string, schema: Json, value: unknown): string | undefined => {
    const validate = validators.get(key) ?? ajv.compile({ ...schema, components });
    validators.set(key, validate);
    return validate(value) ? undefined : ajv.errorsText(validate.errors);
  };

  return (method, target, { status, headers, body }) => {
    const path = target.split(/[?#]/)[0] ?? '';
    const asked = method === 'HEAD' ? 'GET' : method;
    const found = described.find((one) => one.method === asked && one.template.test(path));
    const fail = (what: string): never => {
      throw new Error(`${method} ${target} answered ${status}: ${what}\n${body.slice(0, 1000)}`);
    };
    if (headers['x-request-id'] === undefined) fail('no request id');
    if (status >= 400) {
      if (headers['content-type'] !== 'application/problem+json') fail(`a refusal of the type ${headers['content-type']}`);
      if (method === 'HEAD') return;
      const problem = JSON.parse(body) as { status?: number; code?: string };
      const wrong = valid('problem', (components['schemas'] as Record<string, Json>)['Problem'] ?? {}, problem);
      if (wrong !== undefined) fail(wrong);
      if (problem.status !== status) fail('its body has another status');
      const declared = found === undefined ? undefined : (found.operation['responses'] as Record<string, Json>);
      if (declared !== undefined && declared[String(status)] === undefined) fail(`the description has no such status, ${problem.code}`);
      if ((status === 429 || status === 503) && headers['retry-after'] === undefined) fail('no Retry-After');
      return;
    }
    if (status === 204 && method === 'OPTIONS') return;
    if (found === undefined) return fail('the description does not know it');
    const answers = found.operation['responses'] as Record<string, Json>;
    const answer = answers[String(status)];
    if (answer === undefined) return fail('the description has no such status');
    for (const name of Object.keys((answer['headers'] ?? {}) as Json)) if (headers[name.toLowerCase()] === undefined) fail(`no header ${name}`);
    const content = (answer['content'] ?? {}) as Record<string, Json>;
    const schema = content['application/json']?.['schema'] as Json | undefined;
    if (schema === undefined || body === '') return undefined;
    const wrong = valid(`${found.method} ${found.at}`, schema, JSON.parse(body));
    if (wrong !== undefined) fail(wrong);
    return undefined;
  };
}
