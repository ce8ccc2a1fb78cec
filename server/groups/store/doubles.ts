import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../platform/index.ts';

/** A seat of each of two entries, of which only one may stand, and until when those that are promised were held. */
export type DoubleSeats = { gone: string; kept: string; goneUntil: string | null; keptUntil: string | null };

const isArchived = (seat: string): RawBuilder<boolean> => sql<boolean>`exists (select from fleet_group as home where home.id = ${sql.ref(`${seat}.group_id`)} and home.state not in ('preparing', 'active'))`;
/** Which of two goes: the one in an archived group, else the one that is only held, else the later. */
const rank = (seat: string): RawBuilder<unknown> => sql`(${isArchived(seat)}, ${sql.ref(`${seat}.state`)} = 'reserved', ${sql.ref(`${seat}.id`)})`;
const isOneOfFleet = (seat: string): RawBuilder<boolean> => sql<boolean>`${sql.ref(`${seat}.kind`)} in ('ordinary', 'invited', 'returning')`;

/** Of two seats in one fleet: whether one person has one of them alone. One that is held stands beside a membership in an archived group. */
function areTwice(one: string, other: string): RawBuilder<boolean> {
  const [state, otherState] = [sql.ref(`${one}.state`), sql.ref(`${other}.state`)];
  return sql<boolean>`((${state} = 'reserved' and ${otherState} = 'reserved') or (${isOneOfFleet(one)} and ${isOneOfFleet(other)}
    and (${state} = ${otherState} or not ((${state} = 'member' and ${isArchived(one)}) or (${otherState} = 'member' and ${isArchived(other)})))))`;
}

/** Two entries are one human: what both have of which one may stand, with the seat that is given up and, where it is not that of `gone`, the one that is given to `kept`. */
export async function doublesOf(db: Database, kept: string, gone: string): Promise<(DoubleSeats & { end: string; move: string | undefined; fleet: string })[]> {
  const { rows } = await sql<DoubleSeats & { fleet: string; keptFirst: boolean }>`
    select mine.id as gone, theirs.id as kept, mine.expires_at as "goneUntil", theirs.expires_at as "keptUntil", mine.fleet, ${rank('theirs')} < ${rank('mine')} as "keptFirst"
    from seat as mine join seat as theirs on theirs.person_id = ${kept} and theirs.state <> 'ended' and (theirs.group_id = mine.group_id or (theirs.fleet = mine.fleet and ${areTwice('mine', 'theirs')}))
    where mine.person_id = ${gone} and mine.state <> 'ended' order by mine.fleet, mine.id, theirs.id`.execute(db);
  return rows.map(({ keptFirst, ...row }) => ({ ...row, end: keptFirst ? row.gone : row.kept, move: keptFirst ? undefined : row.gone }));
}

/** Seats that one person has in both of two fleets, of which one may stand: of each pair the one that is given up. */
export async function seatsHeldTwice(db: Database, [from, into]: readonly [string, string]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select later.id from seat as later where later.fleet in (${from}, ${into}) and later.state <> 'ended' and later.person_id is not null
      and exists (select 1 from seat as earlier where earlier.fleet = case when later.fleet = ${from} then ${into} else ${from} end and earlier.person_id = later.person_id and earlier.state <> 'ended'
        and ${areTwice('earlier', 'later')} and ${rank('earlier')} < ${rank('later')})
    order by later.id`.execute(db);
  return rows.map(({ id }) => id);
}
