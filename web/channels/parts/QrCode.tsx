import { usePageTexts } from '../viewing.ts';

/** A code behind a button: a bitmap on phones, where it is pressed and held, and a drawing where the screen is wide. */
export function QrCode({ name, code, className }: { name: string; code: string; className: string }) {
  const t = usePageTexts();
  return (
    <details className="fold">
      <summary className={className}>{t('qr')}</summary>
      <figure className="code">
        <picture>
          <source media="(min-width: 760px)" srcSet={`${code}.svg`} />
          <img src={`${code}.png`} alt={t('qr_alt', { name })} width="200" height="200" loading="lazy" />
        </picture>
        <figcaption>{t('qr_hint')}</figcaption>
      </figure>
    </details>
  );
}
