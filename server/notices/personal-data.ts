import { identitiesOf } from '../people/index.ts';
import type { PersonalData } from '../platform/index.ts';
import { mailPersonalData } from '../platform/mail/index.ts';
import { eraseNotices, gatherNotices, moveNotices, moveNoticesBack } from './store/personal-data.ts';

/** What somebody was told, how they want to be told, where their browsers listen, when they are on duty. */
export const noticesPersonalData: PersonalData = { area: 'notices', gather: gatherNotices, erase: eraseNotices, move: moveNotices, moveBack: moveNoticesBack };

/** Mails to addresses that the person has proven: a mere claim on an address gives nobody the list of what went there. */
export const mailsPersonalData: PersonalData = mailPersonalData(async (db, personId) => (await identitiesOf(db, personId)).filter(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined).flatMap(({ typed, canonical }) => [typed, canonical]));
