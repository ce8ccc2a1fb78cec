import type { CertificateView, DepartmentView, DomainView, MemberView, OrganisationSummary } from '../../common/contract/organisations.ts';
import { countingState } from './rules/certificate.ts';
import { proofRecord } from './rules/domain.ts';
import { memberState } from './rules/membership.ts';
import type { Certificate } from './store/certificates.ts';
import type { DepartmentListed } from './store/departments.ts';
import type { Domain } from './store/domains.ts';
import type { MemberListed } from './store/members.ts';
import type { OrganisationListed } from './store/organisations.ts';

export function summaryView({ id, name, aliases, archived, members, suggested, certificates, createdAt }: OrganisationListed): OrganisationSummary {
  return { id, name, aliases, state: archived ? 'archived' : 'active', members, suggested, certificate: countingState(certificates), createdAt: createdAt.toISOString() };
}

export function departmentView({ id, parent, name, archived, members, revision }: DepartmentListed): DepartmentView {
  return { id, ...(parent === null ? {} : { parent }), name, archived, members, revision };
}

export function domainView({ id, domain, token, how, verifiedAt, checkedAt, revision }: Domain): DomainView {
  return {
    id, domain, state: verifiedAt === null ? 'pending' : 'verified',
    ...(how === null ? {} : { how }),
    ...(verifiedAt === null ? {} : { verifiedAt: verifiedAt.toISOString() }),
    ...(checkedAt === null ? {} : { checkedAt: checkedAt.toISOString() }),
    record: proofRecord(domain, token),
    revision,
  };
}

export function certificateView({ id, organisation, issuer, number, validUntil, state, reason, file, submittedAt, decidedAt, decidedBy, revision }: Certificate, names: ReadonlyMap<string, string>): CertificateView {
  const checker = decidedBy === null ? undefined : names.get(decidedBy);
  return {
    id, organisation, issuer, number, state, revision,
    ...(validUntil === null ? {} : { validUntil }),
    ...(reason === null ? {} : { reason }),
    document: { name: file.name, mediaType: file.mediaType, size: file.size },
    submittedAt: submittedAt.toISOString(),
    ...(decidedAt === null ? {} : { decidedAt: decidedAt.toISOString() }),
    ...(checker === undefined ? {} : { decidedBy: checker }),
  };
}

/** `names`: what the persons among the members are called now. */
export function memberView(member: MemberListed, names: ReadonlyMap<string, string>, today: string): MemberView {
  const { id, organisation, organisationName, person, name, account, department, departmentName, title, from, until, source, revision } = member;
  return {
    id, organisation, organisationName, from, source, revision,
    ...(person === null ? {} : { person }),
    name: (person === null ? undefined : names.get(person)) ?? name,
    ...(account === null ? {} : { account: { kind: account.kind, value: account.typed } }),
    ...(department === null ? {} : { department }),
    ...(departmentName === null ? {} : { departmentName }),
    ...(title === '' ? {} : { title }),
    ...(until === null ? {} : { until }),
    state: memberState(member, today),
  };
}
