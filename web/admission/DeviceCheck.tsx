import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { joinProofsMessages } from '../../common/locales/join-proofs/index.ts';
import { PasskeyButton } from '../people/PasskeyButton.tsx';
import type { FieldProblem } from '../../common/contract/problem.ts';

/**
 * Part of a form whose fleet asks for high trust: somebody confirms on their device, for this fleet only, and stays in the form. [003] What
 * unlocks the device is its own affair, so the words say "verified on your device" and no more.
 */
export function DeviceCheck({ fleet, language, problems }: { fleet: string; language: Language; problems: readonly FieldProblem[] }) {
  const t = translator(joinProofsMessages, language);
  const wrong = problems.find(({ path }) => path === 'high_trust' || path.startsWith('highTrust'));
  return (
    <fieldset className="field">
      <legend>{t('device')}</legend>
      <p className="small muted">{t('device_why')}</p>
      {wrong !== undefined && <p className="wrong">{wrong.message}</p>}
      <PasskeyButton intent="join" address={`/join/passkey/${fleet}`} to="" label={t('device_button')} language={language} />
      <noscript><p className="small">{t('device_script')}</p></noscript>
    </fieldset>
  );
}
