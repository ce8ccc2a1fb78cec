import { humanPayloadSchema, type HumanChallenge } from '../../../common/contract/human-check.ts';
import { sameSecret, secretHash, type Secrets } from '../../platform/index.ts';
import type { AskingWork, HumanAnswer, HumanCheck, InsideWork } from '../ports.ts';
import { isChallengeUsed, takeHumanCodeAttempt, useChallenge, useHumanCode } from './store/proofs.ts';

/**
 * A proof that a human, or a machine with patience, sits there. [002] Two kinds: ALTCHA's challenge, which the browser solves by trying, and
 * six digits that were mailed to an address that the person has proven, for browsers that run no script. Who has just proven their address for
 * this very application has entered such digits already: nothing more is asked of them.
 */

const library = () => Promise.all([import('altcha-lib'), import('altcha-lib/algorithms/pbkdf2')]);

/** PBKDF2 runs at full speed in browsers, so that who attacks with better tools gains little. 256 tries on average, each of `cost` rounds. */
const algorithm = 'PBKDF2/SHA-256';
const keyPrefix = '00';
const usualCost = 4_000;
const raidCost = 16_000;
export const challengeMinutes = 20;

const keyOf = (secrets: Secrets): string => secrets.derive('admission.human').toString('base64url');

/** A new challenge for a fleet. Nothing is written down: it is signed with the centre's key and carries its own end. */
export async function newChallenge({ secrets, now }: Pick<AskingWork, 'secrets' | 'now'>, { fleet, raid }: { fleet: string; raid: boolean }): Promise<HumanChallenge> {
  const [{ createChallenge }, { deriveKey }] = await library();
  const { parameters, signature = '' } = await createChallenge({
    algorithm, deriveKey, keyPrefix, cost: raid ? raidCost : usualCost, hmacSignatureSecret: keyOf(secrets),
    // The end is a datum of ours: the library's own is compared with the machine's clock.
    data: { fleet, until: now.getTime() + challengeMinutes * 60_000 },
  });
  const { nonce, salt, cost, keyLength, data = {} } = parameters;
  return { parameters: { algorithm: parameters.algorithm, nonce, salt, cost, keyLength, keyPrefix: parameters.keyPrefix, data: data as HumanChallenge['parameters']['data'] }, signature };
}

/** What is kept of a mailed code: worthless without the centre's key, and for one row only. */
export function humanCodeHash(secrets: Secrets, id: string, code: string): string {
  return secrets.keyedHash('admission.human_code', `${id}:${code}`);
}

export const humanCheck: HumanCheck = {
  async check(work, { proof, fleet, personId }) {
    if (proof?.altcha !== undefined && proof.altcha !== '') return checkSolution(work, proof.altcha, fleet);
    const code = proof?.code?.normalize('NFKC').replace(/[\s-]/g, '') ?? '';
    if (code === '') return { outcome: 'missing' };
    // A code is somebody's own: before an address is proven there is nobody.
    return personId === '' ? { outcome: 'too_old' } : checkCode(work, code, fleet, personId);
  },
  async use(work: InsideWork, { id }) {
    const [kind, key = '', until = ''] = id.split(':');
    if (kind === 'challenge') return useChallenge(work.db, key, new Date(Number(until)));
    return kind === 'code' && useHumanCode(work.db, key, work.now);
  },
};

async function checkCode(work: AskingWork, code: string, fleet: string, personId: string): Promise<HumanAnswer> {
  const waiting = await takeHumanCodeAttempt(work.db, personId, fleet, work.now);
  if (waiting === undefined) return { outcome: 'too_old' };
  return sameSecret(waiting.codeHash, humanCodeHash(work.secrets, waiting.id, code)) ? { outcome: 'passed', how: 'code', id: `code:${waiting.id}` } : { outcome: 'wrong', how: 'code' };
}

async function checkSolution(work: AskingWork, payload: string, fleet: string): Promise<HumanAnswer> {
  const read = readPayload(payload);
  if (read === undefined) return { outcome: 'wrong' };
  const { challenge, solution } = read;
  const { data, nonce, salt } = challenge.parameters;
  const until = Number(data['until']);
  if (data['fleet'] !== fleet || !Number.isSafeInteger(until)) return { outcome: 'wrong' };
  const [{ verifySolution }, { deriveKey }] = await library();
  // What is not signed by us costs nothing: the signature is judged before a key is derived.
  const { verified } = await verifySolution({ challenge, solution: { counter: solution.counter, derivedKey: solution.derivedKey }, deriveKey, hmacSignatureSecret: keyOf(work.secrets) });
  if (!verified) return { outcome: 'wrong' };
  if (until <= work.now.getTime()) return { outcome: 'too_old' };
  const hash = secretHash(JSON.stringify([nonce, salt]));
  return (await isChallengeUsed(work.db, hash)) ? { outcome: 'used' } : { outcome: 'passed', how: 'altcha', id: `challenge:${hash}:${until}` };
}

function readPayload(payload: string) {
  try {
    const read = humanPayloadSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    return read.success && read.data.challenge.parameters.algorithm === algorithm ? read.data : undefined;
  } catch {
    // Not JSON: nothing that our page sends.
    return undefined;
  }
}
