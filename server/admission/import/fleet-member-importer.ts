import { memberImportLimit } from '../../../common/contract/entrances.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import { findFleetRow, seatsOfPersons } from '../../groups/index.ts';
import { accountKey, findOwners, type Account } from '../../people/index.ts';
import { apart, type Database, type Secrets, type WrongField } from '../../platform/index.ts';
import type { JobStep } from '../../platform/jobs/index.ts';
import { repeatedLines, wrongLine, type FileLine, type Importer, type PlannedLine } from '../../platform/sheets/index.ts';
import { bringIn } from '../actions/bring-in.ts';
import { nothingOutside } from '../ports.ts';
import type { AdmissionParts } from '../parts.ts';
import { findImported } from '../store/imported.ts';
import { fleetMemberColumns, fleetMemberWords, readFleetMemberLine, type FleetMemberLine } from './read-line.ts';

type Parts = Pick<AdmissionParts, 'reader'> & { readonly secrets: Secrets };
type At = Parameters<Importer['plan']>[2];

/** Members of a fleet from a list of at most 200 lines. The same bars, strikes and seats hold as for everyone; a list can be brought twice. [003] */
export function fleetMemberImporter(parts: Parts, fleet?: string): Importer {
  return { kind: 'fleet_members', right: 'members.import', columns: fleetMemberColumns, limit: memberImportLimit, ...(fleet === undefined ? {} : { place: fleet }), plan: (db, lines, at) => planMembers(parts, db, lines, at) };
}

async function planMembers(parts: Parts, db: Database, lines: readonly FileLine[], at: At): Promise<PlannedLine[]> {
  const fleet = at.place === undefined ? undefined : await findFleetRow(db, at.place);
  if (fleet === undefined || fleet.removed) return lines.map((line) => wrongLine(fleetMemberWords(line), [{ path: 'name', code: 'fleet_gone' }]));
  const uid = (fleet.settings.admission?.checks ?? []).find((check) => check.kind === 'uid');
  const read = lines.map((line) => readFleetMemberLine(line, uid?.kind === 'uid' ? uid.product : undefined));
  const good = read.flatMap((one) => (one.ok ? [one.value] : []));
  const { joinsAtOnce } = platformFeatures[fleet.settings.platform];
  const accounts = good.flatMap((one) => one.accounts);
  const [known, members] = [await whoIsIn(db, fleet.key, accounts), await whoIsIn(db, fleet.key, accounts, 'member')];
  const repeated = repeatedAccounts(read, lines);
  return lines.map((line, index) => {
    const one = read[index];
    const what = fleetMemberWords(line);
    if (one === undefined || !one.ok) return wrongLine(what, one?.problems ?? []);
    const earlier = repeated.get(line.line);
    if (earlier !== undefined) return wrongLine(what, [{ path: one.value.column, code: 'line_repeated', parameters: { line: earlier } }]);
    const isAmong = (some: ReadonlySet<string>) => one.value.accounts.some((account) => some.has(accountKey(account)));
    // Whose seat was only held is in by the word of the list.
    if (isAmong(one.value.inside ? members : known)) return { verdict: 'same', what, changes: [], problems: [] };
    // Where the platform lets nobody in by itself, it matters whether they are there already.
    const changes = joinsAtOnce || !one.value.inside ? [] : [{ field: 'inside', before: '', after: '✓' }];
    return { verdict: isAmong(known) ? 'change' : 'create', what, changes, problems: [], run: (step) => doLine(parts, step, fleet.key, one.value, at) };
  });
}

/** Lines that share an account with an earlier one: each such line, with the one that came first. */
function repeatedAccounts(read: readonly ReturnType<typeof readFleetMemberLine>[], lines: readonly FileLine[]): ReadonlyMap<number, number> {
  const places = read.flatMap((one, index) => {
    const line = lines[index];
    return one.ok && line !== undefined ? one.value.accounts.map((account) => ({ key: accountKey(account), line })) : [];
  });
  return repeatedLines(places.map(({ key }) => key), places.map(({ line }) => line));
}

/** Accounts of people who have a seat in the fleet already, or are in, as their owners or by an earlier list. */
async function whoIsIn(db: Database, fleet: string, accounts: readonly Account[], state?: 'member'): Promise<ReadonlySet<string>> {
  const [owners, imported] = [await findOwners(db, accounts), await findImported(db, accounts)];
  const persons = [...new Set([...owners.values(), ...imported.map(({ person }) => person)])];
  const seated = new Set(await seatsOfPersons(db, persons, fleet, state));
  const entries = imported.flatMap(({ person, account }) => (seated.has(person) ? [accountKey(account)] : []));
  return new Set([...[...owners].flatMap(([key, person]) => (seated.has(person) ? [key] : [])), ...entries]);
}

/** Lets one in; what was written for a line that cannot be done is taken back, and the lines around it stay. */
async function doLine({ reader, secrets }: Parts, step: JobStep, fleet: string, { name, accounts, column, note, inside, language }: FleetMemberLine, { now, by }: At): Promise<WrongField | undefined> {
  const work = { db: step.db, now, secrets, publish: (...events: Parameters<JobStep['publish']>) => step.publish(...events) };
  const brought = await apart(step.db, () => bringIn(work, { reader, outside: nothingOutside }, { fleet, who: { accounts, name }, entrance: 'import', language, note, inside, by }));
  if (brought.ok) return undefined;
  const problem = brought.refusal.fields?.[0];
  return { path: column, code: problem?.code ?? 'member_refused', ...(problem?.parameters === undefined ? {} : { parameters: problem.parameters }) };
}
