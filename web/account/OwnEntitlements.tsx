import type { OwnEntitlement } from '../../common/contract/entitlements.ts';
import type { Language } from '../../common/contract/text.ts';
import { describeDay } from '../../common/i18n/days.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';

/** What somebody may use of the products, through whom and until when, and what has lately ended; nothing for who has nothing. */
export function OwnEntitlements({ language, items }: { language: Language; items: readonly OwnEntitlement[] }) {
  const t = translator(accountMessages, language);
  if (items.length === 0) return null;
  return (
    <section className="part" aria-labelledby="uses">
      <h2 id="uses">{t('uses')}</h2>
      <p className="intro">{t('uses_lead')}</p>
      <ul className="rows">
        {items.map(({ product, plan, productName, planName, state, through, lastDay, usesLeft, from }) => {
          const until = lastDay === undefined ? t('uses_without_end') : t(state === 'expired' ? 'uses_ended' : 'uses_until', { day: describeDay(lastDay, language) });
          const more = [t(`uses_${state}`), until, ...(usesLeft === undefined ? [] : [t('uses_left', { count: usesLeft })]), ...(through === undefined ? [] : [t('uses_through', { name: through })])];
          return (
            <li key={`${product} ${plan} ${through ?? ''} ${from}`} className="item">
              <div>
                <p><b>{productName} · {planName}</b></p>
                <p className="muted small">{more.join(' · ')}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
