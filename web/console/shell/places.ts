import { IconActivityHeartbeat, IconAdjustments, IconArrowBarToDown, IconBell, IconBuilding, IconCompass, IconFileImport, IconHistory, IconId, IconInbox, IconKey, IconLogin, IconQrcode, IconShieldLock, IconShieldQuestion, IconTicket, IconUrgent, IconUserCheck, IconUserCog, IconUsers, IconUsersGroup, IconWebhook } from '@tabler/icons-react';
import type { Permission } from '../../../common/contract/rights.ts';
import type { IconComponent } from '../sections.ts';

/** A page of the console that is not a section of the described centre. `label` is a key of the console's texts. */
export type Place = { to: string; label: PlaceLabel; icon: IconComponent; permission: Permission; group: 'group_groups' | 'group_people' | 'group_programs' | 'group_centre'; also: string };
export type PlaceLabel =
  | 'fleets_standing' | 'group_codes' | 'applications' | 'admission_outside' | 'admission_raids' | 'people' | 'staff' | 'rights' | 'organisations' | 'entitlements' | 'privacy'
  | 'api_keys' | 'webhooks' | 'hooks' | 'notices'
  | 'proposals' | 'try_adviser' | 'history' | 'file' | 'sign_in_settings' | 'upkeep' | 'section.settings';

/** Every such page, in the order in which it is listed; shown to who has the permission somewhere. */
export const places: readonly Place[] = [
  { to: '/console/groups', label: 'fleets_standing', icon: IconUsersGroup, permission: 'fleets.read', group: 'group_groups', also: 'groups fleets members seats' },
  { to: '/console/codes', label: 'group_codes', icon: IconQrcode, permission: 'fleets.read', group: 'group_groups', also: 'qr codes expiry' },
  { to: '/console/applications', label: 'applications', icon: IconUserCheck, permission: 'applications.decide', group: 'group_groups', also: 'applications queue moderation invitations strikes appeals' },
  { to: '/console/admission/raids', label: 'admission_raids', icon: IconUrgent, permission: 'applications.decide', group: 'group_groups', also: 'raid burst abuse' },
  { to: '/console/admission/uid', label: 'admission_outside', icon: IconShieldQuestion, permission: 'admission.manage', group: 'group_groups', also: 'uid outage forge github gitee grace' },
  { to: '/console/people', label: 'people', icon: IconUsers, permission: 'people.read', group: 'group_people', also: 'people persons' },
  { to: '/console/organisations', label: 'organisations', icon: IconBuilding, permission: 'organisations.read', group: 'group_people', also: 'organisations' },
  { to: '/console/entitlements', label: 'entitlements', icon: IconTicket, permission: 'entitlements.read', group: 'group_people', also: 'entitlements' },
  { to: '/console/staff', label: 'staff', icon: IconUserCog, permission: 'staff.read', group: 'group_people', also: 'staff roles teams invitations' },
  { to: '/console/rights', label: 'rights', icon: IconId, permission: 'staff.read', group: 'group_people', also: 'rights permissions' },
  { to: '/console/privacy', label: 'privacy', icon: IconShieldLock, permission: 'privacy.handle', group: 'group_people', also: 'privacy consent retention erasure' },
  { to: '/console/keys', label: 'api_keys', icon: IconKey, permission: 'keys.own', group: 'group_programs', also: 'api keys' },
  { to: '/console/webhooks', label: 'webhooks', icon: IconWebhook, permission: 'webhooks.manage', group: 'group_programs', also: 'webhooks' },
  { to: '/console/hooks', label: 'hooks', icon: IconArrowBarToDown, permission: 'webhooks.manage', group: 'group_programs', also: 'hooks incoming' },
  { to: '/console/notices', label: 'notices', icon: IconBell, permission: 'notices.own', group: 'group_programs', also: 'notices duty mail' },
  { to: '/console/proposals', label: 'proposals', icon: IconInbox, permission: 'centre.edit', group: 'group_centre', also: 'proposals' },
  { to: '/console/adviser', label: 'try_adviser', icon: IconCompass, permission: 'centre.edit', group: 'group_centre', also: 'adviser' },
  { to: '/console/history', label: 'history', icon: IconHistory, permission: 'audit.read', group: 'group_centre', also: 'history audit' },
  { to: '/console/file', label: 'file', icon: IconFileImport, permission: 'centre.edit', group: 'group_centre', also: 'import export yaml' },
  { to: '/console/sign-in', label: 'sign_in_settings', icon: IconLogin, permission: 'sign_in.manage', group: 'group_centre', also: 'sign-in providers' },
  { to: '/console/upkeep', label: 'upkeep', icon: IconActivityHeartbeat, permission: 'upkeep.read', group: 'group_centre', also: 'upkeep health jobs' },
  { to: '/console/settings', label: 'section.settings', icon: IconAdjustments, permission: 'centre.edit', group: 'group_centre', also: 'settings' },
];

export const placeGroups = ['group_groups', 'group_people', 'group_programs', 'group_centre'] as const;

/** The places that someone with these permissions sees. */
export function placesFor(permissions: readonly Permission[]): Place[] {
  return places.filter(({ permission }) => permissions.includes(permission));
}
