import type { HumanProof } from '../../../common/contract/admission.ts';
import { codeWarnings } from '../../../common/contract/group-codes.ts';
import { done, type Database, type Outcome, type Secrets, type Work } from '../../platform/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { decideDeadCode, dueWarning, voiceOf } from '../rules/dead-code.ts';
import { findCode, lockEndingCodes, noteReport, setWarned, type Code } from '../store/codes.ts';
import { fleetOfGroup } from '../store/groups.ts';
import { finish, lockCode, type CodesParts } from './group-codes.ts';
import { placed } from './locked-fleet.ts';

/** Whether whoever reports a dead code is human; without it nobody's word counts before the code's date. */
export type ReporterCheck = {
  /** Judges a proof, outside of the transaction; undefined when it is none. */
  check(work: { db: Database; now: Date; secrets: Secrets; network: string | undefined }, asked: { proof: HumanProof; fleet: string }): Promise<{ use(inside: { db: Database; now: Date }): Promise<boolean> } | undefined>;
};
type Judged = Awaited<ReturnType<ReporterCheck['check']>>;
type Report = { code: string; human?: HumanProof | undefined };

/** Judges the proof that a report brings. */
export async function judgeReporter(humans: ReporterCheck | undefined, work: Work, { code: id, human }: Report): Promise<Judged> {
  const code = human === undefined || humans === undefined ? undefined : await findCode(work.db, id);
  const fleet = code === undefined ? undefined : await fleetOfGroup(work.db, code.groupId);
  return human === undefined || fleet === undefined ? undefined : humans?.check({ db: work.db, now: work.now, secrets: work.secrets, network: networkOf(work) }, { proof: human, fleet });
}

function networkOf({ actor }: Pick<Work, 'actor'>): string {
  return actor.kind === 'system' ? 'system' : actor.network;
}

/**
 * A visitor found a code dead. What comes of it follows from `rules/dead-code.ts`; the answer is the same whatever was known, so that nobody learns
 * how many others said so.
 */
export async function reportDeadCode(parts: CodesParts, work: Work, { code: id }: Report, judged: Judged): Promise<Outcome<{ thanks: true }>> {
  const code = await lockCode(work.db, id);
  if (code === undefined || code.endedAt !== null) return done({ thanks: true });
  // A proof counts once: who was faster with the same one has used it up.
  const isHuman = (await judged?.use({ db: work.db, now: work.now })) === true;
  const networks = await noteReport(work.db, id, work.secrets.keyedHash('groups.code_report', `${id} ${voiceOf(networkOf(work))}`), isHuman, work.now);
  const decided = decideDeadCode({ by: 'visitor', expiresAt: code.expiresAt, now: work.now, networks });
  if (decided !== 'noted') await finish({ parts, work }, code, decided, null);
  return done({ thanks: true });
}

/** So many codes are looked at in one go, and so many goes are made: more than end at once in a centre of ten thousand groups. */
const atOnce = 500;
const mostGoes = 40;

/** Warns of codes whose end is near, each time once, and notes which have ended. Runs every ten minutes; what is shown does not wait for it. */
export async function watchGroupCodes(parts: CodesParts, work: Pick<JobWork, 'db' | 'now' | 'publish'>, most = atOnce): Promise<{ warned: number; ended: number }> {
  const counted = { warned: 0, ended: 0 };
  for (let go = 0; go < mostGoes; go += 1) {
    const codes = await lockEndingCodes(work.db, work.now, codeWarnings, most);
    for (const code of codes) await tellOfEnd(parts, work, code, counted);
    if (codes.length < most) break;
  }
  return counted;
}

async function tellOfEnd(parts: CodesParts, work: Pick<JobWork, 'db' | 'now' | 'publish'>, code: Code & { fleet: string }, counted: { warned: number; ended: number }): Promise<void> {
  if (code.expiresAt === null) return;
  if (code.expiresAt.getTime() <= work.now.getTime()) {
    if (await finish({ parts, work }, code, 'expired', null)) counted.ended += 1;
    return;
  }
  const hours = dueWarning({ expiresAt: code.expiresAt, warnedHours: code.warnedHours, now: work.now }, codeWarnings);
  if (hours === undefined) return;
  await setWarned(work.db, code.id, hours);
  await work.publish({ name: 'group.code_expiring', subject: code.groupId, data: { ...placed(code.fleet), code: code.id, hours } });
  counted.warned += 1;
}
