import type { AdviceQuestion, SupportPage } from '../../../common/contract/support.ts';
import { done, type Outcome, type Work } from '../../platform/index.ts';
import type { ChannelsParts } from '../ports.ts';
import { adviceView } from '../views/advice-view.ts';
import { supportPageView } from '../views/support-page-view.ts';
import { answerQuestion, heldBy } from './answer.ts';

/** The whole support page with the answer to one question; while the centre is an example the page says so. */
export async function readSupportPage(parts: ChannelsParts, work: Work, question: AdviceQuestion): Promise<Outcome<SupportPage>> {
  const { example } = parts.reader.current();
  const answered = await answerQuestion(parts, question, work.now, work.language, await heldBy(parts, work));
  if (!answered.ok) return answered;
  const { view, asked, answer, mine } = answered.value;
  return done(supportPageView(view, adviceView(view, asked, answer, mine), example !== null));
}
