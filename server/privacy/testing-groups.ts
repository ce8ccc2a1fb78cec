import type { Pool } from 'pg';
import { newId } from '../platform/index.ts';

/** Puts rows into tables of any module, as they are kept. */
export function inserter(pool: Pool): (table: string, row: Readonly<Record<string, unknown>>) => Promise<void> {
  return async (table, row) => {
    const names = Object.keys(row);
    const values = Object.values(row).map((value) => (value !== null && typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value));
    await pool.query(`insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`, values);
  };
}

/** Leaves a person's name and address in everything about groups and applications in which somebody could have written them, by themselves or about them. */
export async function leaveTracesInGroups(pool: Pool, { id, name, email, now }: { id: string; name: string; email: string; now: Date }): Promise<void> {
  const insert = inserter(pool);
  const words = `${name} <${email}>`;
  const later = new Date(now.getTime() + 24 * 3_600_000);
  const [fleet, group, seat, link, application, decision, strike, invitation, window] = [`fleet-${newId().slice(-12)}`, newId(), newId(), newId(), newId(), newId(), newId(), newId(), newId()];
  // A fleet and a group that are described no more: nobody reads their texts, and they are no public text of the centre.
  await insert('fleet', { key: fleet, topic: 'stream', platform: 'manual', settings: { key: fleet, topic: 'stream', topicName: 'Stream', platform: 'manual', app: 'qq', welcome: words }, described_at: now, removed_at: now });
  await insert('fleet_group', { id: group, fleet, key: 'first', position: 1, entry: { key: 'first', owner: words }, state: 'dissolved', created_at: now, ended_at: now });
  await insert('seat', { id: seat, fleet, group_id: group, person_id: id, kind: 'ordinary', state: 'ended', entrance: 'link', taken_at: now, ended_at: now, ended_because: 'left' });
  await insert('group_history', { id: newId(), group_id: group, fleet, at: now, what: 'held', reason: 'by_hand', facts: { note: words }, by_person: id });
  await insert('fleet_merge', { id: newId(), from_key: 'gone', into_key: fleet, at: now, until: later, kept: { followers: { staff: { person: id } }, centre: { owner: words } } });
  await insert('group_message_day', { group_id: group, day: '2026-11-17', count: 3, entered_by: id, entered_at: now });
  await insert('group_code', { id: newId(), group_id: group, content: 'https://qm.qq.com/q/x', typed: words, audience: 'everyone', said: 'never', entered_by: id, entered_at: now });
  await insert('check_link', { id: link, fleet, token_hash: link, label: words, created_by: id, created_at: now });
  await insert('join_code', { seat_id: seat, code_hash: seat, sealed: 'x', issued_at: now, used_at: now, used_by: id, used_link: link });
  const announcement = newId();
  await insert('announcement', { id: announcement, fleet, group_id: group, title: words, body: words, confirm: true, posted_by: id, posted_at: now });
  await insert('announcement_read', { announcement_id: announcement, person_id: id, at: now });
  await insert('invitation', { id: invitation, fleet, token_hash: invitation, account_kind: 'email', account_canonical: email, account_typed: email, uses_granted: 1, uses_left: 0, note: words, created_by: id, created_at: now, expires_at: later });
  await insert('application', {
    id: application, fleet, person_id: id, email_typed: email, email_canonical: email, token_hash: application, state: 'rejected', entrance: 'invitation', language: 'zh-CN', invitation_id: invitation, claimed_by: id, claimed_until: later,
    answers: { realName: name, reason: words, question: words }, evidence: { uid: { note: email } }, submitted_at: now, decided_at: now, ended_at: now,
  });
  await insert('invitation_use', { invitation_id: invitation, application_id: application, person_id: id, at: now });
  await insert('application_decision', { id: decision, application_id: application, at: now, by_person: id, decision: 'rejected', findings: JSON.stringify([{ check: 'reason', verdict: 'wrong', reason: 'x', effect: 'reject', parameters: { said: words } }]), facts: { said: words }, policy: {}, rules: 1, reason: words, counted: true });
  await insert('strike', { id: strike, list: 'centre', fleet, application_id: application, decision_id: decision, person_id: id, at: now, lifted_at: now, lifted_by: id, lifted_reason: words });
  await insert('ban', { id: newId(), list: 'centre', person_id: id, reason: words, created_by: id, created_at: now, lifted_at: now, lifted_by: id, lifted_reason: words });
  await insert('appeal', { id: newId(), application_id: application, text: words, at: now, state: 'declined', handled_by: id, handled_at: now, answer: words });
  await insert('imported_member', { application_id: application, fleet, person_id: id, account_kind: 'email', account_issuer: '', account_canonical: email, account_typed: email, note: words, at: now });
  await insert('outage_window', { id: window, product: fleet, kind: 'declared', from_at: now, ends_by: later, noticed_at: now, note: words, by_person: id });
  await insert('forge_visit', { id: newId(), state_hash: window, browser_hash: window, forge: 'github', person_id: id, sealed_verifier: 'x', sealed_kept: 'x', return_to: '/', result: 'proven', created_at: now, expires_at: later, used_at: now });
  await insert('human_code', { id: newId(), person_id: id, fleet, code_hash: 'x', created_at: now, until: later });
  await insert('high_trust_proof', { id: newId(), person_id: id, fleet, at: now });
  await insert('contributor_account', { id: newId(), account_hash: window, person_id: id, at: now });
}
