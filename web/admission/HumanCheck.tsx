import worker from 'altcha/workers/pbkdf2?url';
import type { FieldProblem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { joinProofsMessages } from '../../common/locales/join-proofs/index.ts';
import script from './human-check.js?url';

type Props = {
  fleet: string;
  language: Language;
  /** To which address a code was sent, its middle hidden; undefined when none was asked for. */
  codeSentTo?: string | undefined;
  problems: readonly FieldProblem[];
};

/**
 * Part of a form of somebody who is signed in: their browser works for a few seconds while they fill it in. Without a script, or where the
 * browser cannot, a code by e-mail does: a button of the same form (`ask=code`), which keeps what was typed. It stands in forms whose fleet
 * asks for it, and wherever an answer names the field `human`. Strangers need none: the address that they prove counts.
 */
export function HumanCheck({ fleet, language, codeSentTo, problems }: Props) {
  const t = translator(joinProofsMessages, language);
  const wrong = problems.find(({ path }) => path === 'human' || path.startsWith('human.'));
  return (
    <fieldset className="field" data-human="" data-address={`/join/human/${fleet}`} data-worker={worker} data-working={t('human_working')} data-done={t('human_done')} data-failed={t('human_failed')}>
      <legend>{t('human')}</legend>
      <p className="small muted">{t('human_why')}</p>
      {wrong !== undefined && <p id="human-wrong" className="wrong">{wrong.message}</p>}
      <input type="hidden" name="altcha" />
      <p><output className="small" /></p>
      {codeSentTo === undefined ? (
        <div data-other="">
          <p className="small">{t('human_code_lead')}</p>
          <p><button type="submit" name="ask" value="code" formNoValidate>{t('human_code_ask')}</button></p>
        </div>
      ) : (
        <div className="field">
          <label htmlFor="human">{t('human_code')}</label>
          <p id="human-hint">{t('human_code_sent', { to: codeSentTo })}</p>
          <input type="hidden" name="codeSentTo" value={codeSentTo} />
          <input id="human" name="humanCode" inputMode="numeric" autoComplete="one-time-code" maxLength={12} aria-describedby={wrong === undefined ? 'human-hint' : 'human-wrong human-hint'} aria-invalid={wrong === undefined ? undefined : true} />
          <p><button type="submit" name="ask" value="code" formNoValidate className="quiet">{t('human_code_again')}</button></p>
        </div>
      )}
      {codeSentTo === undefined && <script type="module" src={script} async />}
    </fieldset>
  );
}

/** The proof that a form brings, as the operations take it; undefined when it brings none. */
export function humanOf(form: FormData): { altcha?: string; code?: string } | undefined {
  const text = (name: string, longest: number) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim().slice(0, longest) : '';
  };
  const [altcha, code] = [text('altcha', 4000), text('humanCode', 12)];
  if (code !== '') return { code };
  return altcha === '' ? undefined : { altcha };
}

/** True when the form asks for a code instead of sending the application. */
export function asksForCode(form: FormData): boolean {
  return form.get('ask') === 'code';
}
