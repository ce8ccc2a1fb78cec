import type { PageContext } from '../page-context.ts';
import { tokenCookie } from '../people/token-cookie.ts';

/** This browser went to a forge; afterwards what was typed before is found by it. */
export const forgeCookie = tokenCookie('lichun_forge', 600);

/** The fields of a form that are given back to it afterwards; proofs and secrets are not among them. */
const keptFields = ['realName', 'reason', 'question', 'uid', 'uidUnreachable', 'pullRequest', 'readings', 'email', 'consent', 'key', 'group'];

/** What was typed, as it is kept. */
export function keptIn(form: FormData): Record<string, string> {
  return Object.fromEntries(keptFields.flatMap((name) => {
    const values = form.getAll(name).filter((value): value is string => typeof value === 'string');
    return values.length === 0 ? [] : [[name, values.join(' ').slice(0, 1000)]];
  }));
}

export type ForgeNews = { name: string; result: 'proven' | 'taken' | 'refused'; kept: FormData };

/** What came of a visit to a forge in this browser, with what had been typed as a form; undefined when there was none. */
export async function forgeNews({ ops, actor, secure }: Pick<PageContext, 'ops' | 'actor' | 'secure'>, request: Request): Promise<ForgeNews | undefined> {
  const token = actor.kind === 'person' ? forgeCookie.read(request.headers.get('cookie'), secure) : undefined;
  const read = token === undefined ? undefined : await ops.readForgeVisit({ token });
  if (read?.ok !== true || read.value.result === undefined) return undefined;
  const kept = new FormData();
  for (const [name, value] of Object.entries(read.value.kept)) kept.append(name, value);
  return { name: read.value.name, result: read.value.result, kept };
}
