import type { Language } from '../../common/contract/text.ts';
import type { Translate } from '../../common/i18n/messages.ts';
import type { cliChinese } from '../../common/locales/cli/zh-CN.ts';
import { toProblem, visible, type Refusal } from '../platform/index.ts';
import type { OpenCentre } from './open-centre.ts';
import type { OperatorCommand } from './operator-words.ts';

type Told = { say(text: string): void; complain(text: string): void; language: Language; t: Translate<typeof cliChinese> };

/** Runs `lichun operator …`. Whoever has the machine has the centre, so nobody is asked to sign in; it is in the change history. */
export async function runOperatorCommand(command: OperatorCommand, { ops }: OpenCentre, { say, complain, language, t }: Told): Promise<0 | 1> {
  const refused = (refusal: Refusal): 1 => {
    const { title, fields = [] } = toProblem(refusal, language);
    complain(refusal.code === 'not_found' ? t('operator_disabled') : (fields[0]?.message ?? title));
    return 1;
  };
  if (command.act === 'list') {
    const outcome = await ops.listOperators({});
    if (!outcome.ok) return refused(outcome.refusal);
    for (const { name, email } of outcome.value.items) say(email === undefined ? visible(name) : `${visible(name)}  ${visible(email)}`);
    if (outcome.value.items.length === 0) say(t('operator_none'));
    return 0;
  }
  const outcome = await ops.addOperator({ email: command.email, ...(command.person === undefined ? {} : { name: command.person }) });
  if (!outcome.ok) return refused(outcome.refusal);
  const { name, added, address } = outcome.value;
  say(t(added ? 'operator_added' : 'operator_already', { name: visible(name) }));
  say(t('operator_link', { address }));
  return 0;
}
