import { passwordMinimum } from '../../common/contract/people.ts';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { PasskeyButton } from '../people/PasskeyButton.tsx';
import { Field } from '../public/Field.tsx';
import type { ShownPasskey, ShownSecurity } from './shown.ts';

type Shared = { language: Language; problem: Problem | undefined; intent: string | undefined };
type View = Shared & { security: ShownSecurity; passkeys: readonly ShownPasskey[]; passkeysWork: boolean; done: string; to: string };

const confirmHere = '/account/confirm?to=/account/security';

/** Second steps, passkeys and password, each with its state in words. */
export function SecurityView({ language, security, passkeys, passkeysWork, done, to, problem, intent }: View) {
  const t = translator(accountMessages, language);
  const shared = { language, problem, intent };
  return (
    <>
      <title>{t('security_title')}</title>
      <h1>{t('security_title')}</h1>
      {security.held && <p className="note warn">{t(passkeys.length > 0 ? 'security_held_passkey' : 'security_held')}</p>}
      {security.held && passkeys.length > 0 && <PasskeyButton intent="confirm" to={to === '' ? '/account/security' : to} label={t('confirm_passkey')} language={language} primary />}
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {done !== '' && problem === undefined && <p className="note good">{t(done === 'password' ? 'password_changed' : done === 'factor' && security.secondFactorRequired ? 'security_done' : 'saved')}</p>}
      {to !== '' && !security.held && <p className="actions"><a className="button primary" href={to}>{t('go_back')}</a></p>}
      {!security.recent && <p className="note">{t('need_recent')} <a href={confirmHere}>{t('confirm_first')}</a></p>}
      <section className="part" aria-labelledby="second-factor">
        <h2 id="second-factor">{t('totp')} <span className="mark">{t(security.totpSince === undefined ? 'totp_off' : 'totp_on')}</span></h2>
        <p className="intro">{t('totp_lead')}</p>
        <form method="post" action="/account/security">
          {security.totpSince !== undefined && security.secondFactorRequired && passkeys.length === 0 && <p className="muted small">{t('totp_remove_staff')}</p>}
          <p className="actions">
            {security.totpSince === undefined
              ? <button type="submit" name="intent" value="offer_totp" className={security.held ? 'primary' : undefined}>{t('totp_add')}</button>
              : <button type="submit" name="intent" value="remove_totp">{t('totp_remove')}</button>}
          </p>
        </form>
      </section>
      {security.totpSince !== undefined && <RecoveryCodes {...shared} left={security.recoveryCodes} />}
      <Passkeys {...shared} passkeys={passkeys} works={passkeysWork} />
      {(security.staff || security.password) && <Password {...shared} has={security.password} />}
    </>
  );
}

function RecoveryCodes({ language, left }: Shared & { left: number }) {
  const t = translator(accountMessages, language);
  return (
    <section className="part" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes">{t('recovery_codes')} <span className="mark">{t('recovery_codes_left', { count: left })}</span></h2>
      <p className="intro">{t('recovery_codes_lead')}{left < 3 && ` ${t('recovery_codes_few')}`}</p>
      <form method="post" action="/account/security"><p className="actions"><button type="submit" name="intent" value="recovery_codes">{t('recovery_codes_new')}</button></p></form>
    </section>
  );
}

function Passkeys({ language, passkeys, works }: Shared & { passkeys: readonly ShownPasskey[]; works: boolean }) {
  const t = translator(accountMessages, language);
  return (
    <section className="part" aria-labelledby="passkeys">
      <h2 id="passkeys">{t('passkeys')}</h2>
      <p className="intro">{t('passkeys_lead')}</p>
      {passkeys.length === 0 ? <p className="muted">{t('passkeys_none')}</p> : (
        <ul className="rows">
          {passkeys.map(({ id, name, backedUp, created, used }) => (
            <li key={id} className="item">
              <div>
                <p><b>{name}</b></p>
                <p className="muted small"><span title={created.exact}>{t('created', { when: created.words })}</span> · <span title={used?.exact}>{used === undefined ? t('never_used') : t('last_used', { when: used.words })}</span> · {t(backedUp ? 'passkey_backed_up' : 'passkey_this_device')}</p>
                <details className="more">
                  <summary>{t('passkey_rename')}</summary>
                  <form className="plain" method="post" action="/account/security">
                    <input type="hidden" name="id" value={id} />
                    <Field id={`name-${id}`} name="name" label={t('passkey_new_name')} problems={[]} value={name} required maxLength={60} />
                    <p className="actions"><button type="submit" name="intent" value="rename_passkey">{t('save')}</button></p>
                  </form>
                </details>
              </div>
              <form className="does" method="post" action="/account/security">
                <input type="hidden" name="id" value={id} />
                <button type="submit" name="intent" value="remove_passkey" aria-label={`${t('passkey_remove')} ${name}`}>{t('passkey_remove')}</button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {works ? <PasskeyButton intent="register" to="/account/security?done=factor" label={t('passkey_add')} naming={t('passkey_name')} language={language} /> : <p className="muted small">{t('passkeys_address')}</p>}
      {works && <noscript><p className="muted small">{t('passkeys_no_script')}</p></noscript>}
    </section>
  );
}

function Password({ language, problem, intent, has }: Shared & { has: boolean }) {
  const t = translator(accountMessages, language);
  const problemsOf = (which: string) => (intent === which ? (problem?.fields ?? []) : []);
  const choose = (
    <form className="plain" method="post" action="/account/security">
      <Field id="chosen" name="password" label={t('password_new')} hint={t('password_hint', { minimum: passwordMinimum })} problems={problemsOf('choose_password')} type="password" autoComplete="new-password" required maxLength={200} />
      <p className="actions"><button type="submit" name="intent" value="choose_password">{t('password_choose')}</button></p>
    </form>
  );
  return (
    <section className="part" aria-labelledby="password-part">
      <h2 id="password-part">{t('password')} <span className="mark">{t(has ? 'password_set' : 'totp_off')}</span></h2>
      <p className="intro">{t(has ? 'password_ends' : 'password_none')}</p>
      {has && (
        <details className="more" open={intent === 'change_password'}>
          <summary>{t('password_change')}</summary>
          <form className="plain" method="post" action="/account/security">
            <Field name="current" label={t('password_current')} problems={problemsOf('change_password')} type="password" autoComplete="current-password" required maxLength={200} />
            <Field name="password" label={t('password_new')} hint={t('password_hint', { minimum: passwordMinimum })} problems={problemsOf('change_password')} type="password" autoComplete="new-password" required maxLength={200} />
            <p className="actions"><button type="submit" name="intent" value="change_password">{t('password_change')}</button></p>
          </form>
        </details>
      )}
      <details className="more" open={intent === 'choose_password'}>
        <summary>{t(has ? 'password_forgot' : 'password_choose')}</summary>
        {choose}
      </details>
    </section>
  );
}
