import type { Language } from '../../../common/contract/text.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { memberMailMessages } from '../../../common/locales/member-mail/index.ts';
import { findFleetRow } from '../../groups/index.ts';
import { publicAddressOf } from '../../notices/index.ts';
import { findPerson, mailboxOf } from '../../people/index.ts';
import type { Database } from '../../platform/index.ts';
import { postMail } from '../../platform/mail/index.ts';
import { provenEmails } from '../access.ts';
import { groupNames } from '../group-names.ts';
import type { MailParts } from './mail-applicant.ts';

/** Whose seat ended with its group. `fleet`: its key then; the fleet may go by another since. */
export type Dissolved = { fleet: string; group: string; person: string; wasMember: boolean };

/**
 * Tells somebody in their language that their group was dissolved, with the link that leads on. It goes to an address that they have proven;
 * who is shut out, or has none, hears nothing.
 */
export async function mailDissolved({ db, now }: { db: Database; now: Date }, parts: MailParts, { fleet: key, group, person: id, wasMember }: Dissolved): Promise<void> {
  const entry = await findPerson(db, id);
  const person = entry?.mergedInto === undefined ? entry : await findPerson(db, entry.mergedInto);
  const [email] = person === undefined || person.disabled ? [] : await provenEmails(db, person.id);
  const fleet = await findFleetRow(db, key);
  if (person === undefined || email === undefined) return;
  const language: Language = person.language === 'en' ? 'en' : 'zh-CN';
  const t = translator(memberMailMessages, language);
  const name = (await groupNames(db, [key], language)).get(group) ?? (fleet === undefined ? key : inLanguage(fleet.settings.name ?? fleet.settings.topicName, language));
  const address = `${publicAddressOf(parts)}${pathOn(parts, key, fleet)}`;
  await postMail(db, {
    kind: 'group.dissolved', to: { address: mailboxOf(email.typed) ?? email.typed, name: person.name }, language, subject: t('dissolved_subject', { group: name }),
    text: [t('hello'), t(wasMember ? 'dissolved_member' : 'dissolved_held', { group: name }), t('dissolved_on'), address].join('\n\n'), button: { label: t('dissolved_button'), address },
  }, now);
}

/** The page of the fleet; of its topic when it went with its group; else where all groups are found. */
function pathOn({ reader }: MailParts, key: string, fleet: Awaited<ReturnType<typeof findFleetRow>>): string {
  if (fleet?.removed !== true) return `/g/${key}`;
  const { topic } = fleet.settings;
  return reader.current().centre?.topics.some((one) => one.key === topic) === true ? `/g/${topic}` : '/find';
}
