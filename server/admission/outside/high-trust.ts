import type { z } from 'zod';
import type { askHighTrustSchema, highTrustProvenSchema, proveHighTrustSchema } from '../../../common/contract/human-check.ts';
import type { passkeyAskedSchema } from '../../../common/contract/sign-in.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { finishPasskeyProof, startPasskeyProof, takePasskeyProof } from '../../sign-in/index.ts';
import type { HighTrust } from '../ports.ts';
import { bindHighTrust, insertHighTrustProof, latestHighTrust } from './store/proofs.ts';

/** An application has to follow a confirmation within so many minutes. */
export const highTrustMinutes = 15;

/** A confirmation for one fleet confirms nothing else. */
const purposeOf = (fleet: string) => `join:${fleet}`;

/** Asks the browser for a passkey of whoever is signed in, with verification on the device. [003] */
export async function askHighTrust(work: Work, { fleet }: z.output<typeof askHighTrustSchema>): Promise<Outcome<z.input<typeof passkeyAskedSchema>>> {
  const { actor } = work;
  return actor.kind === 'person' && actor.via.kind === 'session' ? startPasskeyProof(work, actor.id, purposeOf(fleet)) : refuse('not_found');
}

type Verified = Awaited<ReturnType<typeof finishPasskeyProof>> | undefined;

/**
 * Checks the answer before the transaction. One that was asked for and is wrong, because nobody showed who holds the device or it is another
 * passkey, is kept whatever becomes of the request: the policy says what it leads to. [003]
 */
export async function checkHighTrust(work: Work, { fleet, token, answer }: z.output<typeof proveHighTrustSchema>): Promise<Verified> {
  const { actor } = work;
  if (actor.kind !== 'person') return undefined;
  const verified = await finishPasskeyProof(work, actor.id, purposeOf(fleet), { token, answer });
  if (verified === 'wrong') await insertHighTrustProof(work.db, { personId: actor.id, fleet, refused: true, now: work.now });
  return verified;
}

/** Keeps the confirmation for the application that follows. */
export async function proveHighTrust(work: Work, { fleet }: z.output<typeof proveHighTrustSchema>, verified: Verified): Promise<Outcome<z.input<typeof highTrustProvenSchema>>> {
  const { actor } = work;
  if (actor.kind !== 'person' || actor.via.kind !== 'session') return refuse('not_found');
  if (!(await takePasskeyProof(work, verified))) return refuse('passkey_refused');
  await insertHighTrustProof(work.db, { personId: actor.id, fleet, refused: false, now: work.now });
  return done({ until: new Date(work.now.getTime() + highTrustMinutes * 60_000).toISOString() });
}

export const highTrust: HighTrust = {
  async find(work, { personId, fleet, applicationId }) {
    const found = await latestHighTrust(work.db, { personId, fleet, applicationId, since: new Date(work.now.getTime() - highTrustMinutes * 60_000) });
    if (found === undefined) return { outcome: 'missing' };
    // From here on it is about this application and no other.
    if (applicationId !== undefined) await bindHighTrust(work.db, found.id, applicationId);
    return found.refused ? { outcome: 'refused' } : { outcome: 'passed', at: found.at.toISOString() };
  },
};
