import type { NoticeVersion } from '../../common/contract/privacy.ts';
import type { FieldProblem } from '../../common/contract/problem.ts';
import { inLanguage, type Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { privacyMessages } from '../../common/locales/privacy/index.ts';
import { Markdown } from '../public/Markdown.tsx';

/** What a form needs of its notice; undefined while none is published. */
export type FormNotice = Pick<NoticeVersion, 'id' | 'form' | 'version' | 'text' | 'consent'> | undefined;

/**
 * The privacy notice beside a form: its text folded in, the box when the notice has one, and hidden which version was shown. It works without
 * scripts. The form's action gives `notice` and `consent` to the operation as `consentOf(form)`.
 */
export function ConsentNote({ notice, language, problems = [], checked = false }: { notice: FormNotice; language: Language; problems?: readonly FieldProblem[]; checked?: boolean }) {
  if (notice === undefined) return null;
  const t = translator(privacyMessages, language);
  const wrong = problems.find(({ path }) => path === 'consent' || path === 'notice');
  return (
    <div className="field consent">
      <input type="hidden" name="notice" value={notice.id} />
      <details className="line-fold">
        <summary>{t('note_open', { version: notice.version })}</summary>
        <Markdown text={notice.text[language]} example={false} headings={2} />
      </details>
      {wrong !== undefined && <p id="consent-wrong" className="wrong">{wrong.message}</p>}
      {notice.consent !== undefined && (
        <label className="choice">
          <input type="checkbox" name="consent" value="1" required={notice.consent.required} defaultChecked={checked} aria-invalid={wrong === undefined ? undefined : true} aria-describedby={wrong === undefined ? undefined : 'consent-wrong'} />
          {inLanguage(notice.consent.label, language)}
        </label>
      )}
    </div>
  );
}

/** What the fields of `ConsentNote` say, for the operation that takes the form. */
export function consentOf(form: FormData): { notice?: string; consent?: boolean } {
  const notice = form.get('notice');
  return { ...(typeof notice === 'string' && /^[0-9a-f-]{36}$/.test(notice) ? { notice } : {}), ...(form.get('consent') === '1' ? { consent: true } : {}) };
}
