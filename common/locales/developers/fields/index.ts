import { admissionFields } from './admission.ts';
import { centreFields } from './centre.ts';
import { channelsFields } from './channels.ts';
import { groupsFields } from './groups.ts';
import { noticesFields } from './notices.ts';
import { organisationsFields } from './organisations.ts';
import { peopleFields } from './people.ts';
import { privacyFields } from './privacy.ts';
import { programsFields } from './programs.ts';
import { protocolFields } from './protocol.ts';
import { sharedFields } from './shared.ts';

/** The sentences by area; each stands in one of them. */
export const fieldAreas = [peopleFields, organisationsFields, privacyFields, programsFields, noticesFields, groupsFields, admissionFields, centreFields, channelsFields, sharedFields, protocolFields] as const;

/** What the API says of fields, parameters, headers and answers: from the English sentence, without the marks of its sources, to the Chinese one. */
export const fieldSentences: Readonly<Record<string, string>> = Object.assign({}, ...fieldAreas);
