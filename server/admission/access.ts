import { identitiesOf } from '../people/index.ts';
import { secretHash, type Actor, type Database } from '../platform/index.ts';
import { findApplication, findApplicationByToken, type Application } from './store/applications.ts';

const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/**
 * An application for whom it belongs to: whoever holds the secret of its status link, its applicant, and before there is one, who has proven
 * the address that it waits for. Undefined for an absent one and for somebody else's alike. `byLink`: the secret was shown.
 */
export async function applicationFor(db: Database, actor: Actor, reference: string): Promise<{ application: Application; byLink: boolean } | undefined> {
  if (tokenForm.test(reference)) {
    const application = await findApplicationByToken(db, secretHash(reference));
    return application === undefined ? undefined : { application, byLink: true };
  }
  const application = actor.kind === 'person' ? await findApplication(db, reference) : undefined;
  if (application === undefined || actor.kind !== 'person') return undefined;
  const isOwn = application.personId === undefined ? await hasProven(db, actor.id, application.emailCanonical) : application.personId === actor.id;
  return isOwn ? { application, byLink: false } : undefined;
}

/** Whether a person has proven this address. */
export async function hasProven(db: Database, personId: string, emailCanonical: string | undefined): Promise<boolean> {
  return (await provenEmails(db, personId)).some(({ canonical }) => canonical === emailCanonical);
}

/** The addresses that a person has proven, the oldest proof first. */
export async function provenEmails(db: Database, personId: string): Promise<{ typed: string; canonical: string; provenAt: Date }[]> {
  return (await identitiesOf(db, personId)).flatMap(({ kind, typed, canonical, provenAt }) => (kind === 'email' && provenAt !== undefined ? [{ typed, canonical, provenAt }] : []));
}
