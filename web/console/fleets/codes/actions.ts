import type { PageContext } from '../../../page-context.ts';
import { refused, type DeedOf } from '../../deeds.ts';
import { fileIn, given, typed } from '../../organisations/deeds.ts';
import type { CodesTexts } from './text.ts';

type Page = Pick<PageContext, 'ops' | 'explain'>;
type Done = Extract<keyof CodesTexts, `done_${string}`>;
/** `made`: what is shown once. */
export type CodesDeed = DeedOf<Done> & { made?: string };

/** Everything that can be done on the pages about codes, links and announcements, by the `intent` of the form. `fleet`: of the page. */
export const codesIntents: Readonly<Record<string, (page: Page, form: FormData, fleet: string) => Promise<CodesDeed>>> = {
  async enter({ ops, explain }, form) {
    const picture = typed(form, 'how') === 'picture' ? await fileIn(form, 'picture') : undefined;
    const outcome = await ops.enterGroupCode({
      group: typed(form, 'group'), expires: typed(form, 'expires').slice(0, 300), audience: typed(form, 'audience') === 'everyone' ? 'everyone' : 'admitted',
      ...(picture === undefined ? (typed(form, 'how') === 'picture' ? {} : given(form, 'content')) : { picture }),
    });
    return outcome.ok ? { ok: true, done: 'done_entered' } : refused(explain, outcome);
  },
  async dead({ ops, explain }, form) {
    const code = typed(form, 'code');
    const outcome = await ops.markCodeDead({ code });
    return outcome.ok ? { ok: true, done: 'done_dead', undo: { intent: 'revive', code } } : refused(explain, outcome);
  },
  async revive({ ops, explain }, form) {
    const outcome = await ops.reviveGroupCode({ code: typed(form, 'code') });
    return outcome.ok ? { ok: true, done: 'done_revived' } : refused(explain, outcome);
  },
  async 'create-link'({ ops, explain }, form, fleet) {
    const outcome = await ops.createCheckLink({ fleet, ...given(form, 'label') });
    return outcome.ok ? { ok: true, done: 'done_link_created', made: outcome.value.url } : refused(explain, outcome);
  },
  async 'revoke-link'({ ops, explain }, form) {
    const link = typed(form, 'link');
    const outcome = await ops.revokeCheckLink({ link });
    return outcome.ok ? { ok: true, done: 'done_link_revoked', undo: { intent: 'restore-link', link } } : refused(explain, outcome);
  },
  async 'restore-link'({ ops, explain }, form) {
    const outcome = await ops.restoreCheckLink({ link: typed(form, 'link') });
    return outcome.ok ? { ok: true, done: 'done_link_restored' } : refused(explain, outcome);
  },
  async announce({ ops, explain }, form, fleet) {
    const outcome = await ops.postAnnouncement({ fleet, title: typed(form, 'title'), body: typed(form, 'body'), confirm: form.get('confirm') !== null, ...given(form, 'group') });
    return outcome.ok ? { ok: true, done: 'done_posted', undo: { intent: 'withdraw', announcement: outcome.value.id } } : refused(explain, outcome);
  },
  async withdraw({ ops, explain }, form) {
    const announcement = typed(form, 'announcement');
    const outcome = await ops.withdrawAnnouncement({ announcement });
    return outcome.ok ? { ok: true, done: 'done_withdrawn', undo: { intent: 'restore', announcement } } : refused(explain, outcome);
  },
  async restore({ ops, explain }, form) {
    const outcome = await ops.restoreAnnouncement({ announcement: typed(form, 'announcement') });
    return outcome.ok ? { ok: true, done: 'done_restored' } : refused(explain, outcome);
  },
};

/** Runs the intent of a form, out of those that there are. */
export async function runCodesIntent(page: Page, request: Request, fleet: string): Promise<CodesDeed> {
  const form = await request.formData();
  const intent = typed(form, 'intent');
  const run = Object.hasOwn(codesIntents, intent) ? codesIntents[intent] : undefined;
  if (run === undefined) throw new Response(null, { status: 404 });
  return run(page, form, fleet);
}
