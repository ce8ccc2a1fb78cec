import type { SameKeys } from '../../i18n/messages.ts';
import type { signInMailChinese } from './zh-CN.ts';

export const signInMailEnglish: SameKeys<typeof signInMailChinese> = {
  sign_in_subject: 'Your sign-in code for {host}',
  sign_in_text: 'Your sign-in code is:\n\n{code}\n\nEnter it within {minutes} minutes on the page that you have open.\n\nOr sign in with this link, which works once within {linkMinutes} minutes:\n\n{address}\n\nIf this was not you, ignore this mail: without the code nobody gets in. Give the code to nobody; our staff never ask for it.',
  sign_in_button: 'Sign in',
  prove_subject: 'Your code for {host}',
  prove_text: 'Your code is:\n\n{code}\n\nEnter it within {minutes} minutes on the page that you have open.\n\nIf this was not you, ignore this mail. Give the code to nobody; our staff never ask for it.',
  disabled_subject: 'Your account at {host} is disabled',
  disabled_text: 'Somebody tried to sign in to {host} with this address. The account is disabled, so no code was sent.\n\nIf that was you and you think this is a mistake, ask the support centre.',
  sms_code: '{code} is your code for {host}, valid for {minutes} minutes. Give it to nobody.',
  sms_disabled: 'Your account at {host} is disabled. If you have questions, ask the support centre.',
  changed_subject: 'The security of your account at {host} has changed',
  changed_text: 'Hello {name},\n\n{what}\n\nTime: {when}\nDevice: {device}\n\nIf that was you, there is nothing to do. If not, look at once at the devices that are signed in, and change your password:\n\n{address}',
  changed_button: 'Look at my account',
  unknown_device: 'unknown',
  password_set: 'Your account has a new password; every other device was signed out.',
  totp_added: 'Your account now asks for a code from an authenticator app.',
  totp_removed: 'Your account no longer asks for a code from an authenticator app; its recovery codes are void.',
  recovery_codes_made: 'Your account has new recovery codes; the old ones are void.',
  recovery_code_used: 'Somebody signed in to your account with a recovery code; {left} are left.',
  passkey_added: 'The passkey “{item}” was added to your account.',
  passkey_removed: 'The passkey “{item}” was removed from your account.',
  address_added: '{item} was added to your account and can be used to sign in.',
  address_removed: '{item} was removed from your account and can no longer be used to sign in.',
};
