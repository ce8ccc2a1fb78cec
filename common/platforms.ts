import type { Fleet } from './contract/fleet.ts';

export type PlatformName = Fleet['platform'];

/**
 * What the place where groups live can do. Rules ask for these and never for the name of a platform, so that a further platform is a row here
 * and an implementation of the port.
 */
export type PlatformFeatures = {
  /** Who is approved is in at once; elsewhere they get in by themselves and say so, or the platform does. */
  readonly joinsAtOnce: boolean;
  /** The next group can be opened without a person. */
  readonly opensGroups: boolean;
  /** Approval yields a code that is typed into the platform's own question. */
  readonly oneTimeCodes: boolean;
  /** The centre knows who is in; elsewhere heads are counted by hand. */
  readonly knowsMembers: boolean;
  /** The platform makes QR codes of its own, which expire. */
  readonly ownCodes: boolean;
  /** Members have a page in the centre. */
  readonly memberPage: boolean;
  /** Messages are counted without a person. */
  readonly countsMessages: boolean;
};

export const platformFeatures: Readonly<Record<PlatformName, PlatformFeatures>> = {
  web: { joinsAtOnce: true, opensGroups: true, oneTimeCodes: false, knowsMembers: true, ownCodes: false, memberPage: true, countsMessages: false },
  manual: { joinsAtOnce: false, opensGroups: false, oneTimeCodes: true, knowsMembers: false, ownCodes: true, memberPage: true, countsMessages: false },
};
