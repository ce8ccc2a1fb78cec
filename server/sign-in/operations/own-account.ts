import { z } from 'zod';
import { changePasswordSchema, sessionStartedSchema, signedOutSchema } from '../../../common/contract/people.ts';
import {
  accountSchema, addressSchema, byIdSchema, changeAccountSchema, codeSentSchema, confirmPasswordSchema, confirmSecondFactorSchema, enterCodeSchema, enterTotpSchema, newPasswordSchema, passkeyAskedSchema,
  passkeySignInSchema, recoveryCodesSchema, registerPasskeySchema, renamePasskeySchema, renewedSchema, securitySchema, sessionsSchema, totpConfirmedSchema, totpOfferedSchema,
} from '../../../common/contract/sign-in.ts';
import type { ProductParts } from '../../parts.ts';
import { withoutLosingWay, withoutTakingLastWay } from '../../people/index.ts';
import { operation, refuse } from '../../platform/index.ts';
import { changeAccount, endOtherSessions, endOwnSession, listOwnSessions, proveOwnAddress, readAccountWith, removeOwnIdentity, requestProof } from '../actions/account.ts';
import { changePassword, prepareNewPassword } from '../actions/change-password.ts';
import { countTry } from '../actions/codes.ts';
import { compareOwnPassword, confirmWithCode, confirmWithPassword, confirmWithSecondFactor, readOwnAnswer, requestConfirmation } from '../actions/confirm.ts';
import { askToConfirm, askToRegisterWith, checkConfirmation, checkMade, confirmWithPasskey, registerPasskey, removePasskey, renamePasskey } from '../actions/passkeys.ts';
import { learnReader } from '../actions/send-code.ts';
import { choosePassword, confirmTotp, offerTotpWith, prepareChosenPassword, prepareConfirmation, prepareRecoveryCodes, readOfferedTotpWith, readSecurity, removeTotp, renewRecoveryCodes } from '../actions/security.ts';

const nothing = z.strictObject({});
const guesses = { per: 'person', count: 10, seconds: 600 } as const;
const changes = { per: 'person', count: 30, seconds: 600 } as const;

