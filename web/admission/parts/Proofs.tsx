import type { ApplicationStatus } from '../../../common/contract/admission.ts';
import type { JoinFleetPage } from '../../../common/contract/join.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { DeviceCheck } from '../DeviceCheck.tsx';
import type { ForgeNews } from '../forge.ts';
import { ForgeProof } from '../ForgeProof.tsx';
import { HumanCheck } from '../HumanCheck.tsx';
import { useJoining } from '../joining.ts';

/** What somebody signed in proves beside the fields: what they have proven already, and what came of a visit just now. */
export type OwnProofs = { forges: readonly { key: string; name: string; account?: string | undefined }[]; news: Pick<ForgeNews, 'name' | 'result'> | undefined };

type Props = {
  fleet: Pick<JoinFleetPage, 'key' | 'checks' | 'fields'>;
  proofs: OwnProofs;
  problem: Problem | undefined;
  codeSentTo: string | undefined;
  /** Where a visit elsewhere comes back to. */
  to: string;
  /** An address that was proven just now shows that a human is there. */
  human?: boolean;
};

/** The parts of the form that need more than typing, where the fleet asks for them or an answer names them. */
export function Proofs({ fleet, proofs, problem, codeSentTo, to, human = true }: Props) {
  const { language } = useJoining();
  const problems = problem?.fields ?? [];
  const asks = (kind: string) => fleet.checks.some(({ check }) => check === kind);
  const refused = (path: string) => problems.some((one) => one.path === path || one.path.startsWith(`${path}.`));
  return (
    <>
      {fleet.fields.some(({ name }) => name === 'pullRequest') && <ForgeProof forges={proofs.forges} news={proofs.news} to={to} language={language} />}
      {((human && asks('human')) || refused('human') || codeSentTo !== undefined) && <HumanCheck fleet={fleet.key} language={language} codeSentTo={codeSentTo} problems={problems} />}
      {(asks('high_trust') || refused('high_trust')) && <DeviceCheck fleet={fleet.key} language={language} problems={problems} />}
    </>
  );
}

/** The same in the form of a correction: only what was found wanting is asked for again. */
export function CorrectionProofs({ status, fleet, problem, codeSentTo, to }: { status: Pick<ApplicationStatus, 'findings'>; fleet: JoinFleetPage | undefined; problem: Problem | undefined; codeSentTo: string | undefined; to: string }) {
  if (fleet === undefined) return null;
  const wrong = status.findings.filter(({ verdict }) => verdict === 'wrong').map(({ check }) => check);
  const again = { ...fleet, checks: fleet.checks.filter(({ check }) => wrong.includes(check)), fields: [] };
  return <Proofs fleet={again} proofs={{ forges: [], news: undefined }} problem={problem} codeSentTo={codeSentTo} to={to} />;
}
