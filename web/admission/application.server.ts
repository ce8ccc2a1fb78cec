import { data, redirect } from 'react-router';
import type { ApplicationStatus } from '../../common/contract/admission.ts';
import type { JoinFleetPage } from '../../common/contract/join.ts';
import type { PageContext } from '../page-context.ts';
import { textOf } from '../people/text-of.ts';
import type { doneWords } from './ApplicationView.tsx';
import { asksForCode, humanOf } from './HumanCheck.tsx';
import { answersOf, typedIn } from './typed.ts';

type Done = (typeof doneWords)[number];
type Refused = Extract<Awaited<ReturnType<PageContext['ops']['withdrawApplication']>>, { ok: false }>['refusal'];

/** Somebody's own page: for nobody else, and never kept. */
export const ownHeaders = { 'lichun-page': 'public', 'cache-control': 'private, no-store' } as const;

/** What the page of an application shows. `application`: its id, for who is signed in, or the token of its link. */
export async function readStatus({ ops }: PageContext, application: string): Promise<{ status: ApplicationStatus; fleet: JoinFleetPage | undefined; zone: string; picture: { id: string; src: string; until?: string } | undefined; memberPage: string | undefined } | undefined> {
  const read = await ops.readApplicationStatus({ application });
  if (!read.ok) return undefined;
  const status = read.value;
  const join = await ops.readJoinPage({ name: status.fleet });
  const fleet = join.ok ? join.value.fleets.find(({ key }) => key === status.fleet) : undefined;
  const page = status.group === undefined || (status.state !== 'approved' && status.state !== 'joined') ? undefined : await ops.readMemberPage({ group: status.group.id });
  const picture = status.seat?.picture;
  return {
    status, fleet, zone: join.ok ? join.value.timeZone : 'Asia/Shanghai',
    picture: picture === undefined ? undefined : { id: picture.id, src: picture.address, ...(picture.until === undefined ? {} : { until: picture.until }) },
    memberPage: page?.ok === true && status.group !== undefined ? `/groups/${status.group.id}` : undefined,
  };
}

/** Does what a button of the page asks for and goes back to it; what was refused comes back with what was typed. */
export async function actOn({ ops, explain }: PageContext, application: string, back: string, form: FormData) {
  const what = asksForCode(form) ? 'code' : textOf(form, 'do');
  const typed = typedIn(form);
  const to = (done: Done | undefined) => redirect(done === undefined ? back : `${back}?done=${done}`, 303);
  const refused = (asked: string, refusal: Refused) => {
    const problem = explain(refusal);
    return data({ problem, asked, typed, appeal: textOf(form, 'text').slice(0, 4000), codeSentTo: typed.codeSentTo === '' ? undefined : typed.codeSentTo }, { status: problem.status, headers: ownHeaders });
  };
  switch (what) {
    case 'withdraw': {
      const outcome = await ops.withdrawApplication({ application });
      return outcome.ok ? to('withdrawn') : refused(what, outcome.refusal);
    }
    case 'accept': {
      const outcome = await ops.acceptOffer({ application });
      return outcome.ok ? to('accepted') : refused(what, outcome.refusal);
    }
    case 'confirm': {
      const outcome = await ops.confirmJoined({ application });
      return outcome.ok ? to('confirmed') : refused(what, outcome.refusal);
    }
    case 'appeal': {
      const outcome = await ops.appealDecision({ application, text: textOf(form, 'text') });
      return outcome.ok ? to('appealed') : refused(what, outcome.refusal);
    }
    case 'uid': {
      const outcome = await ops.giveOwedUid({ application, uid: textOf(form, 'uid') });
      return outcome.ok ? to('given') : refused(what, outcome.refusal);
    }
    case 'correct': {
      const human = humanOf(form);
      const outcome = await ops.correctApplication({ application, answers: answersOf(typed), ...(human === undefined ? {} : { human }) });
      return outcome.ok ? to(undefined) : refused(what, outcome.refusal);
    }
    case 'code': {
      const read = await ops.readApplicationStatus({ application });
      const asked = read.ok ? await ops.askHumanCode({ fleet: read.value.fleet }) : read;
      return asked.ok ? data({ problem: undefined, asked: 'correct', typed, appeal: '', codeSentTo: asked.value.to }, { headers: ownHeaders }) : refused('correct', asked.refusal);
    }
    default:
      return to(undefined);
  }
}
