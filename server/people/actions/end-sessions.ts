import type { Work } from '../../platform/index.ts';
import { endSessions } from '../store/sessions.ts';

/** Ends the sessions of a person, but `except`, everywhere at once: pages and programs on their next call, open connections now. Answers how many. */
export async function endSessionsOf(work: Pick<Work, 'db' | 'now' | 'publish'>, personId: string, { except }: { except?: string } = {}): Promise<number> {
  const ended = await endSessions(work.db, { personId, ...(except === undefined ? {} : { except }) }, work.now);
  await work.publish({ name: 'people.sessions_ended', subject: personId });
  return ended;
}
