import { z } from 'zod';
import { changePasswordSchema, sessionStartedSchema, setUpOperatorSchema, signedOutSchema, signInSchema } from '../../common/contract/people.ts';
import type { ProductParts } from '../parts.ts';
import { canonicalEmail, endSessions, hasOperator } from '../people/index.ts';
import { done, operation, refuse, secretHash } from '../platform/index.ts';
import { changePassword, prepareNewPassword } from './actions/change-password.ts';
import { prepareOperator, setUpOperator } from './actions/set-up-operator.ts';
import { comparePassword, signIn } from './actions/sign-in.ts';
import { isSetUpLink } from './store/set-up.ts';

const nothing = z.strictObject({});

/** Operations that start a session are for pages only: their token goes into a cookie and never into an answer to a program. */
export function createSignInOperations(_parts: ProductParts) {
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
      input: setUpOperatorSchema, output: sessionStartedSchema, gather: prepareOperator, action: setUpOperator,
    }),
    signIn: operation({
      name: 'signIn', method: 'post', path: '/sessions', summary: 'Signs in with address and password.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 10, seconds: 300, failuresOnly: true },
      // Guesses at one account count wherever they come from.
      subjectLimit: { count: 30, seconds: 900, subject: ({ email }) => canonicalEmail(email) },
      input: signInSchema, output: sessionStartedSchema, gather: comparePassword, action: signIn,
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
    signOutElsewhere: operation({
      name: 'signOutElsewhere', method: 'delete', path: '/sessions/others', summary: 'Ends every other session of the person.',
      right: 'signed_in', input: nothing, output: signedOutSchema,
      action: async (work) => {
        if (work.actor.kind !== 'person' || work.actor.via.kind !== 'session') return refuse('not_found');
        const ended = await endSessions(work.db, { personId: work.actor.id, except: work.actor.via.id }, work.now);
        await work.publish({ name: 'people.sessions_ended', subject: work.actor.id });
        return done({ ended });
      },
    }),
    changePassword: operation({
      name: 'changePassword', method: 'post', path: '/people/current/password', summary: 'Changes one’s own password and ends all other sessions.',
      right: 'signed_in', pagesOnly: true, limit: { per: 'person', count: 10, seconds: 600 },
      input: changePasswordSchema, output: sessionStartedSchema, gather: prepareNewPassword, action: changePassword,
    }),
  } as const;
}
