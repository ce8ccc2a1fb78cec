import { sql } from 'kysely';
import type { GroupEntry } from '../../../common/contract/fleet.ts';
import { namedBeside } from '../../../common/group-name.ts';
import type { Database } from '../../platform/index.ts';
import type { DescribedFleet, GroupState } from '../schema.ts';

/** How much a group's code wants somebody: it is dead or said to be, it ends, there never was one, it holds for ever. */
const urgency = { dead: 0, ends: 1, none: 2, holds: 3 } as const;
/** Stands for no end, in milliseconds; still a number that JSON carries exactly. */
const noEnd = sql.lit(Number.MAX_SAFE_INTEGER);

/** A group whose platform makes codes, with its place in the order of who is needed first. `isOnly`: the fleet has no other that lives. */
export type CodeGroup = { id: string; key: string; fleet: string; position: number; entry: GroupEntry; state: GroupState; settings: DescribedFleet; isOnly: boolean; rank: number; due: number };
/** The place after a group in that order. */
export type CodePlace = Pick<CodeGroup, 'rank' | 'due' | 'id'>;
/** `fleets`: only of these. `group`: this one alone, also when it has ended. */
export type CodeGroupFilter = { platforms: readonly string[]; fleets?: readonly string[] | undefined; group?: string | undefined; after?: CodePlace | undefined };

/**
 * A page of the groups that have codes or need one, of all these fleets in one statement: those whose code is dead or was reported come first,
 * then what ends, the earliest first, then groups that never had one, and codes without an end last.
 */
export async function pageOfCodeGroups(db: Database, { platforms, fleets, group, after }: CodeGroupFilter, limit: number): Promise<CodeGroup[]> {
  const { rows } = await sql<Omit<CodeGroup, 'due'> & { due: string }>`
    select * from (
      select g.id, g.key, g.fleet, g.position, g.entry, g.state, f.settings,
        not exists (select from fleet_group s where s.fleet = g.fleet and s.id <> g.id and s.state = any (${[...namedBeside]}::text[])) as "isOnly",
        case when c.id is null then ${sql.lit(urgency.none)} when c.ended_at is not null or exists (select from code_report r where r.code_id = c.id) then ${sql.lit(urgency.dead)}
          when c.expires_at is not null then ${sql.lit(urgency.ends)} else ${sql.lit(urgency.holds)} end as rank,
        coalesce((extract(epoch from coalesce(c.ended_at, c.expires_at)) * 1000)::bigint, ${noEnd}) as due
      from fleet_group g join fleet f on f.key = g.fleet
        left join lateral (select id, ended_at, expires_at from group_code where group_id = g.id order by ended_at is null desc, id desc limit 1) c on true
      where f.removed_at is null and f.platform = any (${[...platforms]}::text[])
        and ${fleets === undefined ? sql`true` : sql`g.fleet = any (${[...fleets]}::text[])`}
        and ${group === undefined ? sql`g.state in ('preparing', 'active')` : sql`g.id = ${group}`}
    ) as listed
    where ${after === undefined ? sql`true` : sql`(rank, due, id) > (${after.rank}::int, ${after.due}::bigint, ${after.id}::uuid)`}
    order by rank, due, id limit ${limit}`.execute(db);
  return rows.map(({ due, ...row }) => ({ ...row, due: Number(due) }));
}
