import type { ComponentProps, ComponentType } from 'react';
import type { CalendarYear } from '../../../common/contract/calendar-year.ts';
import type { SectionName } from '../../../common/contract/centre.ts';
import { CalendarEditor } from '../calendar/CalendarEditor.tsx';
import type { JsonObject } from '../json.ts';
import { ChannelEditor } from './ChannelEditor.tsx';
import { ContactEditor, ProductEditor, QuestionEditor, ReadingEditor, SafetyNoteEditor, ScopeEditor, ServiceEditor } from './content-editors.tsx';
import { PolicyText } from './fleet/policy-text.ts';
import { FleetEditor, TopicEditor } from './group-editors.tsx';

const editors: Readonly<Record<Exclude<SectionName, 'calendars'>, ComponentType>> = {
  products: ProductEditor,
  channels: ChannelEditor,
  scope: ScopeEditor,
  services: ServiceEditor,
  readings: ReadingEditor,
  questions: QuestionEditor,
  safetyNotes: SafetyNoteEditor,
  contacts: ContactEditor,
  topics: TopicEditor,
  fleets: FleetEditor,
};

/** What a new entry begins with: the usual answer to each question that has to be answered. */
export const blankEntries: Readonly<Record<SectionName, JsonObject>> = {
  calendars: { hours: { mon: ['09:00-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'], fri: ['09:00-18:00'] }, publicHolidays: 'china' },
  products: {},
  channels: { kind: 'ticket' },
  scope: { level: 'included_human' },
  services: {},
  readings: { kind: 'before_you_ask' },
  questions: {},
  safetyNotes: {},
  contacts: {},
  topics: {},
  fleets: { app: 'wechat', platform: 'manual' },
};

/** The fields of an entry of any section. */
export function EntryEditor({ section, year, today, policyTexts }: { section: SectionName; year: CalendarYear | null; today: string; policyTexts: ComponentProps<typeof PolicyText>['texts'] | null }) {
  if (section === 'calendars') return <CalendarEditor year={year} today={today} />;
  const Editor = editors[section];
  return policyTexts === null ? <Editor /> : <PolicyText texts={policyTexts}><Editor /></PolicyText>;
}
