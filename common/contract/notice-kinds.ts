import type { Permission } from './rights.ts';

export const noticeUrgencies = ['low', 'normal', 'urgent'] as const;
export type NoticeUrgency = (typeof noticeUrgencies)[number];

/** One kind of notice: which event it tells of, to whom, how soon, and where the reader goes. Its texts are in common/locales/notices. */
export type NoticeKind = {
  readonly event: string;
  /** Only events whose data have these values, `true` and `false` among them. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** Not those whose data have these: another kind tells of them. */
  readonly unless?: Readonly<Record<string, readonly string[]>>;
  /** Who has this permission where the event happened (its `scope`, else the whole centre) hears of it. */
  readonly permission: Permission;
  /** The person whom the event is about hears of it too, or `only`. */
  readonly concerned?: 'too' | 'only';
  /** Where the id of the person stands whose name the text says. */
  readonly person?: 'subject' | `data.${string}`;
  /** Facts of the event that the text says. */
  readonly facts?: readonly string[];
  readonly urgency: NoticeUrgency;
  /** What is on for a person who has chosen nothing. The bell always has it. */
  readonly on: readonly ('email' | 'push')[];
  readonly link: string;
  /** The event's subject is named there (`id=`), so that the very one is opened. */
  readonly opensSubject?: true;
  /** Never by mail when the event is about a mail that carried a notice: one failure must not feed the next. */
  readonly aboutMail?: true;
};

/** Every kind of notice. A new one is a row here and its texts: `kind_…`, `one_…` and `many_…`. */
export const noticeKinds = {
  proposal_submitted: { event: 'proposal.submitted', permission: 'centre.edit', urgency: 'low', on: ['email'], link: '/console/proposals' },
  webhook_off: { event: 'webhook.switched_off', permission: 'webhooks.manage', urgency: 'normal', on: ['email', 'push'], link: '/console/webhooks' },
  certificate_submitted: { event: 'certificate.submitted', permission: 'certificates.check', urgency: 'normal', on: ['email'], link: '/console/organisations' },
  certificate_expiring: { event: 'certificate.expiring', permission: 'certificates.check', urgency: 'low', on: ['email'], link: '/console/organisations' },
  mail_failed: { event: 'mail.failed', permission: 'notices.manage', urgency: 'normal', on: ['push'], link: '/console/notices/mail?state=failed', aboutMail: true },
  bot_off: { event: 'notices.bot_switched_off', permission: 'notices.manage', urgency: 'normal', on: ['email', 'push'], link: '/console/notices/centre' },
  job_failed: { event: 'upkeep.trouble', where: { code: ['jobs_failed'] }, permission: 'upkeep.read', urgency: 'normal', on: ['email', 'push'], link: '/console/upkeep' },
  outbox_stuck: { event: 'upkeep.trouble', where: { code: ['outbox_stuck', 'outbox_late'] }, permission: 'upkeep.read', urgency: 'normal', on: ['email', 'push'], link: '/console/upkeep' },
  backup_trouble: { event: 'upkeep.trouble', where: { code: ['backup_failed', 'backup_lacks_files', 'backup_old', 'backup_never'] }, permission: 'upkeep.read', urgency: 'normal', on: ['email'], link: '/console/upkeep' },
  upkeep_trouble: { event: 'upkeep.trouble', where: { level: ['problem'] }, unless: { code: ['jobs_failed', 'outbox_stuck', 'outbox_late', 'backup_failed', 'backup_lacks_files', 'backup_old', 'backup_never'] }, permission: 'upkeep.read', urgency: 'urgent', on: ['email', 'push'], link: '/console/upkeep' },
  staff_joined: { event: 'people.invitation_accepted', permission: 'staff.manage', person: 'data.person', urgency: 'low', on: ['email'], link: '/console/staff' },
  second_factor_removed: { event: 'sign_in.factor_removed', where: { staff: ['true'] }, permission: 'sign_in.manage', concerned: 'too', person: 'subject', urgency: 'urgent', on: ['email', 'push'], link: '/console/staff' },
  code_expiring: { event: 'group.code_expiring', permission: 'groups.run', urgency: 'normal', on: ['email'], link: '/console/codes' },
  code_dead: { event: 'group.code_ended', where: { because: ['expired', 'reported'] }, permission: 'groups.run', urgency: 'normal', on: ['email', 'push'], link: '/console/codes' },
  application_waiting: { event: 'application.decided', where: { state: ['in_review'] }, permission: 'applications.decide', urgency: 'low', on: ['email'], link: '/console/applications' },
  appeal_submitted: { event: 'application.appealed', permission: 'strikes.manage', urgency: 'normal', on: ['email'], link: '/console/applications/strikes' },
  uid_overdue: { event: 'application.uid_overdue', permission: 'applications.decide', urgency: 'low', on: ['email'], link: '/console/applications?uid=overdue', opensSubject: true },
  uid_unproven: { event: 'application.uid_given', where: { found: ['exists', 'of_another', 'unknown', 'could_not_ask'] }, permission: 'applications.decide', person: 'data.person', urgency: 'low', on: ['email'], link: '/console/applications?state=joined', opensSubject: true },
  erasure_requested: { event: 'privacy.requested', where: { kind: ['erasure'] }, permission: 'privacy.handle', urgency: 'normal', on: ['email'], link: '/console/privacy' },
  raid_began: { event: 'raid.began', permission: 'applications.decide', urgency: 'urgent', on: ['email', 'push'], link: '/console/admission/raids' },
  grace_began: { event: 'grace.began', permission: 'admission.manage', urgency: 'normal', on: ['email', 'push'], link: '/console/admission/outages' },
  group_wanted: { event: 'group.wanted', permission: 'groups.run', urgency: 'normal', on: ['email', 'push'], link: '/console/groups' },
  group_wanted_still: { event: 'group.wanted_still', where: { step: ['reminder'] }, permission: 'groups.run', urgency: 'normal', on: ['email', 'push'], link: '/console/groups' },
  group_wanted_long: { event: 'group.wanted_still', where: { step: ['escalation'] }, permission: 'groups.end', urgency: 'urgent', on: ['email', 'push'], link: '/console/groups' },
  fleet_full: { event: 'fleet.full', permission: 'groups.run', urgency: 'normal', on: ['email', 'push'], link: '/console/groups' },
  group_count_due: { event: 'group.count_due', permission: 'groups.run', urgency: 'low', on: ['email'], link: '/console/groups' },
  group_over_limit: { event: 'group.over_limit', permission: 'groups.run', urgency: 'normal', on: ['email'], link: '/console/groups' },
  group_idle: { event: 'group.idle', permission: 'groups.end', urgency: 'low', on: ['email'], link: '/console/groups' },
} as const satisfies Record<string, NoticeKind>;

export type NoticeKindName = keyof typeof noticeKinds;
export const noticeKindNames = Object.keys(noticeKinds) as [NoticeKindName, ...NoticeKindName[]];

/** The kind's row, with what it leaves out. */
export function noticeKind(name: NoticeKindName): NoticeKind {
  return noticeKinds[name];
}
