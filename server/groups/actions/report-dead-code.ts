import type { HumanProof } from '../../../common/contract/admission.ts';
import { codeWarnings } from '../../../common/contract/group-codes.ts';
import { done, type Database, type Outcome, type Secrets, type Work } from '../../platform/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { decideDeadCode, dueWarning, voiceOf } from '../rules/dead-code.ts';
import { lockEndingCodes, noteReport, setWarned } from '../store/codes.ts';
import { fleetOfGroup } from '../store/groups.ts';
import { finish, lockCode, type CodesParts } from './group-codes.ts';
import { placed } from './locked-fleet.ts';

/** Whether whoever reports a dead code is human; without it nobody's word counts before the code's date. The proof is used up, once. */
export type ReporterCheck = { pass(work: { db: Database; now: Date; secrets: Secrets; network: string | undefined }, asked: { proof: HumanProof; fleet: string }): Promise<boolean> };

/**
 * A visitor found a code dead. What comes of it follows from `rules/dead-code.ts`; the answer is the same whatever was known, so that nobody learns
 * how many others said so.
 */
export async function reportDeadCode(parts: CodesParts, humans: ReporterCheck | undefined, work: Work, { code: id, human }: { code: string; human?: HumanProof | undefined }): Promise<Outcome<{ thanks: true }>> {
  const code = await lockCode(work.db, id);
  if (code === undefined || code.endedAt !== null) return done({ thanks: true });
  const fleet = await fleetOfGroup(work.db, code.groupId);
  const network = work.actor.kind === 'system' ? 'system' : work.actor.network;
  const isHuman = human !== undefined && humans !== undefined && fleet !== undefined && (await humans.pass({ db: work.db, now: work.now, secrets: work.secrets, network }, { proof: human, fleet }));
  const networks = await noteReport(work.db, id, work.secrets.keyedHash('groups.code_report', `${id} ${voiceOf(network)}`), isHuman, work.now);
  const decided = decideDeadCode({ by: 'visitor', expiresAt: code.expiresAt, now: work.now, networks });
  if (decided !== 'noted') await finish({ parts, work }, code, decided, null);
  return done({ thanks: true });
}

/** Warns of codes whose end is near, each time once, and notes which have ended. Runs every ten minutes; what is shown does not wait for it. */
export async function watchGroupCodes(parts: CodesParts, work: Pick<JobWork, 'db' | 'now' | 'publish'>): Promise<{ warned: number; ended: number }> {
  const counted = { warned: 0, ended: 0 };
  const furthest = Math.max(...codeWarnings) * 3600_000;
  for (const code of await lockEndingCodes(work.db, new Date(work.now.getTime() + furthest), 500)) {
    if (code.expiresAt === null) continue;
    if (code.expiresAt.getTime() <= work.now.getTime()) {
      if (await finish({ parts, work }, code, 'expired', null)) counted.ended += 1;
      continue;
    }
    const hours = dueWarning({ expiresAt: code.expiresAt, warnedHours: code.warnedHours, now: work.now }, codeWarnings);
    if (hours === undefined) continue;
    await setWarned(work.db, code.id, hours);
    await work.publish({ name: 'group.code_expiring', subject: code.groupId, data: { ...placed(code.fleet), code: code.id, hours } });
    counted.warned += 1;
  }
  return counted;
}
