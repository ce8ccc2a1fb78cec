import worker from 'altcha/workers/pbkdf2?url';
import script from '../admission/human-check.js?url';
import { useGroupTexts } from './texts.ts';

/**
 * Calls a platform's code dead. The browser shows by a few seconds of work that somebody sits there; without scripts the report goes as it is, and
 * is believed after the date of the code only.
 */
export function DeadCodeForm({ fleet, code }: { fleet: string; code: string }) {
  const t = useGroupTexts();
  return (
    <form method="post" action={`/g/${fleet}/scan`}>
      <input type="hidden" name="code" value={code} />
      <p className="muted small">{t('dead_hint')}</p>
      <div data-human="" data-address={`/join/human/${fleet}`} data-worker={worker} data-working={t('dead_working')} data-done={t('dead_done')} data-failed={t('dead_failed')}>
        <input type="hidden" name="altcha" />
        <p className="actions"><button type="submit">{t('dead_button')}</button></p>
        <p><output className="small" /></p>
        <p data-other=""><button type="submit" formNoValidate className="copy">{t('dead_anyway')}</button></p>
      </div>
      <script type="module" src={script} async />
    </form>
  );
}
