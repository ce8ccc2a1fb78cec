import type { UidOutcome, UidReason, UidServiceSettings } from '../../../common/contract/uid-service.ts';

/** What a product's answer means. Nothing of it is kept but that. */

export type Reply = { status: number; /** Parsed; undefined when it was no JSON. */ json: unknown; isJson: boolean };
export type Reading = { answer: UidOutcome; reason: UidReason };

type How = Pick<UidServiceSettings, 'mode' | 'matchPath' | 'matchValues' | 'emailPath' | 'absentStatuses' | 'absentPath' | 'absentValues'>;

/** Reads an answer. `emails`: the person's proven addresses as they are compared; `canonical` brings an address of the answer into that form. */
export function readUidAnswer(how: How, reply: Reply, emails: readonly string[], canonical: (email: string) => string): Reading {
  if (how.absentStatuses.includes(reply.status)) return { answer: 'unknown', reason: 'no_such_uid' };
  if (reply.status >= 300 && reply.status < 400) return { answer: 'could_not_ask', reason: 'redirected' };
  if (reply.status < 200 || reply.status >= 300) return { answer: 'could_not_ask', reason: 'status' };
  if (!reply.isJson) return { answer: 'could_not_ask', reason: 'not_json' };
  if (how.absentPath !== undefined && saysAbsent(fieldAt(reply.json, how.absentPath), how.absentValues)) return { answer: 'unknown', reason: 'no_such_uid' };
  return how.mode === 'match' ? readMatch(how, reply.json) : readEmail(how, reply.json, emails, canonical);
}

function readMatch({ matchPath, matchValues }: How, json: unknown): Reading {
  const said = matchPath === undefined ? undefined : textOf(fieldAt(json, matchPath));
  if (said === undefined) return { answer: 'could_not_ask', reason: 'field_missing' };
  return matchValues.includes(said) ? { answer: 'proven', reason: 'matched' } : { answer: 'exists', reason: 'not_matched' };
}

function readEmail({ emailPath }: How, json: unknown, emails: readonly string[], canonical: (email: string) => string): Reading {
  const found = emailPath === undefined ? undefined : fieldAt(json, emailPath);
  const listed = Array.isArray(found) ? found.slice(0, 20) : [found];
  const theirs = listed.filter((one): one is string => typeof one === 'string' && one.includes('@') && one.length <= 254);
  // The product knows the UID and tells no address: nothing can be compared.
  if (theirs.length === 0) return { answer: 'exists', reason: 'field_missing' };
  return theirs.some((one) => emails.includes(canonical(one))) ? { answer: 'proven', reason: 'matched' } : { answer: 'exists', reason: 'not_matched' };
}

function saysAbsent(value: unknown, values: readonly string[]): boolean {
  if (values.length === 0) return value === undefined || value === null;
  const said = textOf(value);
  return said !== undefined && values.includes(said);
}

/** A single value as text; lists and objects are none. */
function textOf(value: unknown): string | undefined {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The field at a JSON pointer. Only what the answer itself has: nothing that every object inherits (F3). */
export function fieldAt(json: unknown, pointer: string): unknown {
  let at: unknown = json;
  for (const step of pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (Array.isArray(at)) at = /^(?:0|[1-9]\d{0,5})$/.test(step) ? at[Number(step)] : undefined;
    else if (at !== null && typeof at === 'object' && Object.hasOwn(at, step)) at = (at as Record<string, unknown>)[step];
    else return undefined;
  }
  return at;
}

/** Where an answer has fields, for whoever sets the reading up: never what they hold. */
export function pointersIn(json: unknown, most = 40): string[] {
  const found: string[] = [];
  const walk = (value: unknown, at: string, depth: number) => {
    if (found.length >= most || depth > 6) return;
    if (value === null || typeof value !== 'object') {
      if (at !== '') found.push(at.slice(0, 200));
      return;
    }
    const entries = Array.isArray(value) ? value.slice(0, 2).map((one, index) => [String(index), one] as const) : Object.entries(value);
    for (const [key, inner] of entries) walk(inner, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
  };
  walk(json, '', 0);
  return found;
}
