import type { SameKeys } from '../../i18n/messages.ts';
import type { cliChinese } from './zh-CN.ts';

export const cliEnglish: SameKeys<typeof cliChinese> = {
  help: `Usage: lichun <command>

  import FILE    lays a centre file over the centre; shows the difference, applies all or nothing
    --dry-run    only shows the difference
    --prune      removes entries that a given section does not list (left out: they stay)
    --json       prints the result as JSON
  export [FILE]  writes the centre as a file; without FILE to the screen
    --force      overwrites a file that is there
  operator add <e-mail> [--name <name>]
                 make somebody an operator and print a link that lets them in, once, within the hour
  operator list  list all operators
  replay ID      makes the decisions about an application again from what is kept with them, and says what differs; changes nothing
    --all        all of them
    --json       prints the result as JSON
{upkeep}
  help           shows this text

A FILE of - is standard input. The database is DATABASE_URL, else the bundled PostgreSQL in DATA_DIR ({folder}).
LICHUN_LANG=zh-CN or en chooses the language. The file format is described in docs/centre-file.md.`,
  unknown_command: 'There is no command {name}. lichun help lists them all.',
  unknown_command_similar: 'There is no command {name}. Did you mean {similar}?',
  unknown_option: '{command} has no option {name}. See lichun help.',
  unknown_option_similar: '{command} has no option {name}. Did you mean {similar}?',
  missing_file: 'Say which file to import, for example: lichun import centre.yaml',
  too_many_words: '{name} is too much: {command} takes one file.',
  operator_usage: 'Write: lichun operator add <e-mail> [--name <name>], or lichun operator list.',
  operator_added: '{name} is an operator now.',
  operator_already: '{name} was an operator already.',
  operator_link: 'Have them open this link; it works once, within the hour:\n{address}',
  operator_disabled: 'The person with this address is shut out. Let them in on the console first, or use another address.',
  operator_none: 'There is no operator yet. Add one with lichun operator add <e-mail>.',
  file_missing: 'There is no file {file}. Check its name and folder.',
  file_forbidden: 'You may not read or write {file}.',
  file_is_folder: '{file} is a folder. Name a file.',
  file_too_large: '{file} is too large: 1 MiB at most.',
  file_not_text: '{file} is not text in UTF-8. Save it as UTF-8 and try again.',
  file_exists: '{file} is there already and was not touched. Add --force to overwrite it.',
  file_failed: '{file} could not be read or written: {reason}.',
  configuration: 'The environment variable {variable} is not right: {expected}.',
  fault: 'Something unexpected happened: {message}. Nothing was changed.',
  written: 'Written to {file}.',
  mistakes: { one: '{count} place in {file} is wrong; nothing was changed.', other: '{count} places in {file} are wrong; nothing was changed.' },
  nothing: 'Nothing to change: the centre is as the file says.',
  nothing_example: 'Nothing to change: the file says what the example “{name}” says, which stays an example. Choose “Make it mine” in the console if it is what you mean.',
  applied: { one: 'Done: {count} change.', other: 'Done: {count} changes.' },
  tried: { one: 'Only tried: there would be {count} change, nothing was changed.', other: 'Only tried: there would be {count} changes, nothing was changed.' },
  example_replaced: 'The example “{name}” ends: nobody has edited it, so the file takes its place entirely. Numbers and addresses become links, and search engines may list the pages.',
  example_kept: 'The example “{name}” was edited, so the file is merged into it. Pages still say “example”; choose “Make it mine” in the console.',
  group_kept: { one: '{fleet} · {group} stays, although the file does not list it, with its {count} seat', other: '{fleet} · {group} stays, although the file does not list it, with its {count} seats' },
  group_reopens_archived: { one: '{fleet} · {group} was archived and is open again, with its {count} seat', other: '{fleet} · {group} was archived and is open again, with its {count} seats' },
  group_reopens_dissolved: '{fleet} · {group} was dissolved and is open again, with nobody in it',
  group_rests_active: '{fleet} · {group} stays active, not “state: preparing”: somebody has or had a seat there',
  group_rests_archived: '{fleet} · {group} stays archived. Write “state: active” to reopen it',
  group_rests_dissolved: '{fleet} · {group} stays dissolved. Write “state: active” to reopen it',
  group_ends: { one: '{fleet} · {group} is dissolved, and its {count} seat ends', other: '{fleet} · {group} is dissolved, and its {count} seats end' },
  fleet_goes: { one: '{fleet}: {groups} groups and {count} seat are found again when it is brought back; applications that wait ({applications}) end', other: '{fleet}: {groups} groups and {count} seats are found again when it is brought back; applications that wait ({applications}) end' },
  settings: 'the centre itself',
  settings_added: 'new',
  unchanged: '{count} unchanged',
  replay_usage: 'Write: lichun replay ID of an application, or lichun replay --all.',
  replay_line: '{application}  {before} → {after} (different: {differs}; rules {rules})',
  replay_sum: { one: '{count} decision looked at: {same} the same, {different} different.', other: '{count} decisions looked at: {same} the same, {different} different.' },
  replay_by_hand: { one: '{count} was made by a person: there is no rule to make again.', other: '{count} were made by people: there is no rule to make again.' },
  replay_erased: { one: '{count} cannot be made again: what it was made from was erased.', other: '{count} cannot be made again: what they were made from was erased.' },
  replay_other_rules: { one: '{count} was made by another version of the rules (now {rules}).', other: '{count} were made by another version of the rules (now {rules}).' },
};
