import type { Outcome, Work } from '../../platform/index.ts';

/** A message as it came: headers in lower case, the body byte for byte. */
export type IncomingMessage = { headers: Readonly<Record<string, string | undefined>>; body: string };

/** A message that is to be trusted; `id` is the sender’s own and the same when it is sent again. */
export type Verified = { id: string };

/** `unset`: there is no secret to check with, so nothing is taken (F5). `off`: nobody wants to hear of it now. From outside both look as if there were no hook. */
export type Verdict = { ok: true; message: Verified } | { ok: false; why: 'unset' | 'off' | 'unsigned' | 'untimely' | 'wrong' };

/**
 * What another system tells the centre, by one address `/hooks/<name>`. Connectors implement it: the receiver checks first, remembers the id,
 * and runs `handle` once for each id in one transaction with that memory.
 */
export type IncomingHook = {
  readonly name: string;
  /** Compares in constant time and looks at the age. Never trusts a message while its secret is unset. */
  verify(message: IncomingMessage, now: Date): Promise<Verdict>;
  /** A refusal undoes everything, so that the same message can come again. Answers the kind of what was told, which staff can see; never what somebody wrote. */
  handle(work: Pick<Work, 'db' | 'now' | 'log' | 'publish'>, message: Verified, body: unknown): Promise<Outcome<{ type: string }>>;
};

/** Finds the hook behind a name; undefined when there is none. */
export type FindHook = (name: string) => Promise<IncomingHook | undefined>;
