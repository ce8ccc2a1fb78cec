import { sql, type Kysely } from 'kysely';
import { standardNotices } from '../../../common/locales/privacy-notices/index.ts';
import { newId } from '../../platform/index.ts';

/** The form for joining a group has a notice from its first day; one that an operator has published already stays. */
export async function up(db: Kysely<never>): Promise<void> {
  const now = new Date();
  await sql`insert into privacy_notice (id, form, version, text, changed_at, published_at, in_force_from)
    select ${newId(now)}::uuid, 'application', 1, ${JSON.stringify(standardNotices.application)}::jsonb, ${now}::timestamptz, ${now}::timestamptz, 'epoch'
    where not exists (select 1 from privacy_notice where form = 'application' and version = 1)`.execute(db);
}
