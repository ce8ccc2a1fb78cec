import { useJoinTexts } from '../joining.ts';

/** The link and the code that never expire, as a bitmap that can be saved or pressed in any app. */
export function Share({ name, address, origin, code, poster }: { name: string; address: string; origin: string; code: string; poster: string }) {
  const t = useJoinTexts();
  return (
    <section className="card share">
      <h2>{t('share')}</h2>
      <p className="small muted">{t('share_lead')}</p>
      <figure className="code">
        <img src={code} alt={t('share_alt', { name })} width="200" height="200" loading="lazy" />
        <figcaption>{t('share_hint')}</figcaption>
      </figure>
      <p className="value"><span>{t('share_link')}</span> <code data-copy="">{`${origin}/g/${address}`}</code></p>
      <p className="links small"><a href={code} download={`${address.split('?', 1).join('')}.png`}>{t('save_png')}</a> · <a href={poster}>{t('poster')}</a></p>
    </section>
  );
}
