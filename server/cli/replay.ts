import type { Language } from '../../common/contract/text.ts';
import type { Translate } from '../../common/i18n/messages.ts';
import type { cliChinese } from '../../common/locales/cli/zh-CN.ts';
import { toProblem } from '../platform/index.ts';
import type { OpenCentre } from './open-centre.ts';

type Told = { say(text: string): void; complain(text: string): void; language: Language; t: Translate<typeof cliChinese> };

/** Runs `lichun replay`: makes decisions about applications again, and ends with 1 when one comes out otherwise. It changes nothing. */
export async function runReplay({ application, json }: { application: string | undefined; json: boolean }, { ops }: OpenCentre, { say, complain, language, t }: Told): Promise<0 | 1> {
  const outcome = await ops.replayDecisions(application === undefined ? {} : { application });
  if (!outcome.ok) {
    complain(toProblem(outcome.refusal, language).title);
    return 1;
  }
  const { looked, same, different, byHand, erased, otherRules, rules, lines } = outcome.value;
  if (json) {
    say(JSON.stringify(outcome.value, null, 2));
    return different === 0 ? 0 : 1;
  }
  for (const line of lines) say(t('replay_line', { application: line.application, before: line.before, after: line.after, differs: line.differs.join(', '), rules: line.rules }));
  say(t('replay_sum', { count: looked, same, different }));
  if (byHand > 0) say(t('replay_by_hand', { count: byHand }));
  if (erased > 0) say(t('replay_erased', { count: erased }));
  if (otherRules > 0) say(t('replay_other_rules', { count: otherRules, rules }));
  return different === 0 ? 0 : 1;
}
