import type { GroupChanges } from '../../../common/contract/fleet-operations.ts';
import { groupSizes } from '../../../common/contract/fleet.ts';
import type { GroupStanding } from '../../../common/contract/groups.ts';
import type { PageContext } from '../../page-context.ts';
import { refused, type DeedOf } from '../deeds.ts';
import { typed } from '../organisations/deeds.ts';
import type { GroupsTexts } from './text.ts';

type Done = Extract<keyof GroupsTexts, `done_${string}`>;
export type Deed = DeedOf<Done>;
type Page = Pick<PageContext, 'ops' | 'explain'>;
type Outcome<Value> = { ok: true; value: Value } | { ok: false; refusal: Parameters<PageContext['explain']>[0] };
type Told = { done: Done; words?: Record<string, string | number>; undo?: Record<string, string> };
type Intent = (page: Page, fleet: string, form: FormData) => Promise<Deed>;

function deedOf<Value>({ explain }: Page, outcome: Outcome<Value>, told: (value: Value) => Told): Deed {
  return outcome.ok ? { ok: true, ...told(outcome.value) } : refused(explain, outcome);
}
const named = (done: Done, undo?: (group: GroupStanding) => Record<string, string>) => (group: GroupStanding): Told => ({ done, words: { name: group.name }, ...(undo === undefined ? {} : { undo: undo(group) }) });
const helds = ['diverting', 'frozen', 'closed'] as const;
const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
const lastWord = (line: string) => line.split(/\s/).at(-1) ?? '';

/** Texts that stand in one language only are shown as they are and sent back as one text; others are edited where every language is. */
function changesIn(form: FormData): GroupChanges {
  const text = (name: string) => (form.has(name) ? { [name]: typed(form, name) === '' ? null : typed(form, name) } : {});
  const choice = typed(form, 'public');
  const size = groupSizes.find((known) => known === typed(form, 'size'));
  return {
    ...text('name'), ...text('number'), ...text('link'), ...text('handle'), ...text('owner'), ...text('note'), ...text('organisation'),
    ...(form.has('conditions') ? { conditions: lines(typed(form, 'conditions')) } : {}),
    ...(form.has('documents') ? { documents: lines(typed(form, 'documents')).map((line) => ({ title: line.split(/\s/).slice(0, -1).join(' ').trim() || line, url: lastWord(line) })) } : {}),
    ...(form.has('public') ? { public: choice === '' ? null : choice === 'yes' } : {}),
    ...(form.has('size') ? { size: size ?? null } : {}),
  };
}

/** Leaves out what is empty: a new group says nothing of what was not filled in. */
function filled(changes: GroupChanges): GroupChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)));
}

