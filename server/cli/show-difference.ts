import type { CentreDifference, SectionDifference } from '../../common/contract/centre-operations.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { centreMessages } from '../../common/locales/centre/index.ts';
import { cliMessages } from '../../common/locales/cli/index.ts';
import { visible } from '../platform/index.ts';

const colours = { added: 32, changed: 33, removed: 31, moved: 36, quiet: 2 } as const;
type Paint = (kind: keyof typeof colours, text: string) => string;

/** A difference as lines for a terminal: one per entry, with what changed in it, in colour when `colour` is true. */
export function showDifference(difference: CentreDifference, language: Language, colour: boolean, dryRun: boolean): string {
  const t = translator(cliMessages, language);
  const paint: Paint = (kind, text) => (colour ? `\u001b[${colours[kind]}m${text}\u001b[0m` : text);
  const { changes, example, settings, sections, fleets } = difference;
  const exampleLine = ({ name, effect }: NonNullable<typeof example>) =>
    effect === 'replaced' ? paint('changed', `~ ${t('example_replaced', { name: visible(name) })}`) : t('example_kept', { name: visible(name) });
  const nothing = example === null ? t('nothing') : t('nothing_example', { name: visible(example.name) });
  const lines = [
    ...(example === null || changes === 0 ? [] : [exampleLine(example)]),
    ...(settings.state === 'added' ? [paint('added', `+ ${t('settings')} (${t('settings_added')})`)] : []),
    ...(settings.state === 'changed' ? [paint('changed', `~ ${t('settings')}: ${settings.fields.map(visible).join(', ')}`)] : []),
    ...sections.flatMap((section) => showSection(section, language, paint)),
    ...fleets.flatMap((fleet) => showFleet(fleet, language, paint)),
  ];
  const end = changes === 0 ? nothing : t(dryRun ? 'tried' : 'applied', { count: changes });
  return [...lines, end].join('\n');
}

/** What becomes of groups that are not just what the file lists, and of who is in them. */
function showFleet({ name, kept, ends, reopens, rests, removed }: CentreDifference['fleets'][number], language: Language, paint: Paint): string[] {
  const t = translator(cliMessages, language);
  const fleet = visible(name);
  return [
    ...ends.map((group) => paint('removed', `! ${t('group_ends', { fleet, group: visible(group.name), count: group.seats })}`)),
    ...reopens.map((group) => paint('added', `! ${t(`group_reopens_${group.from}`, { fleet, group: visible(group.name), count: group.seats })}`)),
    ...(removed === undefined ? [] : [paint('removed', `! ${t('fleet_goes', { fleet, groups: removed.groups, count: removed.seats, applications: removed.applications })}`)]),
    ...rests.map((group) => paint('quiet', `= ${t(`group_rests_${group.from}`, { fleet, group: visible(group.name) })}`)),
    ...kept.map((group) => paint('quiet', `= ${t('group_kept', { fleet, group: visible(group.name), count: group.seats })}`)),
  ];
}

function showSection({ section, added, changed, removed, moved, unchanged }: SectionDifference, language: Language, paint: Paint): string[] {
  const name = (entry: { key: string; name: string }) => (entry.name === entry.key ? entry.key : `${entry.key}  ${visible(entry.name)}`);
  const known = new Set([...added, ...changed].map(({ key }) => key));
  const lines = [
    ...added.map((entry) => paint('added', `  + ${name(entry)}`)),
    ...changed.map((entry) => paint('changed', `  ~ ${name(entry)}: ${entry.fields.map(visible).join(', ')}`)),
    ...moved.filter(({ key }) => !known.has(key)).map((entry) => paint('moved', `  ↕ ${name(entry)}`)),
    ...removed.map((entry) => paint('removed', `  - ${name(entry)}`)),
  ];
  if (lines.length === 0) return [];
  const rest = unchanged === 0 ? '' : paint('quiet', `  (${translator(cliMessages, language)('unchanged', { count: unchanged })})`);
  const word = translator(centreMessages, language)(section);
  return [`${word === section ? section : `${section}  ${word}`}${rest}`, ...lines];
}
