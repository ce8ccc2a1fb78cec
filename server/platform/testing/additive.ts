/** Why the program of the release before could not go on after a statement. */
export type Breaking = { statement: string; reason: 'drops' | 'renames' | 'changes_type' | 'requires' | 'constrains' };

/** Forms of one statement with single blanks and without its texts. */
const rules: readonly (readonly [Breaking['reason'], RegExp])[] = [
  ['drops', /\bdrop (?:table|column|view|materialized|schema|type|function|sequence|domain)\b/i],
  ['drops', /\bdrop (?!constraint\b|not\b|default\b|identity\b|expression\b|index\b|policy\b|trigger\b)/i],
  ['drops', /\btruncate\b/i],
  ['renames', /\brename\b/i],
  ['changes_type', / type [a-z]/i],
  ['requires', /\bset not null\b/i],
];

/**
 * What an SQL statement takes away from a program that knows nothing of it. `made`: tables that the same change has made before, with
 * which it may do what it likes. Judges the forms that our changes use; it is a net, not a proof.
 */
export function findBreaking(statement: string, made: ReadonlySet<string>): Breaking[] {
  const text = statement.replaceAll(/--[^\n]{0,2000}/g, ' ').split("'").filter((_part, index) => index % 2 === 0).join("''").replaceAll(/\s{1,200}/g, ' ').trim();
  const target = tableOf(text);
  if (target !== undefined && made.has(target)) return [];
  const found = rules.filter(([, form]) => form.test(text)).map(([reason]) => reason);
  if (/^alter table\b/i.test(text)) {
    for (const column of text.split(/\badd column\b/i).slice(1)) {
      const part = column.split(/,(?![^(]{0,500}\))/)[0] ?? '';
      if (/\bnot null\b/i.test(part) && !/\bdefault\b|\bgenerated\b/i.test(part)) found.push('requires');
      if (/\bunique\b|\bprimary key\b/i.test(part)) found.push('constrains');
    }
    // A new rule refuses what the program before still writes.
    if (/\badd (?:constraint\b|check\b|unique\b|foreign key\b|primary key\b|exclude\b)/i.test(text)) found.push('constrains');
  }
  if (/^create unique index\b/i.test(text)) found.push('constrains');
  return [...new Set(found)].map((reason) => ({ statement: text.slice(0, 300), reason }));
}

/** The table that a statement makes, so that later ones may shape it. */
export function tableMade(statement: string): string | undefined {
  return name(/^\s{0,200}create\s{1,20}(?:unlogged\s{1,20})?table\s{1,20}(?:if not exists\s{1,20})?([\w."]{1,130})/i.exec(statement)?.[1]);
}

function tableOf(text: string): string | undefined {
  return name(/^(?:alter table(?: if exists)?(?: only)?|drop table(?: if exists)?|truncate(?: table)?|create (?:unique )?index(?: concurrently)?(?: if not exists)? [\w."]{1,130} on) ([\w."]{1,130})/i.exec(text)?.[1]);
}

function name(text: string | undefined): string | undefined {
  return text?.replaceAll('"', '').toLowerCase();
}
