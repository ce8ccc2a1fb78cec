import { newSecret, secretHash, type Clock, type Database } from '../platform/index.ts';
import { hasOperator } from '../people/index.ts';
import { lockSetUp, replaceSetUpLink } from './store/set-up.ts';

const lifetimeMilliseconds = 24 * 3600_000;

/** A fresh one-time token for the first operator, valid for a day; undefined once there is an operator. Earlier ones become useless. */
export async function newSetUpToken(database: Database, clock: Clock): Promise<string | undefined> {
  return database.transaction().execute(async (transaction) => {
    await lockSetUp(transaction);
    if (await hasOperator(transaction)) return undefined;
    const token = newSecret();
    const now = clock.now();
    await replaceSetUpLink(transaction, secretHash(token), now, new Date(now.getTime() + lifetimeMilliseconds));
    return token;
  });
}
