import type { z } from 'zod';
import { claimMinutes, type claimedSchema } from '../../../common/contract/moderation.ts';
import { namesOf } from '../../people/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { claimRow, findQueued, releaseRow } from '../store/queue.ts';

type Answer = Outcome<z.input<typeof claimedSchema>>;

/** Takes an application on for ten minutes, so that two moderators do not read the same one. Whoever has it keeps it; nobody is hindered from deciding. */
export async function claimApplication(work: Work, id: string): Promise<Answer> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const until = new Date(work.now.getTime() + claimMinutes * 60_000);
  if (await claimRow(work.db, id, work.actor.id, until, work.now)) await tell(work, id);
  return answer(work, id);
}

/** Lets it go; another's claim is left alone. */
export async function releaseApplication(work: Work, id: string): Promise<Answer> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  if (await releaseRow(work.db, id, work.actor.id)) await tell(work, id);
  return answer(work, id);
}

async function tell(work: Work, id: string): Promise<void> {
  const row = await findQueued(work.db, id);
  if (row !== undefined) await work.publish({ name: 'application.claimed', subject: id, data: { fleet: row.fleet, scope: { kind: 'fleet', key: row.fleet } } });
}

async function answer(work: Work, id: string): Promise<Answer> {
  const row = await findQueued(work.db, id);
  if (row === undefined) return refuse('not_found');
  const { claimedBy, claimedUntil, revision } = row;
  const holds = claimedBy !== undefined && claimedUntil !== undefined && claimedUntil > work.now;
  const mine = holds && work.actor.kind === 'person' && work.actor.id === claimedBy;
  const name = holds ? (await namesOf(work.db, [claimedBy])).get(claimedBy) : undefined;
  return done({ id, mine, revision, ...(holds ? { claimedBy: { id: claimedBy, name: name ?? '', until: claimedUntil.toISOString() } } : {}) });
}
