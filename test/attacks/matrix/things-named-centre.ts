import { send } from '../../harness/server.ts';
import type { Kind } from './things-kinds.ts';
import type { Named } from './things-named.ts';
import type { World } from './things-world.ts';

const at = (table: string, kind: Kind) => async ({ revision, mine }: World) => ({ revision: await revision(table, mine[kind]) });
const simple = (kind: Kind): Named => ({ fields: { id: kind } });

const ofOrganisations: Record<string, Named> = {
  readOrganisation: simple('organisation'),
  updateOrganisation: { ...simple('organisation'), body: at('organisation', 'organisation') },
  archiveOrganisation: simple('organisation'),
  restoreOrganisation: simple('organisation'),
  updateDepartment: { fields: { id: 'department', parent: 'department' }, body: async (world) => ({ name: 'Care', ...(await at('department', 'department')(world)) }), found: [200, 400] },
  archiveDepartment: simple('department'),
  restoreDepartment: simple('department'),
  createDepartment: { fields: { organisation: 'organisation', parent: 'department' }, body: () => ({ name: 'Support' }) },
  listRemovedOfOrganisation: { fields: { organisation: 'organisation' } },
  listMembers: { fields: { organisation: 'organisation', department: 'department' } },
  listMemberships: { fields: { person: 'person' }, absent: 200 },
  readTiedToAccounts: { fields: { person: 'person' } },
  addMember: { fields: { organisation: 'organisation', department: 'department', person: 'person' } },
  acceptMember: simple('member'),
  updateMember: { fields: { id: 'member', department: 'department' }, body: async (world) => ({ title: 'x', ...(await at('organisation_member', 'member')(world)) }) },
  removeMember: simple('member'),
  restoreMember: simple('member'),
  addDomain: { fields: { organisation: 'organisation' }, body: () => ({ domain: 'added.example.com' }) },
  checkDomain: { ...simple('domain'), found: [200, 400] },
  vouchForDomain: simple('domain'),
  removeDomain: simple('domain'),
  restoreDomain: simple('domain'),
  submitCertificate: { fields: { organisation: 'organisation' }, body: () => ({ issuer: 'x', number: '2', document: { name: 'a.pdf', content: Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64') } }) },
  readCertificateDocument: simple('certificate'),
  decideCertificate: { ...simple('certificate'), body: async (world) => ({ decision: 'rejected', reason: 'x', ...(await at('organisation_certificate', 'certificate')(world)) }) },
  removeCertificate: simple('certificate'),
  restoreCertificate: simple('certificate'),
};

const imports = (kind: 'memberImport' | 'entitlementImport', name: string): Record<string, Named> => ({
  [`read${name}Import`]: simple(kind),
  [`list${name}ImportLines`]: simple(kind),
  [`download${name}ImportReport`]: { ...simple(kind), body: () => ({ format: 'csv' }) },
  [`start${name}Import`]: { ...simple(kind), found: [200, 409] },
  [`cancel${name}Import`]: { ...simple(kind), found: [200, 409] },
});

const ofEntitlements: Record<string, Named> = {
  listEntitlements: { fields: { organisation: 'organisation', person: 'person', product: 'products', plan: 'plan' }, absent: 200, found: [200, 400] },
  readEntitlement: simple('entitlement'),
  grantEntitlement: { fields: { 'holder.id': 'person', product: 'products', plan: 'plan' }, body: () => ({ holder: { kind: 'person' } }), absent: 400, found: [200, 400] },
  updateEntitlement: { ...simple('entitlement'), body: async (world) => ({ note: 'x', ...(await at('entitlement', 'entitlement')(world)) }) },
  takeEntitlementUse: simple('entitlement'),
  returnEntitlementUse: simple('entitlement'),
  endEntitlement: { ...simple('entitlement'), body: at('entitlement', 'entitlement') },
  resumeEntitlement: { ...simple('entitlement'), body: at('entitlement', 'entitlement') },
};

/** The sections of the centre, with the name that their operations have for one entry, and their place in the address. */
const sections = { calendars: 'Calendar', products: 'Product', channels: 'Channel', scope: 'ScopeEntry', services: 'Service', readings: 'Reading', questions: 'Question', safetyNotes: 'SafetyNote', contacts: 'Contact', topics: 'Topic', fleets: 'Fleet' } as const;

/** An entry as it is, to be written back. */
const asItIs = (section: keyof typeof sections) => async ({ centre, cast, mine }: World) => {
  const path = Object.values(centre.app.operations).find(({ name }) => name === `read${sections[section]}`)?.path.replace('{key}', mine[section]) ?? '';
  const { entry, revision } = (await send(centre.port, `/api/v1${path}`, { headers: cast.boss.headers })).json<{ entry: object; revision: number }>();
  return { entry, revision };
};

const ofSections = Object.fromEntries(
  (Object.keys(sections) as (keyof typeof sections)[]).flatMap((section): [string, Named][] => {
    const [name, fields] = [sections[section], { key: section }];
    return [
      [`read${name}`, { fields }],
      [`update${name}`, { fields, body: asItIs(section) }],
      [`move${name}`, { fields: { ...fields, before: section }, found: [200, 400] }],
      [`delete${name}`, { fields, found: [200, 400, 409] }],
      [`restore${name}`, { fields, found: [200, 409] }],
    ];
  }),
);

const asked = { plan: 'publicPlan', about: 'about' } as const;
const ofCentre: Record<string, Named> = {
  ...ofSections,
  readCalendarYear: { fields: { key: 'calendars', year: 'year' } },
  submitProposal: { fields: { notice: 'privacyNotice', page: 'page' }, body: () => ({ kind: 'other', text: 'x' }) },
  resolveProposal: { ...simple('proposal'), body: () => ({ status: 'done' }) },
  eraseProposalContact: simple('proposal'),
  listAudit: { fields: { subjectKey: 'subjectKey' }, absent: 200 },
  readSupportPage: { fields: asked },
  advise: { fields: asked },
  simulateAdvice: { fields: asked, body: () => ({ at: '2026-11-18T02:00:00Z' }) },
};

/** Operations of organisations, of what they may use, and of the described centre. */
export const namedByCentre: Readonly<Record<string, Named>> = { ...ofOrganisations, ...imports('memberImport', 'Member'), ...imports('entitlementImport', 'Entitlement'), ...ofEntitlements, ...ofCentre };
