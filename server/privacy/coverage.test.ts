import { afterAll, beforeAll, expect, test } from 'vitest';
import { testGround, type TestGround } from '../../test/harness/operations.ts';
import { personalData } from '../personal-data.ts';

let ground: TestGround;
beforeAll(async () => {
  ground = await testGround();
});
afterAll(() => ground.close());

/** Which area covers a table that names persons or holds what people write about themselves; written by hand. */
const covered: Readonly<Record<string, string>> = {
  person: 'people', identity: 'people', role_grant: 'people', session: 'people', person_merge: 'people', staff_invitation: 'people',
  credential: 'sign_in', sign_in_code: 'sign_in', sign_in_step: 'sign_in', sign_in_totp: 'sign_in', sign_in_recovery_code: 'sign_in', sign_in_passkey: 'sign_in', sign_in_passkey_challenge: 'sign_in', sign_in_visit: 'sign_in',
  audit_entry: 'history', event: 'events', outbox: 'events', idempotency_record: 'answers', mail: 'mails',
  proposal: 'proposals', centre_entry: 'proposals', centre_state: 'proposals',
  privacy_consent: 'privacy', privacy_request: 'privacy', privacy_export: 'privacy',
  organisation_member: 'organisations', entitlement: 'entitlements', api_key: 'programs',
  dropped_delivery: 'traces', import_batch: 'traces', import_line: 'traces', backup_run: 'traces', stored_file: 'traces', webhook_delivery: 'traces', webhook_attempt: 'traces', incoming_message: 'traces',
  notice: 'notices', notice_reader: 'notices', notice_delivery: 'notices', notice_message: 'notices', notice_setting: 'notices', push_subscription: 'notices', duty_roster: 'notices', duty_shift: 'notices',
  application: 'admission', application_decision: 'admission', strike: 'admission', ban: 'admission', appeal: 'admission', invitation: 'admission', invitation_use: 'admission', imported_member: 'admission', strike_identity: 'admission', ban_identity: 'admission',
  seat: 'groups', group_history: 'groups', group_message_day: 'groups', fleet: 'groups', fleet_group: 'groups', fleet_merge: 'groups',
  announcement: 'group-pages', announcement_read: 'group-pages', group_code: 'group-pages', check_link: 'group-pages', join_code: 'group-pages',
  forge_visit: 'admission_proofs', high_trust_proof: 'admission_proofs', human_code: 'admission_proofs', contributor_account: 'admission_proofs', outage_window: 'admission_proofs',
};

/** Tables that look as if they held something about persons and do not; the reason of each. */
const exceptions: Readonly<Record<string, string>> = {
  schema_change: 'names of changes of the database',
  migration: 'names of changes of the database',
  kysely_migration: 'names of changes of the database',
  kysely_migration_lock: 'no person',
  set_up_link: 'a hash of a link that belongs to nobody yet',
  staff_policy: 'one row about the centre',
  team: 'names of teams, and of nobody in them',
  retention_setting: 'kinds of data and days',
  retention_run: 'kinds of data and counts',
  privacy_notice: 'texts of the centre',
  barred_identity: 'keyed hashes on purpose: they outlive an erasure until their end',
  notice_kind_setting: 'kinds of notices',
  organisation: 'companies; their people are in organisation_member',
  organisation_domain: 'domains of companies',
  organisation_certificate: 'papers of companies',
  department: 'parts of companies',
  notice_bot: 'group bots, sealed addresses',
  webhook_endpoint: 'receivers: addresses of programs, who made one by number only',
  incoming_hook: 'senders: programs, who made one by number only',
  incoming_refusal: 'counts of reasons for which a sender was refused',
  centre_key: 'fingerprints of the centre’s key',
  program_start: 'versions and machines',
  upkeep_trouble: 'names of checks',
  code_report: 'keyed hashes of networks in which a code was found dead',
  sign_in_provider: 'sign-in services, not who uses them',
  reject_reason: 'texts of the centre',
  uid_service: 'where a product is asked, secrets sealed',
  forge: 'where a forge is asked, secrets sealed',
  outage_probe: 'how products answered',
  raid_state: 'counts of a fleet',
  raid_settings: 'numbers',
  admission_limit: 'keyed hashes of whom a limit counts, for minutes',
  human_challenge_used: 'hashes of challenges that were solved',
};

test('every table that names a person or holds text is covered by an area or is an exception with a reason', async () => {
  const { rows } = await ground.open.pool.query<{ table: string }>(`
    select distinct table_name as "table" from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and (data_type in ('text', 'jsonb', 'json', 'ARRAY', 'tsvector', 'character varying') or column_name ~ 'person|_by$|owner|member')
    order by 1`);
  const unknown = rows.map(({ table }) => table).filter((table) => covered[table] === undefined && exceptions[table] === undefined);
  expect(unknown).toEqual([]);
});

test('every area that covers a table is in the list that exports and erasure go through', () => {
  const areas = personalData.map(({ area }) => area);
  expect([...new Set(Object.values(covered))].filter((area) => !areas.includes(area))).toEqual([]);
  expect(new Set(areas).size).toBe(areas.length);
});

test('people is among them, because it goes last and the words come from it', () => {
  expect(personalData.at(-1)?.area).toBe('people');
});
