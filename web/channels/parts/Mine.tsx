import { describeDay } from '../../../common/i18n/days.ts';
import type { OwnEntitlement } from '../../../common/contract/entitlements.ts';
import type { Advice } from '../../../common/contract/support.ts';
import { usePageTexts, useViewing } from '../viewing.ts';

/** What somebody signed in may use and until when, what has lately ended, and how to be answered without it. */
export function Mine({ advice: { mine, urgency, about }, services }: { advice: Pick<Advice, 'mine' | 'urgency' | 'about'>; services: boolean }) {
  const t = usePageTexts();
  if (mine === undefined) return null;
  const query = new URLSearchParams({ urgency, ...(about === undefined ? {} : { about }), ...(mine.counts ? { as: 'anyone' } : {}) });
  const holds = mine.items.some(({ state }) => state === 'current');
  const ended = mine.items.some(({ state }) => state !== 'current');
  return (
    <section className="card mine" aria-label={t('mine_title')}>
      <ul>{mine.items.filter(({ best, state }) => best || state !== 'current').map((item) => <li key={`${item.product}/${item.plan}`}><Item item={item} /></li>)}</ul>
      {ended && <p className="small">{services ? <a href="/#services">{t('mine_renew')}</a> : t('mine_renew_ask')}</p>}
      {holds && (
        <p className="small muted">
          {t(mine.counts ? 'mine_counts' : 'mine_does_not_count')} <a href={`/advice?${query}`} rel="nofollow">{t(mine.counts ? 'mine_as_anyone' : 'mine_as_me')}</a>
        </p>
      )}
    </section>
  );
}

function Item({ item: { productName: product, planName: plan, state, lastDay, through, usesLeft } }: { item: OwnEntitlement }) {
  const t = usePageTexts();
  const { language } = useViewing();
  if (state === 'expired' && lastDay !== undefined) return <>{t('mine_expired', { product, plan, day: describeDay(lastDay, language) })}</>;
  if (state === 'used_up') return <>{t('mine_used_up', { product, plan })}</>;
  const more = [through === undefined ? undefined : t('mine_through', { name: through }), lastDay === undefined ? undefined : t('mine_until', { day: describeDay(lastDay, language) }), usesLeft === undefined ? undefined : t('mine_left', { count: usesLeft })].filter((part) => part !== undefined);
  return (
    <>
      <strong>{t('mine_uses', { product, plan })}</strong>
      {more.length > 0 && <span className="muted">{` · ${more.join(' · ')}`}</span>}
    </>
  );
}
