import type { z } from 'zod';
import { localOf } from '../../../common/calendar/index.ts';
import type { adviceSimulationSchema } from '../../../common/contract/calendar-year.ts';
import type { Advice } from '../../../common/contract/support.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { ChannelsParts } from '../ports.ts';
import { adviceView } from '../views/advice-view.ts';
import { answerQuestion, currentFacts } from './answer.ts';

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2101, 0, 1);

/** What would be recommended at another time, between 2000 and 2100. */
export async function simulateAdvice(parts: ChannelsParts, work: Work, { at, ...question }: z.output<typeof adviceSimulationSchema>): Promise<Outcome<Advice>> {
  const facts = currentFacts(parts);
  if (!facts.ok) return facts;
  const instant = instantOf(at, facts.value.timeZone);
  if (instant === null) return refuse('invalid_input', { fields: [{ path: 'at', code: 'instant_form' }] });
  const answered = await answerQuestion(parts, question, new Date(instant), work.language);
  return answered.ok ? done(adviceView(answered.value.view, answered.value.asked, answered.value.answer)) : answered;
}

/** An instant with its zone, or a local time of the centre; one that the clock skips is the same time before the change. */
function instantOf(text: string, timeZone: string): number | null {
  const hasZone = /(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const date = text.slice(0, 10);
  const dateOnly = Date.parse(`${date}T00:00:00Z`);
  // Some engines roll 2026-02-30 over into March.
  if (Number.isNaN(dateOnly) || new Date(dateOnly).toISOString().slice(0, 10) !== date) return null;
  const read = Date.parse(hasZone ? text : `${text}Z`);
  if (Number.isNaN(read) || read < earliest || read >= latest) return null;
  if (hasZone) return read;
  const guess = read - (localOf(timeZone, read) - read);
  return read - (localOf(timeZone, guess) - guess);
}
