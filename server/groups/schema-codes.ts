import type { Generated } from 'kysely';
import type { Database } from '../platform/index.ts';
import type { GroupsTables } from './schema.ts';

export const codeEndings = ['replaced', 'expired', 'marked_dead', 'reported'] as const;
export type CodeEnding = (typeof codeEndings)[number];
export type CodeAudience = 'everyone' | 'admitted';

/** A platform's own QR code for a group. `typed`: what was entered about its end; `said`: by which part of that it was understood. `warned_hours`: how close the end was when it was last warned of. */
export type GroupCodeTable = {
  id: string;
  group_id: string;
  content: string | null;
  file_id: string | null;
  audience: CodeAudience;
  typed: Generated<string>;
  said: 'nothing' | 'day' | 'days' | 'never';
  expires_at: Date | null;
  warned_hours: Generated<number | null>;
  entered_by: string | null;
  entered_at: Date;
  ended_at: Generated<Date | null>;
  ended_because: Generated<CodeEnding | null>;
  ended_by: Generated<string | null>;
  revision: Generated<string>;
};
/** Somebody found a code dead. Where from is kept as a keyed hash: it only tells networks apart. */
export type CodeReportTable = { code_id: string; network_hash: string; human: boolean; at: Date };
/** A one-time code of a seat that is held; it lives as long as that. */
export type JoinCodeTable = { seat_id: string; code_hash: string; sealed: string; issued_at: Date; used_at: Generated<Date | null>; used_by: Generated<string | null>; used_link: Generated<string | null> };
export type CheckLinkTable = { id: string; fleet: string; token_hash: string; label: Generated<string>; created_by: string | null; created_at: Date; used_at: Generated<Date | null>; revoked_at: Generated<Date | null>; revoked_by: Generated<string | null> };
/** `group_id`: left out for everyone in the fleet. */
export type AnnouncementTable = { id: string; fleet: string; group_id: string | null; title: string; body: string; confirm: boolean; posted_by: string | null; posted_at: Date; withdrawn_at: Generated<Date | null>; withdrawn_by: Generated<string | null> };
export type AnnouncementReadTable = { announcement_id: string; person_id: string; at: Date };

export type CodesTables = GroupsTables & { group_code: GroupCodeTable; code_report: CodeReportTable; join_code: JoinCodeTable; check_link: CheckLinkTable; announcement: AnnouncementTable; announcement_read: AnnouncementReadTable };

export const codes = (db: Database) => db.withTables<CodesTables>();
