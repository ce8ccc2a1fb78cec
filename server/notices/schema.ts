import type { Generated, JSONColumnType } from 'kysely';
import type { BotPlatformName, DutyPlan } from '../../common/contract/notices.ts';
import type { NoticeKindName } from '../../common/contract/notice-kinds.ts';
import type { Weekday } from '../../common/calendar/index.ts';
import type { Language } from '../../common/contract/text.ts';

type Json = Record<string, unknown>;
export type Switches = Partial<Record<NoticeKindName, { email: boolean; push: boolean }>>;
export type QuietWeek = Partial<Record<Weekday, string[]>>;

/** Something that happened and that staff should know, once for each event and kind. Ids and facts only; the words are drawn for each reader. */
export type NoticeTable = { id: string; kind: NoticeKindName; event_id: string; subject: string; data: JSONColumnType<Json>; at: Date };
export type NoticeReaderTable = { notice_id: string; person_id: string; read_at: Generated<Date | null> };
/** `receiver`: `email:<person>`, `push:<person>` or `bot:<bot>`. `held`: it waited for the end of quiet hours or for the daily summary. */
export type NoticeDeliveryTable = {
  id: string;
  notice_id: string;
  receiver: string;
  target: 'email' | 'push' | 'bot';
  person_id: string | null;
  bot_id: string | null;
  kind: NoticeKindName;
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'dropped';
  held: boolean;
  attempts: Generated<number>;
  next_attempt_at: Date;
  error_code: Generated<string | null>;
  error_detail: Generated<string | null>;
  created_at: Date;
  ended_at: Generated<Date | null>;
};
/** What went out lately, to know a storm and a platform's limit. */
export type NoticeMessageTable = { id: string; receiver: string; kind: NoticeKindName | null; summary: boolean; sent_at: Date };
export type NoticeSettingTable = { person_id: string; revision: Generated<number>; time_zone: string; quiet: JSONColumnType<QuietWeek>; urgent_passes: boolean; digest: 'off' | 'daily'; digest_at: string; kinds: JSONColumnType<Switches> };
export type NoticeKindSettingTable = { kind: NoticeKindName; enabled: boolean; recipients: 'everyone' | 'duty' };
export type PushSubscriptionTable = { id: string; person_id: string; endpoint_hash: string; sealed: string; label: string; created_at: Date; used_at: Generated<Date | null> };
export type NoticeBotTable = {
  id: string;
  revision: Generated<number>;
  platform: BotPlatformName;
  name: string;
  host: string;
  address_sealed: string;
  secret_sealed: string | null;
  language: Language;
  kinds: JSONColumnType<NoticeKindName[]>;
  enabled: boolean;
  quiet: JSONColumnType<QuietWeek>;
  urgent_passes: Generated<boolean>;
  failing_since: Generated<Date | null>;
  error_code: Generated<string | null>;
  error_detail: Generated<string | null>;
  switched_off_at: Generated<Date | null>;
  last_sent_at: Generated<Date | null>;
  created_at: Date;
  removed_at: Generated<Date | null>;
};
export type DutyRosterTable = { id: string; revision: Generated<number>; scope_kind: 'centre' | 'fleet' | 'team'; scope_key: Generated<string>; name: string; time_zone: string; plan: JSONColumnType<DutyPlan>; created_at: Date; removed_at: Generated<Date | null> };

export type NoticesTables = {
  notice: NoticeTable;
  notice_reader: NoticeReaderTable;
  notice_delivery: NoticeDeliveryTable;
  notice_message: NoticeMessageTable;
  notice_setting: NoticeSettingTable;
  notice_kind_setting: NoticeKindSettingTable;
  push_subscription: PushSubscriptionTable;
  notice_bot: NoticeBotTable;
  duty_roster: DutyRosterTable;
};
