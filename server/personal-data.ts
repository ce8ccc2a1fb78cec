import { admissionPersonalData, outsidePersonalData } from './admission/index.ts';
import { groupPagesPersonalData, groupsPersonalData } from './groups/index.ts';
import { proposalPersonalData } from './centre/index.ts';
import { mailsPersonalData, noticesPersonalData } from './notices/index.ts';
import { organisationsPersonalData } from './organisations/index.ts';
import { peoplePersonalData } from './people/index.ts';
import { signInPersonalData } from './sign-in/index.ts';
import { answerPersonalData, auditPersonalData, eventPersonalData, type PersonalData } from './platform/index.ts';
import { jobPersonalData } from './platform/jobs/index.ts';
import { privacyPersonalData, tracePersonalData } from './privacy/index.ts';
import { programsPersonalData } from './programs/index.ts';
import { servicesPersonalData } from './services/index.ts';

/**
 * Every place where something about a person is kept: exports, erasure and merging go through all of them, in this order. Mails are found by
 * the person's addresses, so they come before people, which erases those.
 */
export const personalData: readonly PersonalData[] = [mailsPersonalData, noticesPersonalData, signInPersonalData, proposalPersonalData, organisationsPersonalData, servicesPersonalData, admissionPersonalData, outsidePersonalData, groupPagesPersonalData, groupsPersonalData, programsPersonalData, privacyPersonalData, auditPersonalData, eventPersonalData, answerPersonalData, jobPersonalData, tracePersonalData, peoplePersonalData];
