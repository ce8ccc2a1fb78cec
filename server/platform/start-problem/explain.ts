import type { Language } from '../../../common/contract/text.ts';
import { formatMessage } from '../../../common/i18n/messages.ts';
import { startMessages } from '../../../common/locales/start/index.ts';
import { visible } from '../log.ts';
import type { StartProblem } from './problem.ts';

const LONGEST_PARAMETER = 500;

/** The one sentence, with the cure, that the terminal shows. */
export function explainStartProblem(problem: StartProblem, language: Language): string {
  const parameters = Object.entries(problem.parameters).map(([name, value]) => [name, printable(value)]);
  return formatMessage(startMessages[language][problem.code], language, Object.fromEntries(parameters));
}

/** As text, because a port is no quantity to be grouped by thousands; without what a terminal would obey, because logs and folder names get in. */
function printable(value: string | number): string {
  return visible(String(value).replaceAll(/\s+/gu, ' ').trim().slice(0, LONGEST_PARAMETER));
}
