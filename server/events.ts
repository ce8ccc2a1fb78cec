import { admissionEvents, moderationEvents, outsideEvents } from './admission/index.ts';
import { centreEvents } from './centre/index.ts';
import { groupsCodesEvents, groupsEvents } from './groups/index.ts';
import { noticesEvents } from './notices/index.ts';
import { organisationsEvents } from './organisations/index.ts';
import { peopleEvents } from './people/index.ts';
import { privacyEvents } from './privacy/index.ts';
import { programsEvents } from './programs/index.ts';
import { servicesEvents } from './services/index.ts';
import { signInEvents } from './sign-in/index.ts';
import { upkeepEvents } from './upkeep/index.ts';

/** Every kind of event: what is published, what receivers may choose, what the documentation lists. */
export const events = {
  ...centreEvents,
  ...peopleEvents,
  ...signInEvents,
  ...organisationsEvents,
  ...servicesEvents,
  ...privacyEvents,
  ...programsEvents,
  ...noticesEvents,
  ...groupsEvents,
  ...groupsCodesEvents,
  ...admissionEvents,
  ...outsideEvents,
  ...moderationEvents,
  ...upkeepEvents,
} as const;

export type EventName = keyof typeof events;
