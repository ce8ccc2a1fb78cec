import { newId, type Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

/** Keeps an appeal; false when there was one about this application. The caller holds the application. */
export async function insertAppeal(db: Database, applicationId: string, text: string, now: Date): Promise<boolean> {
  if (await hasAppeal(db, applicationId)) return false;
  await admission(db).insertInto('appeal').values({ id: newId(now), application_id: applicationId, text, at: now, state: 'open' }).execute();
  return true;
}

export async function hasAppeal(db: Database, applicationId: string): Promise<boolean> {
  return (await admission(db).selectFrom('appeal').select('id').where('application_id', '=', applicationId).limit(1).executeTakeFirst()) !== undefined;
}

/** What was answered to the latest appeal about an application. */
export async function answerToAppeal(db: Database, application: string): Promise<string | undefined> {
  const row = await admission(db).selectFrom('appeal').select('answer').where('application_id', '=', application).where('state', '<>', 'open').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.answer ?? undefined;
}
