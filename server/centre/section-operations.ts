import { z } from 'zod';
import type { SectionEntry, SectionName } from '../../common/contract/centre.ts';
import { entryDeletedSchema, entryMovedSchema, sectionContract } from '../../common/contract/centre-operations.ts';
import { operation } from '../platform/index.ts';
import { createEntry } from './actions/create-entry.ts';
import { deleteEntry } from './actions/delete-entry.ts';
import { moveEntry } from './actions/move-entry.ts';
import { readEntries, readEntry } from './actions/read-entries.ts';
import { restoreEntry } from './actions/restore-entry.ts';
import { updateEntry } from './actions/update-entry.ts';
import type { CentreKeeper } from './reader/snapshot.ts';

/** How operations and paths of a section are called. */
export const sectionWords = {
  calendars: { one: 'Calendar', many: 'Calendars', path: '/calendars', word: 'service calendar' },
  products: { one: 'Product', many: 'Products', path: '/products', word: 'product' },
  channels: { one: 'Channel', many: 'Channels', path: '/channels', word: 'channel' },
  scope: { one: 'ScopeEntry', many: 'ScopeEntries', path: '/scope', word: 'entry of the support scope' },
  services: { one: 'Service', many: 'Services', path: '/services', word: 'service on demand' },
  readings: { one: 'Reading', many: 'Readings', path: '/readings', word: 'reading' },
  questions: { one: 'Question', many: 'Questions', path: '/questions', word: 'question and answer' },
  safetyNotes: { one: 'SafetyNote', many: 'SafetyNotes', path: '/safety-notes', word: 'safety note' },
  contacts: { one: 'Contact', many: 'Contacts', path: '/contacts', word: 'escalation contact' },
  topics: { one: 'Topic', many: 'Topics', path: '/topics', word: 'topic' },
  fleets: { one: 'Fleet', many: 'Fleets', path: '/fleets', word: 'fleet' },
} as const satisfies Record<SectionName, { one: string; many: string; path: string; word: string }>;

type Words = typeof sectionWords;

/** The operations of a section under their own names: `listChannels`, `readChannel`, `createChannel` … */
export type SectionOperations<Name extends SectionName> = {
  [Verb in keyof ReturnType<typeof declare<Name>> as `${Verb}${Verb extends 'list' ? Words[Name]['many'] : Words[Name]['one']}`]: ReturnType<typeof declare<Name>>[Verb];
};

/** Everything that operators can do with the entries of one section. */
export function sectionOperations<Name extends SectionName>(keeper: CentreKeeper, section: Name): SectionOperations<Name> {
  const declared = Object.values(declare(keeper, section));
  return Object.fromEntries(declared.map((each) => [each.name, each])) as SectionOperations<Name>;
}

function declare<Name extends SectionName>(keeper: CentreKeeper, section: Name) {
  const { one, many, path, word } = sectionWords[section];
  const contract = sectionContract(section);
  const right = 'centre.edit';
  // A schema that is chosen by a type parameter has an output that TypeScript cannot work out: these two name it.
  const edited = (input: unknown) => input as { key: string; entry: SectionEntry<Name>; revision: number };
  const answered = <Answer>(answer: Promise<Answer>) => answer as Promise<never>;
  return {
    list: operation({
      name: `list${many}`, method: 'get', path, summary: `Lists every ${word} in their order, or the deleted ones; a page at a time when a limit is given.`, right,
      input: contract.listInput, output: contract.list,
      action: (work, input) => answered(readEntries(section, work, input)),
    }),
    read: operation({
      name: `read${one}`, method: 'get', path: `${path}/{key}`, summary: `Reads one ${word}.`, right,
      input: contract.key, output: contract.record,
      action: (work, { key }) => answered(readEntry(section, work, key)),
    }),
    create: operation({
      name: `create${one}`, method: 'post', path, summary: `Adds one ${word} at the end.`, right, idempotent: true, refusals: ['already_exists', 'section_full'],
      input: contract.create, output: contract.record,
      action: (work, input) => answered(createEntry(keeper, section, work, edited(input).entry)),
    }),
    update: operation({
      name: `update${one}`, method: 'put', path: `${path}/{key}`, summary: `Replaces one ${word} that was edited from a revision.`, right,
      input: contract.update, output: contract.record,
      action: (work, input) => answered(updateEntry(keeper, section, work, edited(input))),
    }),
    delete: operation({
      name: `delete${one}`, method: 'delete', path: `${path}/{key}`, summary: `Deletes one ${word}, unless another entry names it; it can be brought back.`, right, refusals: ['still_referenced'],
      input: contract.key, output: entryDeletedSchema,
      action: (work, { key }) => deleteEntry(keeper, section, work, key),
    }),
    restore: operation({
      name: `restore${one}`, method: 'post', path: `${path}/{key}/restore`, summary: `Brings one deleted ${word} back.`, right, refusals: ['already_exists', 'section_full'],
      input: contract.key, output: contract.record,
      action: (work, { key }) => answered(restoreEntry(keeper, section, work, key)),
    }),
    move: operation({
      name: `move${one}`, method: 'post', path: `${path}/{key}/move`, summary: `Puts one ${word} before another.`, right,
      input: contract.move, output: entryMovedSchema,
      action: (work, input) => moveEntry(keeper, section, work, input),
    }),
  };
}

/** No input at all. */
export const nothing = z.strictObject({});
