import type { Advice, AdviceQuestion } from '../../../common/contract/support.ts';
import { done, type Outcome, type Work } from '../../platform/index.ts';
import type { ChannelsParts } from '../ports.ts';
import { adviceView } from '../views/advice-view.ts';
import { answerQuestion, heldBy } from './answer.ts';

/** How to get help now. */
export async function advise(parts: ChannelsParts, work: Work, question: AdviceQuestion): Promise<Outcome<Advice>> {
  const answered = await answerQuestion(parts, question, work.now, work.language, await heldBy(parts, work));
  return answered.ok ? done(adviceView(answered.value.view, answered.value.asked, answered.value.answer, answered.value.mine)) : answered;
}
