import type { z } from 'zod';
import type { createTeamSchema, renameTeamSchema, teamRefSchema, teamSchema, teamsListedSchema } from '../../../common/contract/staff.ts';
import { done, refuse, scopesWhere, type Outcome, type Work } from '../../platform/index.ts';
import { findTeam, insertTeam, listTeams, teamsMaximum, updateTeam, type Team } from '../store/teams.ts';

type Answer = Outcome<z.input<typeof teamSchema>>;

const toView = ({ archivedAt, ...team }: Team) => ({ ...team, ...(archivedAt === undefined ? {} : { archivedAt: archivedAt.toISOString() }) });

/** Teams; who manages or belongs to some only sees those. */
export async function readTeams(work: Work): Promise<Outcome<z.input<typeof teamsListedSchema>>> {
  const scopes = scopesWhere(work.actor, 'staff.read');
  const teams = await listTeams(work.db);
  return done({ items: teams.filter(({ key }) => scopes === 'everywhere' || scopes.some((scope) => scope.kind === 'team' && scope.key === key)).map(toView) });
}

export async function createTeam(work: Work, { key, name }: z.output<typeof createTeamSchema>): Promise<Answer> {
  if ((await listTeams(work.db)).length >= teamsMaximum) return refuse('section_full');
  if (!(await insertTeam(work.db, key, name, work.now))) return refuse('already_exists');
  return told(work, key, null);
}

export async function renameTeam(work: Work, { key, name, revision }: z.output<typeof renameTeamSchema>): Promise<Answer> {
  return change(work, key, revision, { name });
}

/** Sets a team aside: nobody gets a role in it any more, who has one keeps it. */
export async function archiveTeam(work: Work, { key, revision }: z.output<typeof teamRefSchema>): Promise<Answer> {
  return change(work, key, revision, { archivedAt: work.now });
}

export async function restoreTeam(work: Work, { key, revision }: z.output<typeof teamRefSchema>): Promise<Answer> {
  return change(work, key, revision, { archivedAt: null });
}

async function change(work: Work, key: string, revision: number, changes: Parameters<typeof updateTeam>[3]): Promise<Answer> {
  const before = await findTeam(work.db, key);
  if (before === undefined) return refuse('not_found');
  if (!(await updateTeam(work.db, key, revision, changes))) return refuse('stale_revision');
  return told(work, key, before);
}

async function told(work: Work, key: string, before: Team | null): Promise<Answer> {
  const after = await findTeam(work.db, key);
  if (after === undefined) return refuse('not_found');
  const facts = ({ name, archivedAt }: Team) => ({ name, archived: archivedAt !== undefined });
  await work.audit({ subjectKind: 'team', subjectKey: key, before: before === null ? null : facts(before), after: facts(after) });
  await work.publish({ name: 'people.team_changed', subject: key });
  return done(toView(after));
}
