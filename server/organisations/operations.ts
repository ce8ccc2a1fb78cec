import {
  addDomainSchema, addMemberSchema, atId, atOrganisation, certificateViewSchema, createDepartmentSchema, createOrganisationSchema, decideCertificateSchema, departmentViewSchema, domainViewSchema, listMembershipsSchema, listMembersSchema,
  listOrganisationsSchema, memberPageSchema, membershipsSchema, memberViewSchema, organisationPageSchema, organisationSchema, removedOfOrganisationSchema, submitCertificateSchema, updateDepartmentSchema, updateMemberSchema, updateOrganisationSchema,
} from '../../common/contract/organisations.ts';
import { operation } from '../platform/index.ts';
import { fileAnswerSchema } from '../platform/files/index.ts';
import { decideCertificate, readDocument, removeCertificate, submitCertificate, takeDocument } from './actions/certificates.ts';
import { archiveDepartment, changeDepartment, createDepartment } from './actions/departments.ts';
import { addDomain, askDns, checkDomain, removeDomain, vouchForDomain } from './actions/domains.ts';
import { addMember, changeMember, readMembers, readMemberships, setMember } from './actions/members.ts';
import { archiveOrganisation, changeOrganisation, createOrganisation, readOrganisation, readOrganisations } from './actions/organisations.ts';
import { readRemoved } from './actions/removed.ts';
import type { OrganisationsParts } from './ports.ts';


/** Everything that can be done with organisations. */
export function organisationOperations(parts: OrganisationsParts) {
  return {
    ...wholes(parts),
    ...departments(parts),
    ...members(parts),
    ...domains(parts),
    ...certificates(parts),
  } as const;
}

function wholes(parts: OrganisationsParts) {
  return {
    listOrganisations: operation({
      name: 'listOrganisations', method: 'get', path: '/organisations', summary: 'Organisations by name, found by any part of a name.',
      right: 'organisations.read', input: listOrganisationsSchema, output: organisationPageSchema, action: (work, input) => readOrganisations(parts, work, input),
    }),
    readOrganisation: operation({
      name: 'readOrganisation', method: 'get', path: '/organisations/{id}', summary: 'An organisation with its departments, domains and certificates.',
      right: 'organisations.read', input: atId, output: organisationSchema, action: (work, { id }) => readOrganisation(parts, work, id),
    }),
    listRemovedOfOrganisation: operation({
      name: 'listRemovedOfOrganisation', method: 'get', path: '/organisations/{organisation}/removed', summary: 'Members, departments, domains and certificates that were taken out and can be brought back.',
      right: 'organisations.edit', input: atOrganisation, output: removedOfOrganisationSchema, action: (work, { organisation }) => readRemoved(parts, work, organisation),
    }),
    createOrganisation: operation({
      name: 'createOrganisation', method: 'post', path: '/organisations', summary: 'Adds an organisation.',
      right: 'organisations.edit', idempotent: true, input: createOrganisationSchema, output: organisationSchema, action: (work, input) => createOrganisation(parts, work, input),
    }),
    updateOrganisation: operation({
      name: 'updateOrganisation', method: 'patch', path: '/organisations/{id}', summary: 'Changes an organisation.',
      right: 'organisations.edit', input: updateOrganisationSchema, output: organisationSchema, action: (work, input) => changeOrganisation(parts, work, input),
    }),
    archiveOrganisation: operation({
      name: 'archiveOrganisation', method: 'post', path: '/organisations/{id}/archive', summary: 'Archives an organisation; its entitlements rest meanwhile.',
      right: 'organisations.edit', input: atId, output: organisationSchema, action: (work, { id }) => archiveOrganisation(parts, work, { id, archived: true }),
    }),
    restoreOrganisation: operation({
      name: 'restoreOrganisation', method: 'post', path: '/organisations/{id}/restore', summary: 'Takes an archived organisation back into use.',
      right: 'organisations.edit', input: atId, output: organisationSchema, action: (work, { id }) => archiveOrganisation(parts, work, { id, archived: false }),
    }),
  } as const;
}

function departments(parts: OrganisationsParts) {
  return {
    createDepartment: operation({
      name: 'createDepartment', method: 'post', path: '/organisations/{organisation}/departments', summary: 'Adds a department.',
      right: 'organisations.edit', idempotent: true, input: createDepartmentSchema, output: departmentViewSchema, action: (work, input) => createDepartment({ parts, work }, input),
    }),
    updateDepartment: operation({
      name: 'updateDepartment', method: 'patch', path: '/departments/{id}', summary: 'Renames a department or moves it with everything below it.',
      right: 'organisations.edit', input: updateDepartmentSchema, output: departmentViewSchema, action: (work, input) => changeDepartment({ parts, work }, input),
    }),
    archiveDepartment: operation({
      name: 'archiveDepartment', method: 'post', path: '/departments/{id}/archive', summary: 'Archives a department that holds nobody.',
      right: 'organisations.edit', refusals: ['still_referenced'], input: atId, output: departmentViewSchema, action: (work, { id }) => archiveDepartment({ parts, work }, { id, archived: true }),
    }),
    restoreDepartment: operation({
      name: 'restoreDepartment', method: 'post', path: '/departments/{id}/restore', summary: 'Takes an archived department back into use.',
      right: 'organisations.edit', input: atId, output: departmentViewSchema, action: (work, { id }) => archiveDepartment({ parts, work }, { id, archived: false }),
    }),
  } as const;
}

