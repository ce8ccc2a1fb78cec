import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { joinProofsMessages } from '../../common/locales/join-proofs/index.ts';
import type { ForgeNews } from './forge.ts';

type OwnForge = { key: string; name: string; account?: string | undefined };

/** Part of a form of somebody who is signed in: where they prove to be the author of a pull request. Its buttons send the form there, and it comes back as it was. */
export function ForgeProof({ forges, news, to, language }: { forges: readonly OwnForge[]; news: Pick<ForgeNews, 'name' | 'result'> | undefined; to: string; language: Language }) {
  const t = translator(joinProofsMessages, language);
  if (forges.length === 0) return null;
  return (
    <fieldset className="field">
      <legend>{t('forge')}</legend>
      <p className="small muted">{t('forge_why')}</p>
      {news !== undefined && <p className={`note ${news.result === 'proven' ? 'good' : 'warn'}`}>{t(`forge_result_${news.result}`, { name: news.name })}</p>}
      <input type="hidden" name="to" value={to} />
      <ul className="bare">
        {forges.map(({ key, name, account }) => (
          <li key={key}>{account === undefined ? <button type="submit" formAction={`/forge/${key}`} formNoValidate>{t('forge_button', { name })}</button> : t('forge_proven', { name, account })}</li>
        ))}
      </ul>
    </fieldset>
  );
}
