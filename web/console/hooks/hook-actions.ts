import { pageContext, type PageContext } from '../../page-context.ts';
import { createUseDeeds, refused, type DeedOf, type Sentence } from '../deeds.ts';
import { useProgramsText, type ProgramsTexts } from '../programs/text.ts';

export type HookDeed = DeedOf<Extract<Sentence<ProgramsTexts>, `hook_done_${string}`>>;
export const useDeeds = createUseDeeds(useProgramsText);

type Page = Pick<PageContext, 'ops' | 'opsOnce' | 'explain'>;

/** What the pages about incoming hooks can do, by the `do` of the form. */
const deeds: Readonly<Record<string, (page: Page, form: FormData) => Promise<HookDeed>>> = {
  async create({ opsOnce, explain }, form) {
    const outcome = await opsOnce(text(form, 'once')).createHook({ name: text(form, 'name') });
    return outcome.ok ? { ok: true, done: 'hook_done_created', words: { name: outcome.value.hook.name }, secret: outcome.value.secret } : refused(explain, outcome);
  },
  async rotate({ ops, explain }, form) {
    const outcome = await ops.rotateHookSecret({ id: text(form, 'id') });
    return outcome.ok ? { ok: true, done: 'hook_done_rotated', secret: outcome.value.secret } : refused(explain, outcome);
  },
  async change({ ops, explain }, form) {
    const enabled = text(form, 'enabled') === 'true';
    const outcome = await ops.updateHook({ id: text(form, 'id'), name: text(form, 'name'), enabled, revision: Number(form.get('revision')) });
    if (!outcome.ok) return refused(explain, outcome);
    const { name } = outcome.value;
    return { ok: true, done: form.has('renamed') ? 'hook_done_renamed' : enabled ? 'hook_done_on' : 'hook_done_off', words: { name } };
  },
  async delete({ ops, explain }, form) {
    const id = text(form, 'id');
    const outcome = await ops.deleteHook({ id });
    return outcome.ok ? { ok: true, done: 'hook_done_deleted', words: { name: outcome.value.name }, undo: { do: 'restore', id } } : refused(explain, outcome);
  },
  async restore({ ops, explain }, form) {
    const id = text(form, 'id');
    const outcome = await ops.restoreHook({ id });
    return outcome.ok ? { ok: true, done: 'hook_done_restored', words: { name: outcome.value.name }, undo: { do: 'delete', id } } : refused(explain, outcome);
  },
};

/** The action of these pages. */
export async function actOnHooks({ context, request }: { context: { get(key: typeof pageContext): PageContext }; request: Request }): Promise<HookDeed> {
  const form = await request.formData();
  const deed = deeds[text(form, 'do')];
  if (deed === undefined) throw new Response(null, { status: 400 });
  return deed(context.get(pageContext), form);
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