/** Everything that can be done on the page of a fleet, by the `intent` of the form. */
export const fleetIntents: Readonly<Record<string, Intent>> = {
  async open(page, fleet, form) {
    const state = typed(form, 'state') === 'preparing' ? 'preparing' : 'active';
    return deedOf(page, await page.ops.openGroup({ fleet, state, ...filled(changesIn(form)) }), named(state === 'active' ? 'done_opened' : 'done_prepared', ({ id }) => ({ intent: 'archive', group: id, evenLast: 'yes' })));
  },
  async save(page, _fleet, form) {
    const changes = changesIn(form);
    const before = JSON.parse(typed(form, 'before') || '{}') as GroupChanges;
    return deedOf(page, await page.ops.updateGroup({ group: typed(form, 'group'), revision: Number(form.get('revision')), changes }), named('done_saved', ({ id, revision }) => ({ intent: 'put-back', group: id, revision: String(revision), changes: JSON.stringify(Object.fromEntries(Object.keys(changes).map((name) => [name, before[name as keyof GroupChanges] ?? (name === 'conditions' || name === 'documents' ? [] : null)]))) })));
  },
  'put-back': async (page, _fleet, form) => deedOf(page, await page.ops.updateGroup({ group: typed(form, 'group'), revision: Number(form.get('revision')), changes: JSON.parse(typed(form, 'changes')) as GroupChanges }), named('done_saved')),
  async activate(page, _fleet, form) {
    const { number, link, handle } = filled(changesIn(form));
    return deedOf(page, await page.ops.activateGroup({ group: typed(form, 'group'), ...(number === undefined ? {} : { number }), ...(link === undefined ? {} : { link }), ...(handle === undefined ? {} : { handle }) }), named('done_activated', ({ id }) => ({ intent: 'deactivate', group: id })));
  },
  deactivate: async (page, _fleet, form) => deedOf(page, await page.ops.undoGroupActivation({ group: typed(form, 'group') }), named('done_deactivated')),
  async hold(page, _fleet, form) {
    const held = helds.find((known) => known === typed(form, 'held')) ?? null;
    const [before, reason] = [typed(form, 'before'), typed(form, 'reason')];
    // Holding again asks for a reason; letting go does not.
    const undo = ({ id }: GroupStanding) => ({ intent: 'hold', group: id, held: before, reason: before === '' ? '' : typed(form, 'undoReason'), before: held ?? '' });
    return deedOf(page, await page.ops.holdGroup({ group: typed(form, 'group'), held, ...(reason === '' ? {} : { reason }) }), named(held === null ? 'done_released' : 'done_held', undo));
  },
  count: async (page, _fleet, form) => deedOf(page, await page.ops.enterHeadCount({ group: typed(form, 'group'), count: typed(form, 'count') === '' ? Number.NaN : Number(typed(form, 'count')) }), named('done_counted', ({ id }) => ({ intent: 'uncount', group: id }))),
  uncount: async (page, _fleet, form) => deedOf(page, await page.ops.undoHeadCount({ group: typed(form, 'group') }), ({ name, stays }) => ({ done: stays === undefined ? 'done_uncounted' : 'done_uncounted_stays', words: { name, next: stays?.name ?? '' } })),
  async messages(page, _fleet, form) {
    const one = typed(form, 'count');
    const days = form.has('day') ? [{ day: typed(form, 'day'), count: one === '' ? Number.NaN : Number(one) }] : lines(typed(form, 'messages')).map((line) => ({ day: line.split(/\s/)[0] ?? '', count: lastWord(line) === '-' ? null : Number(lastWord(line)) }));
    const group = typed(form, 'group');
    const undo = (before: { day: string; count: number | null }[]) => ({ intent: 'messages', group, messages: before.map(({ day, count }) => `${day} ${count ?? '-'}`).join('\n') });
    return deedOf(page, await page.ops.enterMessageCounts({ group, days }), ({ days: count, before }) => ({ done: days.every((day) => day.count === null) ? 'done_messages_forgotten' : 'done_messages', words: { count }, undo: undo(before) }));
  },
  bot: async (page, _fleet, form) => deedOf(page, await page.ops.addBot({ group: typed(form, 'group'), name: typed(form, 'bot') }), ({ id, name }) => ({ done: 'done_bot', words: { name }, undo: { intent: 'remove', seat: id } })),
  archive: async (page, _fleet, form) =>
    deedOf(page, await page.ops.archiveGroup({ group: typed(form, 'group'), evenLast: typed(form, 'evenLast') === 'yes', ...(typed(form, 'reason') === '' ? {} : { reason: typed(form, 'reason') }) }), named('done_archived', ({ id }) => ({ intent: 'restore', group: id }))),
  restore: async (page, _fleet, form) => deedOf(page, await page.ops.restoreGroup({ group: typed(form, 'group') }), named('done_restored', ({ id }) => ({ intent: 'archive', group: id, evenLast: 'yes' }))),
  dissolve: async (page, _fleet, form) =>
    deedOf(page, await page.ops.dissolveGroup({ group: typed(form, 'group'), evenLast: typed(form, 'evenLast') === 'yes', ...(typed(form, 'reason') === '' ? {} : { reason: typed(form, 'reason') }) }), ({ seats }) => ({ done: 'done_dissolved', words: { count: seats } })),
  'undo-merge': async (page, fleet, form) =>
    deedOf(page, await page.ops.undoFleetMerge({ fleet, from: typed(form, 'from') }), ({ seatsLost: count }) => ({ done: count > 0 ? 'done_merge_undone_lost' : 'done_merge_undone', words: { name: typed(form, 'name'), count } })),
  remove: async (page, _fleet, form) => deedOf(page, await page.ops.removeGroupMember({ seat: typed(form, 'seat') }), ({ id, name }) => ({ done: 'done_removed', words: { name }, undo: { intent: 'return', seat: id } })),
  arrived: async (page, _fleet, form) => deedOf(page, await page.ops.confirmGroupSeat({ seat: typed(form, 'seat') }), ({ name }) => ({ done: 'done_arrived', words: { name } })),
  'waive-uid': async (page, _fleet, form) => deedOf(page, await page.ops.waiveOwedUid({ id: typed(form, 'application') }), ({ id }) => ({ done: 'done_uid_waived', words: { name: typed(form, 'name') }, undo: { intent: 'restore-uid', application: id, name: typed(form, 'name') } })),
  'restore-uid': async (page, _fleet, form) => deedOf(page, await page.ops.restoreOwedUid({ id: typed(form, 'application') }), () => ({ done: 'done_uid_owed', words: { name: typed(form, 'name') } })),
  return: async (page, _fleet, form) => deedOf(page, await page.ops.returnGroupMember({ seat: typed(form, 'seat') }), ({ name }) => ({ done: 'done_returned', words: { name } })),
};
