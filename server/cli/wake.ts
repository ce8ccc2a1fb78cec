import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { cliUpkeepMessages } from '../../common/locales/cli-upkeep/index.ts';
import { toProblem } from '../platform/index.ts';
import type { OpenCentre } from './open-centre.ts';

/** Runs `lichun wake`: a restored centre that sleeps sends again from now on, also one that a server has running. */
export async function runWake({ ops }: OpenCentre, { say, complain, language }: { say(text: string): void; complain(text: string): void; language: Language }): Promise<0 | 1> {
  const outcome = await ops.wakeCentre({});
  if (!outcome.ok) {
    complain(toProblem(outcome.refusal, language).title);
    return 1;
  }
  say(translator(cliUpkeepMessages, language)(outcome.value.woken ? 'woken' : 'awake_already'));
  return 0;
}
