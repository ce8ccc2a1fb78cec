import { createAdmissionOperations, isBarredNow, reporterCheck } from './admission/index.ts';
import { createCentreOperations } from './centre/index.ts';
import { createChannelsOperations, nothingMeasured } from './channels/index.ts';
import { createGroupsOperations } from './groups/index.ts';
import { groupsPorts } from './groups-ports.ts';
import { createNoticesOperations } from './notices/index.ts';
import { createOrganisationsOperations } from './organisations/index.ts';
import type { ProductParts } from './parts.ts';
import { createPeopleOperations } from './people/index.ts';
import { describeApi } from './platform/operations/openapi.ts';
import { createPrivacyOperations, recordConsent } from './privacy/index.ts';
import { createProgramsOperations } from './programs/index.ts';
import { createEntitlementsOf, createServicesOperations } from './services/index.ts';
import { createSignInOperations } from './sign-in/index.ts';
import { createUpkeepOperations } from './upkeep/index.ts';
import { subjectNames } from './subject-names.ts';

/** What the areas of the API are about. */
const aboutAreas: Readonly<Record<string, string>> = {
  people: 'Persons and the accounts by which they are known, staff and their roles.',
  'sign-in': 'How people sign in, and the sessions that came of it.',
  organisations: 'Companies, their departments and members.',
  services: 'Who may use what, from when until when.',
  privacy: 'Notices, consent, retention, exports and erasure.',
  programs: 'API keys, webhooks and incoming hooks.',
  notices: 'What staff are told, where and when.',
  upkeep: 'Health, jobs, storage and backups.',
  centre: 'The described centre: what visitors are shown.',
  channels: 'The support page and the adviser.',
  groups: 'Fleets, their groups, and who holds which seat.',
  admission: 'Joining: applications, decisions, invitations, strikes.',
  about: 'This description.',
};

/** Every operation of the product: the one list that routes, pages, the rights matrix and the API description come from. */
export function createOperations(parts: ProductParts) {
  const areas = {
    people: createPeopleOperations(parts),
    'sign-in': createSignInOperations(parts),
    organisations: createOrganisationsOperations(parts),
    services: createServicesOperations(parts),
    privacy: createPrivacyOperations(parts),
    programs: createProgramsOperations(parts),
    notices: createNoticesOperations(parts),
    upkeep: createUpkeepOperations(parts),
    groups: createGroupsOperations(parts, { ...groupsPorts, humans: reporterCheck(parts), isBarred: isBarredNow }),
    admission: createAdmissionOperations(parts),
    centre: createCentreOperations({ reader: parts.reader, consent: { record: recordConsent }, namesOf: subjectNames }),
    channels: createChannelsOperations({ reader: parts.reader, statistics: nothingMeasured, entitlementsOf: createEntitlementsOf(parts) }),
  };
  const operations = { ...areas.people, ...areas['sign-in'], ...areas.organisations, ...areas.services, ...areas.privacy, ...areas.programs, ...areas.notices, ...areas.upkeep, ...areas.groups, ...areas.admission, ...areas.centre, ...areas.channels };
  return { ...operations, ...describeApi({ areas, about: aboutAreas, events: parts.events }) };
}

export type AppOperations = ReturnType<typeof createOperations>;
