import { problemStatuses, type ProblemCode } from '../../common/contract/problem.ts';
import { problemMessages } from '../../common/locales/problems/index.ts';
import type { Dictionary } from '../../common/i18n/messages.ts';

/** Every problem code with its status and its sentence in both languages. */
export function problemTable(): string {
  const text = (language: 'zh-CN' | 'en', code: string) => {
    const message = (problemMessages[language] as Dictionary)[code] ?? '';
    return (typeof message === 'string' ? message : message.other).replaceAll('|', '\\|');
  };
  const rows = (Object.keys(problemStatuses) as ProblemCode[]).map((code) => `| \`${code}\` | ${problemStatuses[code]} | ${text('en', code)} | ${text('zh-CN', code)} |`);
  return ['| code | status | English | 中文 |', '|---|---|---|---|', ...rows].join('\n');
}
