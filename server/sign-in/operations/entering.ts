import { z } from 'zod';
import { sessionStartedSchema, setUpOperatorSchema, signedOutSchema } from '../../../common/contract/people.ts';
import {
  byTokenSchema, codeSentSchema, enterCodeSchema, finishStepSchema, finishVisitSchema, passkeyAskedSchema, passkeySignInSchema, passwordSignInSchema, requestCodeSchema,
  signInStepSchema, signInWaysSchema, startVisitSchema, visitFinishedSchema, visitStartedSchema, waitingCodeSchema, waitingStepSchema,
} from '../../../common/contract/sign-in.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import type { ProductParts } from '../../parts.ts';
import { canonicalEmail, endSessions, hasOperator, withoutTakingLastWay } from '../../people/index.ts';
import { done, operation, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import { countTry, enterCode, followLink, requestCode } from '../actions/codes.ts';
import { askToSignIn, checkSignIn, signInWithPasskey } from '../actions/passkeys.ts';
import { listWaysWith } from '../actions/providers.ts';
import { compareStepPassword, countStepTry, finishWithPassword, finishWithSecondFactor, leaveClaimant } from '../actions/second-step.ts';
import { learnReader } from '../actions/send-code.ts';
import { prepareOperator, setUpOperator } from '../actions/set-up-operator.ts';
import { comparePassword, signIn } from '../actions/sign-in.ts';
import { finishVisit, prepareReturnWith, prepareVisitWith, startVisit } from '../actions/visit.ts';
import type { Discovery } from '../oidc/discover.ts';
import { findCode, findLink } from '../store/codes.ts';
import { listPasskeys } from '../store/passkeys.ts';
import { isSetUpLink } from '../store/set-up.ts';
import { listProviders } from '../store/providers.ts';
import { findStep } from '../store/steps.ts';

const nothing = z.strictObject({});

/** Getting in and out. What starts a session is for pages only: its secret goes into a cookie and never into an answer to a program. */
export function enteringOperations(parts: ProductParts & { discovery: Discovery }) {
  const keeping = <Value>(work: Work, act: () => Promise<Outcome<Value>>) => withoutTakingLastWay(parts.canSignIn, work, 'address_taken', act);
  return {
    checkSetUpLink: operation({
      name: 'checkSetUpLink', method: 'get', path: '/set-up', summary: 'Tells whether a set-up link can still be used.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 30, seconds: 600 },
      input: z.strictObject({ token: z.string().max(100) }), output: z.object({ usable: z.boolean() }),
      action: async (work, { token }) => done({ usable: !(await hasOperator(work.db)) && (await isSetUpLink(work.db, secretHash(token), work.now)) }),
    }),
    setUpOperator: operation({
      name: 'setUpOperator', method: 'post', path: '/set-up', summary: 'Makes the first operator with the one-time set-up link.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 20, seconds: 600 },
      refusals: ['not_found'], input: setUpOperatorSchema, output: sessionStartedSchema, gather: prepareOperator, action: setUpOperator,
    }),
    listSignInWays: operation({
      name: 'listSignInWays', method: 'get', path: '/sign-in/ways', summary: 'The ways in besides a code by e-mail.',
      right: 'public', pagesOnly: true, input: nothing, output: signInWaysSchema, action: listWaysWith(parts),
    }),
    requestSignInCode: operation({
      name: 'requestSignInCode', method: 'post', path: '/sign-in/code', summary: 'Sends a code, and by e-mail a link, to whoever wants to sign in; the same for every address.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 20, seconds: 600 },
      refusals: ['not_found'], input: requestCodeSchema, output: codeSentSchema, gather: learnReader,
      action: (work, input, reader) => (input.kind === 'phone' && parts.sms === undefined ? Promise.resolve(refuse('not_found')) : requestCode(work, input, reader)),
    }),
    readWaitingCode: operation({
      name: 'readWaitingCode', method: 'get', path: '/sign-in/code', summary: 'To which address the code that a browser waits for was sent.',
      right: 'public', pagesOnly: true, refusals: ['not_found'], input: byTokenSchema, output: waitingCodeSchema,
      action: async (work, { token }) => {
        const code = await findCode(work.db, secretHash(token), work.now);
        return code === undefined ? refuse('not_found') : done({ kind: code.kind, typed: code.typed, purpose: code.purpose });
      },
    }),
    enterSignInCode: operation({
      name: 'enterSignInCode', method: 'post', path: '/sign-in/code/entered', summary: 'Signs in with the digits that were sent.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 30, seconds: 600 },
      refusals: ['wrong_code', 'address_taken'], input: enterCodeSchema, output: signInStepSchema, gather: countTry('sign_in'), action: (work, input, sent) => keeping(work, () => enterCode(work, input, sent)),
    }),
    readSignInLink: operation({
      name: 'readSignInLink', method: 'get', path: '/sign-in/link', summary: 'To which address a link belongs; reading it uses nothing up.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 60, seconds: 600 }, refusals: ['not_found'], input: byTokenSchema, output: z.object({ typed: z.string().max(254) }),
      action: async (work, { token }) => {
        const code = await findLink(work.db, secretHash(token), work.now);
        return code === undefined ? refuse('not_found') : done({ typed: code.typed });
      },
    }),
    followSignInLink: operation({
      name: 'followSignInLink', method: 'post', path: '/sign-in/link', summary: 'Signs in with the link that was mailed.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 30, seconds: 600 }, refusals: ['wrong_code', 'address_taken'], input: byTokenSchema, output: signInStepSchema, action: (work, input) => keeping(work, () => followLink(work, input)),
    }),
    signIn: operation({
      name: 'signIn', method: 'post', path: '/sessions', summary: 'Signs in with address and password.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 10, seconds: 300, failuresOnly: true },
      // Guesses at one account count wherever they come from.
      subjectLimit: { count: 30, seconds: 900, subject: ({ email }) => canonicalEmail(email) },
      refusals: ['wrong_credentials'], input: passwordSignInSchema, output: signInStepSchema, gather: comparePassword, action: signIn,
    }),
    readSignInStep: operation({
      name: 'readSignInStep', method: 'get', path: '/sign-in/step', summary: 'What is still asked for after the first proof.',
      right: 'public', pagesOnly: true, refusals: ['not_found'], input: byTokenSchema, output: waitingStepSchema,
      action: async (work, { token }) => {
        const step = await findStep(work.db, secretHash(token), work.now);
        if (step === undefined) return refuse('not_found');
        const { needs, proves, returnTo } = step;
        const service = proves?.service === undefined ? undefined : inLanguage((await listProviders(work.db)).find(({ issuer }) => issuer === proves.service?.issuer)?.name, work.language);
        return done({ needs, passkeys: (await listPasskeys(work.db, step.personId)).length > 0, to: returnTo, ...(proves === undefined ? {} : { typed: proves.typed }), ...(service === undefined ? {} : { service }) });
      },
    }),
    finishWithSecondFactor: operation({
      name: 'finishWithSecondFactor', method: 'post', path: '/sign-in/step/second-factor', summary: 'Signs in with a code of the app or a recovery code, after the first proof.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 30, seconds: 600 }, refusals: ['wrong_code'], input: finishStepSchema, output: signInStepSchema, gather: countStepTry, action: finishWithSecondFactor,
    }),
    finishWithPassword: operation({
      name: 'finishWithPassword', method: 'post', path: '/sign-in/step/password', summary: 'Signs in with the password of the account that claims the address that was shown.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 10, seconds: 300 }, refusals: ['wrong_credentials', 'address_taken'], input: finishStepSchema, output: signInStepSchema, gather: compareStepPassword, action: (work, input, compared) => keeping(work, () => finishWithPassword(work, input, compared)),
    }),
    leaveClaimant: operation({
      name: 'leaveClaimant', method: 'post', path: '/sign-in/step/anew', summary: 'Begins an account of one’s own with the address that another one only claims.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 10, seconds: 300 }, refusals: ['not_found', 'address_taken'], input: byTokenSchema, output: signInStepSchema, action: (work, input) => keeping(work, () => leaveClaimant(work, input)),
    }),
    askPasskeyToSignIn: operation({
      name: 'askPasskeyToSignIn', method: 'post', path: '/sign-in/passkey', summary: 'What a browser is asked for when somebody signs in with a passkey.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 60, seconds: 600 }, input: nothing, output: passkeyAskedSchema, action: askToSignIn,
    }),
    signInWithPasskey: operation({
      name: 'signInWithPasskey', method: 'post', path: '/sign-in/passkey/answer', summary: 'Signs in with a passkey.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 30, seconds: 600 }, refusals: ['passkey_refused'], input: passkeySignInSchema, output: signInStepSchema, gather: checkSignIn, action: signInWithPasskey,
    }),
    startProviderVisit: operation({
      name: 'startProviderVisit', method: 'post', path: '/sign-in/visits', summary: 'Where to go to sign in with a service of others.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 30, seconds: 600 }, refusals: ['not_found', 'provider_refused'], input: startVisitSchema, output: visitStartedSchema, gather: prepareVisitWith(parts), action: startVisit,
    }),
    finishProviderVisit: operation({
      name: 'finishProviderVisit', method: 'post', path: '/sign-in/visits/finished', summary: 'Takes what a service of others answered.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 30, seconds: 600 }, refusals: ['wrong_code', 'address_taken', 'provider_refused'], input: finishVisitSchema, output: visitFinishedSchema, gather: prepareReturnWith(parts), action: (work, input, finish) => keeping(work, () => finishVisit(work, input, finish)),
    }),
    signOut: operation({
      name: 'signOut', method: 'delete', path: '/sessions/current', summary: 'Ends the session in use.',
      right: 'signed_in', input: nothing, output: signedOutSchema,
      action: async (work) => {
        if (work.actor.kind !== 'person' || work.actor.via.kind !== 'session') return refuse('not_found');
        const ended = await endSessions(work.db, { id: work.actor.via.id }, work.now);
        await work.publish({ name: 'people.sessions_ended', subject: work.actor.id });
        return done({ ended });
      },
    }),
  } as const;
}
