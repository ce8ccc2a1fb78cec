import { auditPageSchema, listAuditSchema } from '../../common/contract/audit.ts';
import {
  centreDifferenceSchema, centreExportSchema, centreJsonSchemaSchema, exampleAdoptedSchema, exampleClearedSchema, importCentreSchema, settingsRecordSchema,
  undoClearExampleSchema, updateSettingsSchema,
} from '../../common/contract/centre-operations.ts';
import { listProposalsSchema, proposalSchema, proposalsSchema, proposalSubmittedSchema, resolveProposalSchema, submitProposalSchema } from '../../common/contract/proposal.ts';
import { contactErasedSchema, eraseContactSchema } from '../../common/contract/privacy.ts';
import { todaySchema } from '../../common/contract/today.ts';
import { done, operation } from '../platform/index.ts';
import { adoptExample } from './actions/adopt-example.ts';
import { clearExample, undoClearExample } from './actions/clear-example.ts';
import { exportCentre } from './actions/export-centre.ts';
import { importCentre } from './actions/import-centre.ts';
import { listAudit } from './actions/list-audit.ts';
import { eraseProposalContact, listProposals, resolveProposal, submitProposal } from './actions/proposals.ts';
import { readToday } from './actions/read-today.ts';
import { readSettings, updateSettings } from './actions/update-settings.ts';
import type { ConsentDoor, SubjectNames } from './ports.ts';
import { centreJsonSchema } from './file/json-schema.ts';
import type { CentreKeeper } from './reader/snapshot.ts';
import { nothing, sectionOperations } from './section-operations.ts';

/** What the operations stand on. */
export type CentreParts = { reader: CentreKeeper; /** Left out on the command line, which sends no forms. */ consent?: ConsentDoor; /** What things of the history are called; left out on the command line, which does not show it. */ namesOf?: SubjectNames };

const nobodyAsks: ConsentDoor = { record: async () => done(undefined) };

/** Everything that can be done with the described centre. */
export function createCentreOperations({ reader, consent = nobodyAsks, namesOf = async () => new Map() }: CentreParts) {
  return {
    ...sectionOperations(reader, 'calendars'),
    ...sectionOperations(reader, 'products'),
    ...sectionOperations(reader, 'channels'),
    ...sectionOperations(reader, 'scope'),
    ...sectionOperations(reader, 'services'),
    ...sectionOperations(reader, 'readings'),
    ...sectionOperations(reader, 'questions'),
    ...sectionOperations(reader, 'safetyNotes'),
    ...sectionOperations(reader, 'contacts'),
    ...sectionOperations(reader, 'topics'),
    ...sectionOperations(reader, 'fleets'),
    readCentreSettings: operation({
      name: 'readCentreSettings', method: 'get', path: '/centre/settings', summary: 'Reads the settings of the centre as a whole.',
      right: 'centre.edit', input: nothing, output: settingsRecordSchema,
      action: readSettings,
    }),
    updateCentreSettings: operation({
      name: 'updateCentreSettings', method: 'put', path: '/centre/settings', summary: 'Replaces the settings that were edited from a revision.',
      right: 'centre.edit', input: updateSettingsSchema, output: settingsRecordSchema,
      action: (work, input) => updateSettings(reader, work, input),
    }),
    importCentre: operation({
      name: 'importCentre', method: 'post', path: '/centre/import', summary: 'Lays a centre file over the centre, all or nothing, and tells what changes.',
      right: 'centre.edit', maximumBody: 1300, refusals: ['invalid_centre'], input: importCentreSchema, output: centreDifferenceSchema,
      action: (work, input) => importCentre(reader, work, input),
    }),
    exportCentre: operation({
      name: 'exportCentre', method: 'get', path: '/centre/export', summary: 'The centre as a file.',
      right: 'centre.edit', input: nothing, output: centreExportSchema,
      action: exportCentre,
    }),
    readCentreSchema: operation({
      name: 'readCentreSchema', method: 'get', path: '/centre/schema', summary: 'The JSON Schema of centre files.',
      right: 'public', input: nothing, output: centreJsonSchemaSchema,
      action: async () => done(centreJsonSchema()),
    }),
    adoptExample: operation({
      name: 'adoptExample', method: 'post', path: '/centre/example/adopt', summary: 'Makes the example one’s own.',
      right: 'centre.edit', refusals: ['not_an_example'], input: nothing, output: exampleAdoptedSchema,
      action: (work) => adoptExample(reader, work),
    }),
    clearExample: operation({
      name: 'clearExample', method: 'post', path: '/centre/example/clear', summary: 'Removes the example and leaves an empty centre.',
      right: 'centre.edit', refusals: ['not_an_example'], input: nothing, output: exampleClearedSchema,
      action: (work) => clearExample(reader, work),
    }),
    undoClearExample: operation({
      name: 'undoClearExample', method: 'post', path: '/centre/example/restore', summary: 'Brings a cleared example back, as long as nothing else was changed.',
      right: 'centre.edit', input: undoClearExampleSchema, output: settingsRecordSchema,
      action: (work, input) => undoClearExample(reader, work, input),
    }),
    submitProposal: operation({
      name: 'submitProposal', method: 'post', path: '/proposals', summary: 'Says that something is missing or wrong.',
      right: 'public', idempotent: true, limit: { per: 'network', count: 5, seconds: 600 }, maximumBody: 32,
      input: submitProposalSchema, output: proposalSubmittedSchema,
      action: (work, input) => submitProposal(consent, work, input),
    }),
    listProposals: operation({
      name: 'listProposals', method: 'get', path: '/proposals', summary: 'What visitors proposed, latest first.',
      right: 'centre.edit', input: listProposalsSchema, output: proposalsSchema,
      action: listProposals,
    }),
    resolveProposal: operation({
      name: 'resolveProposal', method: 'post', path: '/proposals/{id}/resolve', summary: 'Decides about a proposal, or takes the decision back.',
      right: 'centre.edit', input: resolveProposalSchema, output: proposalSchema,
      action: resolveProposal,
    }),
    eraseProposalContact: operation({
      name: 'eraseProposalContact', method: 'post', path: '/proposals/{id}/erase-contact', summary: 'Takes the contact off a proposal for good.',
      right: 'privacy.handle', input: eraseContactSchema, output: contactErasedSchema,
      action: eraseProposalContact,
    }),
    listAudit: operation({
      name: 'listAudit', method: 'get', path: '/audit', summary: 'The change history, latest first.',
      right: 'audit.read', input: listAuditSchema, output: auditPageSchema,
      action: (work, input) => listAudit(namesOf, work, input),
    }),
    readToday: operation({
      name: 'readToday', method: 'get', path: '/today', summary: 'What needs the operator today, most urgent first.',
      right: 'centre.edit', input: nothing, output: todaySchema,
      action: readToday,
    }),
  } as const;
}
