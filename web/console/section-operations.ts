import type { SectionName } from '../../common/contract/centre.ts';
import type { PageContext } from '../page-context.ts';
import type { JsonObject } from './json.ts';

type Operations = PageContext['ops'];
type Answer<Value> = Promise<{ ok: true; value: Value } | { ok: false; refusal: Parameters<PageContext['explain']>[0] }>;
export type EntryRecord = { entry: JsonObject & { readonly key: string }; revision: number; updatedAt: string; deletedAt?: string | undefined };

/** The seven operations of any section. What they are given is checked by the section's own schema, whatever its type here. */
export type SectionOperations = {
  list(input: { deleted?: 'true' | 'false' }): Answer<{ items: EntryRecord[] }>;
  read(input: { key: string }): Answer<EntryRecord>;
  create(input: { entry: never }): Answer<EntryRecord>;
  update(input: { key: string; entry: never; revision: number }): Answer<EntryRecord>;
  delete(input: { key: string }): Answer<{ key: string }>;
  restore(input: { key: string }): Answer<EntryRecord>;
  move(input: { key: string; before: string | null }): Answer<{ keys: string[] }>;
};

const operationsOf = {
  calendars: (ops: Operations) => ({ list: ops.listCalendars, read: ops.readCalendar, create: ops.createCalendar, update: ops.updateCalendar, delete: ops.deleteCalendar, restore: ops.restoreCalendar, move: ops.moveCalendar }),
  products: (ops: Operations) => ({ list: ops.listProducts, read: ops.readProduct, create: ops.createProduct, update: ops.updateProduct, delete: ops.deleteProduct, restore: ops.restoreProduct, move: ops.moveProduct }),
  channels: (ops: Operations) => ({ list: ops.listChannels, read: ops.readChannel, create: ops.createChannel, update: ops.updateChannel, delete: ops.deleteChannel, restore: ops.restoreChannel, move: ops.moveChannel }),
  scope: (ops: Operations) => ({ list: ops.listScopeEntries, read: ops.readScopeEntry, create: ops.createScopeEntry, update: ops.updateScopeEntry, delete: ops.deleteScopeEntry, restore: ops.restoreScopeEntry, move: ops.moveScopeEntry }),
  services: (ops: Operations) => ({ list: ops.listServices, read: ops.readService, create: ops.createService, update: ops.updateService, delete: ops.deleteService, restore: ops.restoreService, move: ops.moveService }),
  readings: (ops: Operations) => ({ list: ops.listReadings, read: ops.readReading, create: ops.createReading, update: ops.updateReading, delete: ops.deleteReading, restore: ops.restoreReading, move: ops.moveReading }),
  questions: (ops: Operations) => ({ list: ops.listQuestions, read: ops.readQuestion, create: ops.createQuestion, update: ops.updateQuestion, delete: ops.deleteQuestion, restore: ops.restoreQuestion, move: ops.moveQuestion }),
  safetyNotes: (ops: Operations) => ({ list: ops.listSafetyNotes, read: ops.readSafetyNote, create: ops.createSafetyNote, update: ops.updateSafetyNote, delete: ops.deleteSafetyNote, restore: ops.restoreSafetyNote, move: ops.moveSafetyNote }),
  contacts: (ops: Operations) => ({ list: ops.listContacts, read: ops.readContact, create: ops.createContact, update: ops.updateContact, delete: ops.deleteContact, restore: ops.restoreContact, move: ops.moveContact }),
  topics: (ops: Operations) => ({ list: ops.listTopics, read: ops.readTopic, create: ops.createTopic, update: ops.updateTopic, delete: ops.deleteTopic, restore: ops.restoreTopic, move: ops.moveTopic }),
  fleets: (ops: Operations) => ({ list: ops.listFleets, read: ops.readFleet, create: ops.createFleet, update: ops.updateFleet, delete: ops.deleteFleet, restore: ops.restoreFleet, move: ops.moveFleet }),
};

/** The operations of `section`, for code that treats all sections alike. */
export function operationsOfSection(ops: Operations, section: SectionName): SectionOperations {
  return operationsOf[section](ops) as unknown as SectionOperations;
}