/** One’s own account, how one signs in, and where one is signed in. The person is who acts, never a field of the input (D12). */
export function ownAccountOperations(parts: ProductParts) {
  return {
    readAccount: operation({
      name: 'readAccount', method: 'get', path: '/account', summary: 'One’s own name, accounts and roles.',
      right: 'signed_in', input: nothing, output: accountSchema, action: readAccountWith(parts),
    }),
    changeAccount: operation({
      name: 'changeAccount', method: 'put', path: '/account', summary: 'Changes one’s own name and language.',
      right: 'signed_in', limit: changes, input: changeAccountSchema, output: z.object({ name: z.string().max(60) }), action: changeAccount,
    }),
    requestAddressProof: operation({
      name: 'requestAddressProof', method: 'post', path: '/account/addresses/code', summary: 'Sends a code to an address that shall belong to one’s account.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: changes, input: addressSchema, output: codeSentSchema, gather: learnReader, action: requestProof,
    }),
    proveAddress: operation({
      name: 'proveAddress', method: 'post', path: '/account/addresses', summary: 'Proves an address with the code that was sent to it.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: changes, refusals: ['address_taken', 'wrong_code'], input: enterCodeSchema, output: z.object({ typed: z.string().max(254), to: z.string().max(500).describe('Where it goes on; empty when nothing was begun with the address.') }), gather: countTry('prove'), action: (work, input, sent) => withoutTakingLastWay(parts.canSignIn, work, 'address_taken', () => proveOwnAddress(work, input, sent)),
    }),
    removeOwnIdentity: operation({
      name: 'removeOwnIdentity', method: 'delete', path: '/account/identities/{id}', summary: 'Gives up one of one’s own accounts.',
      right: 'signed_in', recent: true, limit: changes, refusals: ['last_way_in', 'not_found'], input: byIdSchema, output: z.object({ id: z.uuid() }), action: (work, input) => removeOwnIdentity(parts, work, input),
    }),
    listSessions: operation({
      name: 'listSessions', method: 'get', path: '/sessions', summary: 'Where one is signed in.',
      right: 'signed_in', input: nothing, output: sessionsSchema, action: listOwnSessions,
    }),
    endSession: operation({
      name: 'endSession', method: 'delete', path: '/sessions/{id}', summary: 'Ends one of one’s own sessions, everywhere at once.',
      right: 'signed_in', recent: true, input: byIdSchema, output: z.object({ id: z.uuid() }), action: endOwnSession,
    }),
    signOutElsewhere: operation({
      name: 'signOutElsewhere', method: 'delete', path: '/sessions/others', summary: 'Ends every other session of the person.',
      right: 'signed_in', recent: true, input: nothing, output: signedOutSchema, action: endOtherSessions,
    }),
    readSecurity: operation({
      name: 'readSecurity', method: 'get', path: '/account/security', summary: 'How one signs in.',
      right: 'signed_in', pagesOnly: true, input: nothing, output: securitySchema, action: readSecurity,
    }),
    changePassword: operation({
      name: 'changePassword', method: 'post', path: '/people/current/password', summary: 'Changes one’s own password and ends all other sessions.',
      right: 'signed_in', pagesOnly: true, limit: guesses, refusals: ['wrong_credentials'], input: changePasswordSchema, output: sessionStartedSchema, gather: prepareNewPassword, action: changePassword,
    }),
    choosePassword: operation({
      name: 'choosePassword', method: 'post', path: '/account/password', summary: 'Sets a password after a recent proof of who one is, for staff; ends all other sessions.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: guesses, input: newPasswordSchema, output: renewedSchema, gather: prepareChosenPassword, action: choosePassword,
    }),
    offerTotp: operation({
      name: 'offerTotp', method: 'post', path: '/account/totp', summary: 'Makes a key for an authenticator app.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: changes, input: nothing, output: totpOfferedSchema, action: offerTotpWith(parts),
    }),
    readOfferedTotp: operation({
      name: 'readOfferedTotp', method: 'get', path: '/account/totp', summary: 'The key that was made for an app and is not in use yet.',
      right: 'signed_in', recent: true, pagesOnly: true, input: nothing, output: totpOfferedSchema, action: readOfferedTotpWith(parts),
    }),
    confirmTotp: operation({
      name: 'confirmTotp', method: 'post', path: '/account/totp/confirmed', summary: 'Takes the app into use with one of its codes; answers recovery codes once.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: guesses, refusals: ['wrong_code'], input: enterTotpSchema, output: totpConfirmedSchema, gather: prepareConfirmation, action: confirmTotp,
    }),
    removeTotp: operation({
      name: 'removeTotp', method: 'delete', path: '/account/totp', summary: 'Stops asking for codes of the app.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: changes, input: nothing, output: z.object({ removed: z.boolean() }), action: removeTotp,
    }),
    renewRecoveryCodes: operation({
      name: 'renewRecoveryCodes', method: 'post', path: '/account/recovery-codes', summary: 'Makes ten new recovery codes, shown once; earlier ones are void.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: changes, input: nothing, output: recoveryCodesSchema, gather: prepareRecoveryCodes, action: renewRecoveryCodes,
    }),
    askToRegisterPasskey: operation({
      name: 'askToRegisterPasskey', method: 'post', path: '/account/passkeys/challenge', summary: 'What a browser is asked to make.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: changes, input: nothing, output: passkeyAskedSchema, action: askToRegisterWith(parts),
    }),
    registerPasskey: operation({
      name: 'registerPasskey', method: 'post', path: '/account/passkeys', summary: 'Keeps the passkey that a browser made.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: changes, refusals: ['passkey_refused'], input: registerPasskeySchema, output: renewedSchema, gather: checkMade, action: registerPasskey,
    }),
    renamePasskey: operation({
      name: 'renamePasskey', method: 'put', path: '/account/passkeys/{id}', summary: 'Gives a passkey another name.',
      right: 'signed_in', pagesOnly: true, limit: changes, input: renamePasskeySchema, output: z.object({ id: z.uuid() }), action: renamePasskey,
    }),
    removePasskey: operation({
      name: 'removePasskey', method: 'delete', path: '/account/passkeys/{id}', summary: 'Removes a passkey.',
      right: 'signed_in', recent: true, pagesOnly: true, limit: changes, refusals: ['last_way_in', 'not_found'], input: byIdSchema, output: z.object({ id: z.uuid() }), action: (work, input) => (work.actor.kind === 'person' ? withoutLosingWay(parts.canSignIn, work, work.actor.id, () => removePasskey(work, input)) : Promise.resolve(refuse('not_found'))),
    }),
    confirmWithPassword: operation({
      name: 'confirmWithPassword', method: 'post', path: '/account/confirm/password', summary: 'Shows anew who one is, by password; the session begins anew.',
      right: 'signed_in', pagesOnly: true, limit: guesses, refusals: ['wrong_credentials'], input: confirmPasswordSchema, output: renewedSchema, gather: compareOwnPassword, action: confirmWithPassword,
    }),
    confirmWithSecondFactor: operation({
      name: 'confirmWithSecondFactor', method: 'post', path: '/account/confirm/second-factor', summary: 'The same with a code of the app or a recovery code.',
      right: 'signed_in', pagesOnly: true, limit: guesses, refusals: ['wrong_code'], input: confirmSecondFactorSchema, output: renewedSchema, gather: readOwnAnswer, action: confirmWithSecondFactor,
    }),
    requestConfirmation: operation({
      name: 'requestConfirmation', method: 'post', path: '/account/confirm/code', summary: 'Sends a code to an address that is proven to be one’s own.',
      right: 'signed_in', pagesOnly: true, limit: changes, input: addressSchema, output: codeSentSchema, gather: learnReader, action: requestConfirmation,
    }),
    confirmWithCode: operation({
      name: 'confirmWithCode', method: 'post', path: '/account/confirm/code/entered', summary: 'The same with the code that was sent.',
      right: 'signed_in', pagesOnly: true, limit: changes, refusals: ['wrong_code'], input: enterCodeSchema, output: renewedSchema, gather: countTry('confirm'), action: confirmWithCode,
    }),
    askPasskeyToConfirm: operation({
      name: 'askPasskeyToConfirm', method: 'post', path: '/account/confirm/passkey', summary: 'What a browser is asked for when one shows anew who one is.',
      right: 'signed_in', pagesOnly: true, limit: changes, input: nothing, output: passkeyAskedSchema, action: askToConfirm,
    }),
    confirmWithPasskey: operation({
      name: 'confirmWithPasskey', method: 'post', path: '/account/confirm/passkey/answer', summary: 'The same with a passkey.',
      right: 'signed_in', pagesOnly: true, limit: changes, refusals: ['passkey_refused'], input: passkeySignInSchema, output: renewedSchema, gather: checkConfirmation, action: confirmWithPasskey,
    }),
  } as const;
}
