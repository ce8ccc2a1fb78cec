import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';

/** Recovery codes, this once. */
export function CodesView({ language, codes, to }: { language: Language; codes: readonly string[]; to: string }) {
  const t = translator(accountMessages, language);
  return (
    <div className="plain">
      <title>{t('codes_title')}</title>
      <h1>{t('codes_title')}</h1>
      <p>{t('codes_lead')}</p>
      <ul className="codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <p className="actions"><a className="button primary" href={to}>{t('codes_saved')}</a></p>
    </div>
  );
}
