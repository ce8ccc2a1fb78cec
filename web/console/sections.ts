import type { ComponentType } from 'react';
import { IconBook, IconBriefcase, IconCalendarTime, IconHash, IconHeadset, IconHelpCircle, IconListCheck, IconMessageCircle, IconPackage, IconShieldCheck, IconUsersGroup } from '@tabler/icons-react';
import type { SectionName } from '../../common/contract/centre.ts';

export type IconComponent = ComponentType<{ size?: number | string; stroke?: number | string; className?: string; 'aria-hidden'?: boolean }>;

/** The sections as the console lists them: their address and their picture. The first six are what a support page lives from. */
export const sections: Readonly<Record<SectionName, { slug: string; icon: IconComponent; main: boolean }>> = {
  channels: { slug: 'channels', icon: IconMessageCircle, main: true },
  calendars: { slug: 'calendars', icon: IconCalendarTime, main: true },
  scope: { slug: 'scope', icon: IconListCheck, main: true },
  products: { slug: 'products', icon: IconPackage, main: true },
  readings: { slug: 'readings', icon: IconBook, main: true },
  questions: { slug: 'questions', icon: IconHelpCircle, main: true },
  services: { slug: 'services', icon: IconBriefcase, main: false },
  safetyNotes: { slug: 'safety-notes', icon: IconShieldCheck, main: false },
  contacts: { slug: 'contacts', icon: IconHeadset, main: false },
  topics: { slug: 'topics', icon: IconHash, main: false },
  fleets: { slug: 'fleets', icon: IconUsersGroup, main: false },
};

export const sectionList = Object.keys(sections) as SectionName[];

/** The section of an address, undefined for another word. */
export function sectionOfSlug(slug: string | undefined): SectionName | undefined {
  return sectionList.find((section) => sections[section].slug === slug);
}

/** Where a section, one of its entries, or a new entry is edited. */
export function sectionPath(section: SectionName, key?: string): string {
  return `/console/${sections[section].slug}${key === undefined ? '' : `/${key}`}`;
}
export function newEntryPath(section: SectionName): string {
  return `/console/new/${sections[section].slug}`;
}
