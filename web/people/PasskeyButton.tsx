import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import passkeyModule from './passkey.js?url';

type Intent = 'sign_in' | 'confirm' | 'register' | 'join';
const addresses = { sign_in: '/sign-in/passkey', confirm: '/account/passkey', register: '/account/passkey', join: '' } as const satisfies Record<Intent, string>;

/** A button that speaks with the browser's passkeys. It shows itself only where a script runs and the browser knows them; every page works without. */
export function PasskeyButton({ intent, address = addresses[intent], to, label, language, primary = false, naming }: { intent: Intent; /** Where it asks; left out, as usual for what it does. */ address?: string; to: string; label: string; language: Language; primary?: boolean; /** Label of a field for the passkey's name. */ naming?: string }) {
  const t = translator(accountMessages, language);
  return (
    <div className="passkey" hidden data-passkey={intent} data-address={address} data-to={to} data-cancelled={t('passkey_cancelled')} data-failed={t('passkey_failed')} data-known={t('passkey_known')}>
      {naming !== undefined && (
        <div className="field">
          <label htmlFor="passkey-name">{naming}</label>
          <input id="passkey-name" name="name" maxLength={60} autoComplete="off" />
        </div>
      )}
      <button type="button" className={primary ? 'primary' : undefined}>{label}</button>
      <p className="note bad" role="alert" hidden />
      <script type="module" src={passkeyModule} async />
    </div>
  );
}
