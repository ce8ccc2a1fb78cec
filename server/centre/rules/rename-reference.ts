import type { SectionEntry, SectionName } from '../../../common/contract/centre.ts';
import type { Admission, Check } from '../../../common/contract/admission-policy.ts';
import type { Entry } from '../../../common/contract/channel.ts';

/** An entry with every mention of the fleet `from` made one of `to`; the same object when there was none. Lists name nothing twice, and no fleet trusts itself. */
export function withFleetRenamed<Name extends SectionName>(section: Name, entry: SectionEntry<Name>, from: string, to: string): SectionEntry<Name> {
  const rename: ((entry: SectionEntry<Name>, from: string, to: string) => SectionEntry<Name>) | undefined = renamers[section];
  const renamed = rename === undefined ? entry : rename(entry, from, to);
  return JSON.stringify(renamed) === JSON.stringify(entry) ? entry : renamed;
}

const renamers: { [Name in SectionName]?: (entry: SectionEntry<Name>, from: string, to: string) => SectionEntry<Name> } = {
  channels: (channel, from, to) => ({ ...channel, ...inEntries(channel.entries, from, to) }),
  contacts: (contact, from, to) => ({ ...contact, ...inEntries(contact.entries, from, to) }),
  services: (service, from, to) => (service.purchase === undefined ? service : { ...service, purchase: service.purchase.map((purchase) => ({ ...purchase, ...inEntries(purchase.entries, from, to) })) }),
  fleets: (fleet, from, to) => (fleet.admission === undefined ? fleet : { ...fleet, admission: inPolicy(fleet.admission, fleet.key, from, to) }),
};

function inEntries<Entries extends readonly Entry[] | undefined>(entries: Entries, from: string, to: string): { entries: Entries } | object {
  return entries === undefined ? {} : { entries: entries.map((entry) => (entry.kind === 'fleet' && entry.fleet === from ? { ...entry, fleet: to } : entry)) };
}

function inPolicy(policy: Admission, own: string, from: string, to: string): Admission {
  if (policy.checks === undefined) return policy;
  const checks = policy.checks.flatMap((check): Check[] => {
    if (check.kind !== 'sibling') return [check];
    const fleets = [...new Set(check.fleets.map((key) => (key === from ? to : key)))].filter((key) => key !== own || check.fleets.includes(own));
    return fleets.length === 0 ? [] : [{ ...check, fleets }];
  });
  return { ...policy, checks };
}
