import type { PageContext } from '../../page-context.ts';
import { refused, type DeedOf } from '../deeds.ts';
import type { OrganisationsTexts } from './text.ts';

type Done = Extract<keyof OrganisationsTexts, `done_${string}`>;

export type Deed = DeedOf<Done>;

type Outcome<Value> = { ok: true; value: Value } | { ok: false; refusal: Parameters<PageContext['explain']>[0] };

/** An outcome as a page tells it; `name` is what the sentence is about. */
export function deedOf<Value>(explain: PageContext['explain'], outcome: Outcome<Value>, told: (value: Value) => { done: Done; name?: string; undo?: Record<string, string> }): Deed {
  if (!outcome.ok) return refused(explain, outcome);
  const { name = '', ...rest } = told(outcome.value);
  return { ok: true, ...rest, words: { name } };
}

/** A field of a form, trimmed. */
export function typed(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A field of a form that counts only when something was written into it. */
export function given<Name extends string>(form: FormData, name: Name): { [Key in Name]?: string } {
  const value = typed(form, name);
  return (value === '' ? {} : { [name]: value }) as { [Key in Name]?: string };
}

/** A chosen file as a request carries it; undefined when none was chosen. */
export async function fileIn(form: FormData, name: string): Promise<{ name: string; content: string } | undefined> {
  const file = form.get(name);
  if (!(file instanceof File) || file.size === 0) return undefined;
  return { name: file.name.slice(0, 255) || 'file', content: Buffer.from(await file.arrayBuffer()).toString('base64') };
}