function members(parts: OrganisationsParts) {
  return {
    listMembers: operation({
      name: 'listMembers', method: 'get', path: '/organisations/{organisation}/members', summary: 'Members of an organisation, or of a department with everything below it.',
      right: 'organisations.read', input: listMembersSchema, output: memberPageSchema, action: (work, input) => readMembers({ parts, work }, input),
    }),
    listMemberships: operation({
      name: 'listMemberships', method: 'get', path: '/memberships', summary: 'The organisations to which a person belongs.',
      right: 'organisations.read', input: listMembershipsSchema, output: membershipsSchema, action: (work, { person }) => readMemberships({ parts, work }, person),
    }),
    addMember: operation({
      name: 'addMember', method: 'post', path: '/organisations/{organisation}/members', summary: 'Makes a person a member, or whoever proves an account.',
      right: 'organisations.edit', idempotent: true, input: addMemberSchema, output: memberViewSchema, action: (work, input) => addMember({ parts, work }, input),
    }),
    updateMember: operation({
      name: 'updateMember', method: 'patch', path: '/members/{id}', summary: 'Changes a membership.',
      right: 'organisations.edit', input: updateMemberSchema, output: memberViewSchema, action: (work, input) => changeMember({ parts, work }, input),
    }),
    removeMember: operation({
      name: 'removeMember', method: 'post', path: '/members/{id}/remove', summary: 'Takes somebody out of an organisation, or turns a suggestion down.',
      right: 'organisations.edit', input: atId, output: memberViewSchema, action: (work, { id }) => setMember({ parts, work }, { id, removed: true }),
    }),
    restoreMember: operation({
      name: 'restoreMember', method: 'post', path: '/members/{id}/restore', summary: 'Takes a removal back.',
      right: 'organisations.edit', refusals: ['already_exists'], input: atId, output: memberViewSchema, action: (work, { id }) => setMember({ parts, work }, { id, removed: false }),
    }),
    acceptMember: operation({
      name: 'acceptMember', method: 'post', path: '/members/{id}/accept', summary: 'Makes a suggested person a member.',
      right: 'organisations.edit', input: atId, output: memberViewSchema, action: (work, { id }) => setMember({ parts, work }, { id, suggested: false }),
    }),
  } as const;
}

function domains(parts: OrganisationsParts) {
  return {
    addDomain: operation({
      name: 'addDomain', method: 'post', path: '/organisations/{organisation}/domains', summary: 'Adds a domain that is to be proven.',
      right: 'organisations.edit', idempotent: true, input: addDomainSchema, output: domainViewSchema, action: (work, input) => addDomain(work, input),
    }),
    checkDomain: operation({
      name: 'checkDomain', method: 'post', path: '/domains/{id}/check', summary: 'Looks for the TXT record that proves a domain.',
      right: 'organisations.edit', limit: { per: 'person', count: 30, seconds: 600 }, input: atId, output: domainViewSchema,
      gather: (work, { id }) => askDns(parts, work, id), action: (work, { id }, answer) => checkDomain(work, id, answer),
    }),
    vouchForDomain: operation({
      name: 'vouchForDomain', method: 'post', path: '/domains/{id}/vouch', summary: 'Verifies a domain by an operator’s word.',
      right: 'certificates.check', input: atId, output: domainViewSchema, action: (work, { id }) => vouchForDomain(work, id),
    }),
    removeDomain: operation({
      name: 'removeDomain', method: 'post', path: '/domains/{id}/remove', summary: 'Removes a domain; members stay.',
      right: 'organisations.edit', input: atId, output: domainViewSchema, action: (work, { id }) => removeDomain(work, id, true),
    }),
    restoreDomain: operation({
      name: 'restoreDomain', method: 'post', path: '/domains/{id}/restore', summary: 'Takes a removal back.',
      right: 'organisations.edit', input: atId, output: domainViewSchema, action: (work, { id }) => removeDomain(work, id, false),
    }),
  } as const;
}

function certificates(parts: OrganisationsParts) {
  return {
    submitCertificate: operation({
      name: 'submitCertificate', method: 'post', path: '/organisations/{organisation}/certificates', summary: 'Sends an enterprise certificate with its document to be checked.',
      right: 'organisations.edit', idempotent: true, maximumBody: 7_200, input: submitCertificateSchema, output: certificateViewSchema,
      gather: (work, input) => takeDocument({ parts, work }, input), action: (work, input, document) => submitCertificate({ parts, work }, input, document),
    }),
    decideCertificate: operation({
      name: 'decideCertificate', method: 'post', path: '/certificates/{id}/decision', summary: 'Verifies or rejects a certificate, or takes the decision back.',
      right: 'certificates.check', input: decideCertificateSchema, output: certificateViewSchema, action: (work, input) => decideCertificate({ parts, work }, input),
    }),
    readCertificateDocument: operation({
      name: 'readCertificateDocument', method: 'get', path: '/certificates/{id}/document', summary: 'The document of a certificate, as an attachment.',
      right: 'certificates.check', download: true, input: atId, output: fileAnswerSchema, action: (work, { id }) => readDocument({ parts, work }, id),
    }),
    removeCertificate: operation({
      name: 'removeCertificate', method: 'post', path: '/certificates/{id}/remove', summary: 'Removes a certificate with its document.',
      right: 'certificates.check', input: atId, output: certificateViewSchema, action: (work, { id }) => removeCertificate({ parts, work }, id, true),
    }),
    restoreCertificate: operation({
      name: 'restoreCertificate', method: 'post', path: '/certificates/{id}/restore', summary: 'Takes a removal back, within a week.',
      right: 'certificates.check', input: atId, output: certificateViewSchema, action: (work, { id }) => removeCertificate({ parts, work }, id, false),
    }),
  } as const;
}
